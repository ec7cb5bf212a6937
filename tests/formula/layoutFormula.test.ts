/** The layout without a browser: widths, terms, purity, and what is refused. */
import { describe, expect, it } from 'vitest';
import { ForwardPassError } from '../../src/engine/errors/ForwardPassError';
import { layoutFormula } from '../../src/components/formula/parts/layoutFormula';
import { inkOf, marksOf } from '../../src/components/formula/parts/FormulaMark';
import { matchMarks } from '../../src/components/formula/parts/matchMarks';
import { filmFormulas, latexFormulas } from './formulas';

const r = String.raw;
const textOf = (tex: string) =>
  layoutFormula(tex)
    .glyphs.map((g) => g.text)
    .join('');

describe('layoutFormula', () => {
  it('spells a run letter by letter with the widths of KaTeX_Main', () => {
    const { glyphs, width } = layoutFormula(r`\operatorname{softmax}`);
    expect(glyphs.map((g) => g.text).join('')).toBe('softmax');
    expect(glyphs.map((g) => g.font.family)).toEqual(Array(7).fill('KaTeX_Main'));
    expect(width).toBeCloseTo(0.39445 + 0.5 + 0.30556 + 0.38889 + 0.83334 + 0.5 + 0.52778, 4);
    for (const [i, glyph] of glyphs.entries()) {
      const before = glyphs[i - 1];
      if (before) expect(glyph.x).toBeCloseTo(before.x + before.box.width, 10);
    }
  });

  it('centres a fraction under its bar', () => {
    const { glyphs, rules } = layoutFormula(r`\frac{a}{b+c}`);
    const bar = rules[0]?.box;
    const a = glyphs.find((g) => g.text === 'a')?.box;
    expect(rules).toHaveLength(1);
    expect((a?.x ?? 0) + (a?.width ?? 0) / 2).toBeCloseTo(
      (bar?.x ?? 0) + (bar?.width ?? 0) / 2,
      10,
    );
    expect(bar?.height).toBeCloseTo(0.04, 10);
    expect((bar?.y ?? 0) + 0.02).toBeCloseTo(-0.25, 10); // the axis of KaTeX_Main
  });

  it('sets scripts in 0.7 em, theirs in 0.5 em', () => {
    expect(layoutFormula('a_{b_c}').glyphs.map((g) => g.size)).toEqual([1, 0.7, 0.5]);
  });

  it('stretches a root over its body', () => {
    const { paths, width } = layoutFormula(r`\sqrt{a+b}`);
    expect(paths).toHaveLength(1);
    expect(paths[0]?.clip.width).toBeCloseTo(width, 10);
  });

  it('draws nothing for phantoms, spaces and the empty formula', () => {
    for (const tex of ['', r`\phantom{\frac{a}{\sqrt b}}`, r`\quad`, r`\text{ }`]) {
      expect(marksOf(layoutFormula(tex)), tex).toEqual([]);
    }
    expect(layoutFormula('')).toMatchObject({ width: 0, height: 0, depth: 0 });
  });

  it('is pure: the same LaTeX gives the same layout', () => {
    for (const tex of [...filmFormulas, ...latexFormulas]) {
      expect(layoutFormula(tex)).toEqual(layoutFormula(tex));
    }
  });

  it('holds only finite numbers', () => {
    for (const tex of [...filmFormulas, ...latexFormulas]) {
      const numbers = JSON.stringify(layoutFormula(tex), (_key, value: unknown) =>
        typeof value === 'number' && !Number.isFinite(value) ? 'broken' : value,
      );
      expect(numbers, tex).not.toContain('broken');
    }
  });
});

describe('terms', () => {
  it('mark their glyphs, rules and paths, nested from the outside in', () => {
    const { glyphs, rules, paths, terms } = layoutFormula(
      r`x + \term{scores}{\frac{\term{query}{q}\,k}{\term{scale}{\sqrt{D}}}}`,
    );
    const termsOf = (text: string) => glyphs.find((g) => g.text === text)?.terms;
    expect(termsOf('x')).toEqual([]);
    expect(termsOf('q')).toEqual(['scores', 'query']);
    expect(termsOf('k')).toEqual(['scores']);
    expect(rules.map((m) => m.terms)).toEqual([['scores']]);
    expect(paths.map((m) => m.terms)).toEqual([['scores', 'scale']]);
    expect(terms.map((t) => t.name).toSorted()).toEqual(['query', 'scale', 'scores']);
  });

  it('have the box of their ink', () => {
    const { glyphs, terms } = layoutFormula(r`a \term{sum}{b + c} d`);
    const [b, c] = ['b', 'c'].map((text) => glyphs.find((g) => g.text === text)?.box);
    expect(terms).toHaveLength(1);
    expect(terms[0]?.box.x).toBe(b?.x);
    expect((terms[0]?.box.x ?? 0) + (terms[0]?.box.width ?? 0)).toBeCloseTo(
      (c?.x ?? 0) + (c?.width ?? 0),
      10,
    );
  });

  it('do not move what they mark', () => {
    const place = (tex: string) => layoutFormula(tex).glyphs.map(({ text, x, y }) => [text, x, y]);
    expect(place(r`a \term{m}{+} \term{n}{b}^2 = \term{o}{\sum_i x_i} - c`)).toEqual(
      place(r`a + b^2 = \sum_i x_i - c`),
    );
    const plain = (tex: string) => tex.replace(/\\term\{\w+\}\{(\w+|n-m|q_2)\}/g, '$1');
    for (const tex of filmFormulas) expect(place(tex), tex).toEqual(place(plain(tex)));
    expect(filmFormulas.filter((tex) => plain(tex) !== tex).length).toBeGreaterThan(1);
  });

  it('occur as often as they are written', () => {
    const { terms } = layoutFormula(r`\term{x}{x} + \term{x}{x}^2`);
    expect(terms.map((t) => t.name)).toEqual(['x', 'x']);
  });
});

describe('what cannot be drawn is refused', () => {
  it.each([
    [r`\frac{a}`, 'Unexpected end of input'],
    [r`\nonsense`, 'Undefined control sequence'],
    [r`\color{red} x`, 'style color'],
    [r`\colorbox{red}{x}`, 'style backgroundColor'],
    [r`\text{注意力}`, 'U+6CE8'],
    [r`a \\ b`, 'newline'],
    [r`a \tag{1}`, 'tag'],
    [r`\pmb{x}`, 'textShadow'],
    [r`\angl{n}`, 'angl'],
    [r`\begin{array}{c:c} a & b \end{array}`, 'vertical-separator'],
    [r`\begin{array}{c} a \\ \hdashline b \end{array}`, 'hdashline'],
    [r`\begin{CD} A @>a>> B \end{CD}`, 'cd-arrow-pad'],
    [r`\htmlData{other=1}{x}`, 'enclosing'],
    [r`\href{http://a.b}{x}`, 'color'],
    [r`\includegraphics{a.png}`, 'color'],
  ])('%s', (tex, message) => {
    expect(() => layoutFormula(tex)).toThrow(ForwardPassError);
    expect(() => layoutFormula(tex)).toThrow(message);
  });
});

describe('matchMarks', () => {
  const match = (from: string, to: string) => {
    const { moving, leaving, arriving } = matchMarks(layoutFormula(from), layoutFormula(to));
    const inks = (marks: readonly Parameters<typeof inkOf>[0][]) => marks.map((m) => inkOf(m)[0]);
    return {
      moving: inks(moving.map(([m]) => m)),
      leaving: inks(leaving),
      arriving: inks(arriving),
    };
  };

  it('moves what is written alike and fades the rest', () => {
    expect(match('a + b', 'b + c')).toEqual({
      moving: ['b', '+'],
      leaving: ['a'],
      arriving: ['c'],
    });
  });

  it('prefers the same term to the same letter', () => {
    const { moving } = matchMarks(
      layoutFormula(r`\term{first}{x} + \term{second}{x}`),
      layoutFormula(r`\term{second}{x} + \term{first}{x}`),
    );
    expect(moving.every(([a, b]) => a.terms.join() === b.terms.join())).toBe(true);
  });

  it('moves everything when nothing changes', () => {
    for (const tex of filmFormulas) {
      const { moving, leaving, arriving } = matchMarks(layoutFormula(tex), layoutFormula(tex));
      expect([leaving, arriving]).toEqual([[], []]);
      expect(moving).toHaveLength(marksOf(layoutFormula(tex)).length);
      for (const [a, b] of moving) expect(a, textOf(tex)).toEqual(b);
    }
  });
});
