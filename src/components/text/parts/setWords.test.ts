/** Against the rules of W3C's Requirements for Chinese Text Layout, with letters of one em. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFormula, parseWords } from './parseWords';
import { setWords, type Line, type Ruler } from './setWords';

/** Ideographs and full-width marks are 10 wide, others 5. */
const wide = /[\u3000-\u9fff\uff00-\uffef“”]/;
const marks = /[，。、；：（）《》「」“”]/;
const ruler: Ruler = {
  text: (text) => [...text].reduce((sum, c) => sum + (wide.test(c) ? 10 : 5), 0),
  formula: (tex) => 10 * tex.length,
  half: (mark) => (marks.test(mark) ? 5 : 0),
};
const set = (text: string, width = Number.POSITIVE_INFINITY, balanced = false) =>
  setWords(parseWords(text), ruler, { width, balanced });
const textOf = ({ runs }: Line) =>
  runs.map((run) => (isFormula(run) ? `$${run.tex}$` : run.text)).join('');
const linesOf = (text: string, width: number, balanced = false) =>
  set(text, width, balanced).map((line) => textOf(line).trimEnd());

describe('the width of a line', () => {
  test.each([
    ['ab词', 20],
    ['词，词', 30],
    ['词。', 15], // no blank at the end
    ['“词', 15], // nor at the beginning
    ['词”。', 20], // nor between two marks
    ['词：“词', 35],
    ['词，（词', 35],
    ['“《词', 20],
    ['词，a', 25],
    ['词， a', 25], // no blank besides the mark's own
    ['词 “e” 词', 45],
    ['词 a', 20],
    ['$xy$词', 30],
  ])('%s', (text, width) => expect(set(text)[0]?.width).toBe(width));

  test('a mark that loses its left half begins half an em further left', () => {
    expect(set('“词')[0]?.runs).toMatchObject([{ text: '“词', shift: -5, width: 15 }]);
    expect(set('词“《词')[0]?.runs).toMatchObject([
      { text: '词“', x: 0 },
      { x: 20, shift: -5 },
    ]);
  });

  test('marks of one Latin letter’s width keep it', () => {
    const narrow: Ruler = { ...ruler, half: () => 0 };
    const atoms = parseWords('“a”, b');
    expect(setWords(atoms, narrow, { width: Infinity, balanced: false })[0]?.width).toBe(40);
  });
});

describe('lines', () => {
  test('break at blanks, which take no room', () => {
    expect(set('ab cd ef', 26).map(textOf)).toEqual(['ab cd ', 'ef']);
    expect(set('ab cd ef', 26).map(({ width }) => width)).toEqual([25, 10]);
  });

  test('break between ideographs, not before a closing mark or after an opening one', () => {
    expect(linesOf('词词词，词词', 34)).toEqual(['词词', '词，词', '词']);
    expect(linesOf('词词“词”词', 34)).toEqual(['词词', '“词”词']);
    expect(linesOf('用{query:查}，用', 24)).toEqual(['用', '查，', '用']);
  });

  test('keep what is computed together, and a word with its marks', () => {
    expect(linesOf('so 3 × 4 is', 30)).toEqual(['so', '3 × 4', 'is']);
    expect(linesOf('ab {query:cd}, ef', 40)).toEqual(['ab cd,', 'ef']);
    expect(linesOf('a b$x$. c', 32)).toEqual(['a b$x$.', 'c']);
  });

  test('are of about one length where they are balanced', () => {
    expect(linesOf('aa bb cc dd ee', 60)).toEqual(['aa bb cc dd', 'ee']);
    expect(linesOf('aa bb cc dd ee', 60, true)).toEqual(['aa bb cc', 'dd ee']);
  });

  test('a word longer than the line stands alone', () => {
    expect(linesOf('a bbbbbbbb c', 20)).toEqual(['a', 'bbbbbbbb', 'c']);
  });

  test('whatever the text: nothing is lost, no forbidden mark at either end', () => {
    const texts = fc.array(fc.constantFrom(...'词ab 1，。“”（）.$'.split('')), { maxLength: 40 });
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 10, max: 90 }),
        fc.boolean(),
        (signs, width, balanced) => {
          const text = signs.join('').replaceAll('$', '$x$').trim();
          const lines = linesOf(text, width, balanced);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
          for (const [i, line] of lines.entries()) {
            if (i > 0) expect(line, text).not.toMatch(/^[，。”）.]/);
            if (i < lines.length - 1) expect(line, text).not.toMatch(/[“（]$/);
          }
        },
      ),
    );
  });
});
