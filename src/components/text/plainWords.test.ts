import { describe, expect, test } from 'vitest';
import { literal } from './literal';
import { plainWords } from './plainWords';

const r = String.raw;

describe('words as a caption file carries them', () => {
  test.each([
    ['the {query:query} meets the {key:key}', 'the query meets the key'],
    [r`Divide by $\sqrt{D}$.`, 'Divide by √D.'],
    [r`$\term{query}{q}_m \cdot \k_{n+1}$`, 'qₘ ⋅ kₙ₊₁'],
    [r`{position:$n-m$}: -x is $-x$`, 'n − m: -x is −x'],
    [r`$e^{x_i} / \sum_j e^{x_j}$`, 'e^(xᵢ)/∑ⱼe^(xⱼ)'],
    [r`$\frac{q^\top k}{\sqrt{D+1}}$`, '(qᵀk)/√(D + 1)'],
    [r`$\operatorname{softmax}(x, y) \le 1$`, 'softmax(x, y) ≤ 1'],
    [r`$\left(\theta_0\right)^2 \to \mathbf{W}$`, '(θ₀)² → W'],
    ['costs 5 $, {no', 'costs 5 $, {no'],
    [r`\$5 and \$6, \{query:x\}`, '$5 and $6, {query:x}'],
  ])('%s', (markup, plain) => expect(plainWords(markup)).toBe(plain));

  test('a literal text is no markup', () => {
    for (const text of ['$a$', '{query:x}', r`C:\new`, '\\', '$$', '}{']) {
      expect(plainWords(`a ${literal(text)} b`)).toBe(`a ${text} b`);
      expect(plainWords(`{key:${literal(text)}}`)).toBe(text);
    }
  });

  test('what is wrong is named', () => {
    expect(() => plainWords('a {qeury:q}')).toThrow(/role of \{qeury:…\}[^]*query, key/);
    expect(() => plainWords(r`a $\frac{x$ b`)).toThrow(
      /formula \\frac\{x[^]*Unexpected end of input/,
    );
  });
});
