/** What each lesson is run with besides its initial values. */
import type { Lesson } from '../../src/lessons/defineLesson';
import type { Language } from '../../src/lessons/language';

export type Given = Readonly<Record<string, string>>;

/** Values of a film's own, where the bounds and the other language say too little. */
const own: Readonly<Record<string, readonly Given[]>> = {
  encoder: [
    { text: 'seven hundred nineteen' },
    { text: 'ninety nine' },
    { text: '九百九十九' },
    { text: '八十' },
    { text: '九千八百七十六' },
    { text: 'two two three' },
  ],
  'mamba-selective-scan': [
    { stream: 'ABCDEFGH................................' },
    { stream: '................................HGFEDCBA' },
    { stream: '·A···B···C···D···E···F···G···H··········' },
  ],
  'cross-attention': [
    { text: 'forty two' },
    { text: 'nine thousand nine hundred ninety nine' },
    { text: 'Seven hundred nineteen' },
    { text: 'four thousand' },
    { text: '九千九百九十九' },
    { text: '两千零八' },
    { text: '十五' },
  ],
  decoder: [{ text: 'Juliet' }, { text: 'aaa' }, { text: 'O, my lo' }],
  'kv-cache': [{ text: 'ROMEO:' }, { text: 'To be' }, { text: 'aaa' }, { text: 'O, Rome' }],
  rope: [
    { text: 'ROMEO: I am here' },
    { text: 'All the world' },
    { text: 'ab' },
    { text: 'night' },
  ],
  swiglu: [{ text: 'ab' }, { text: 'O,' }, { text: 'KING RICHARD III:' }, { text: 'Good night' }],
  adamw: [
    { decay: '20', loud: '2' },
    { decay: '2', loud: '8' },
  ],
  bpe: [{ text: 'lowest' }, { text: 'a  b\tc 12 ż' }, { lower: '12', text: 'newer wider' }],
};

/** The initial values, the other language's, the bounds of whole numbers, and the film's own. */
export function givenParams(lesson: Lesson, language: Language): readonly Given[] {
  const other = language === 'en' ? 'zh' : 'en';
  const varied = Object.entries(lesson.params).flatMap(([name, { initial, allowed }]) => {
    const [, from, to] = /^a whole number from (-?\d+) to (-?\d+)$/.exec(allowed) ?? [];
    return [String(initial[other]), from, to].flatMap((v) =>
      v === undefined ? [] : [{ [name]: v }],
    );
  });
  return [{}, ...varied, ...(own[lesson.id] ?? [])];
}
