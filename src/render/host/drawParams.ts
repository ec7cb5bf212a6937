/**
 * Legal values of a film's parameters that a viewer might give: what is hard to set, shortened until it is allowed, and
 * walks through all that the schema allows, from what the film shows by itself to something else, shorter or longer.
 */
import { Rng } from '../../engine/random/Rng';
import type { Lesson, Param } from '../../lessons/defineLesson';
import { languages, type Language } from '../../lessons/language';

/** Each has broken a picture somewhere. */
const hard: readonly string[] = [
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk',
  '3.14159, 2.71828, 1.41421, 1.61803',
  '0000000000000000000000000000000000000000',
  'naïve façade, cœur brûlé, žluťoučký kůň, Ångström',
  'Привет, мир! Как твои дела сегодня, друг',
  '今天天气很好，我们去公园散步吧。',
  'مرحبا بالعالم שלום',
  'שלום עולם',
  '👩‍👩‍👧‍👦 family 🎉🇩🇪',
  'a  b\tc\td',
  'first\nsecond\n\nthird',
  '\ta',
  '--> === != <= :: /* x */ => |>',
  'for (let i = 0; i < 10; i++) { x[i] += 1; }',
  'a',
  'WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW',
  'iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii',
  'ż',
  '$x^2$ {role:text} \\frac{1}{2} %',
];
/** A range is tried at its ends and in between. */
const numbers = Array.from({ length: 64 }, (_, i) => String(i - 4));
const tries = 200;

const ascii = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i));
const blanks = [' ', '\n', '\t'] as const;
const foreign = Array.from('éżßЖ三。ب👍');

/** One value for each parameter for which one is found; the others keep their initial value. */
export function drawParams({ params }: Lesson, seed: number): Readonly<Record<string, string>> {
  const drawn = Object.entries(params).flatMap(([name, param]) => {
    const value = drawValue(param, new Rng(seed).fork(name));
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(drawn);
}

/** The longest texts that are allowed, of words or of characters of the film's own. */
export function longestParams(
  { params }: Lesson,
  language: Language,
): Readonly<Record<string, string>> {
  const texts = Object.entries(params).filter(([, { initial }]) => typeof initial.en === 'string');
  return Object.fromEntries(
    texts.map(([name, param]) => [name, longestValue(param, language, new Rng(0).fork(name))]),
  );
}

function longestValue(param: Param, language: Language, rng: Rng): string {
  const own = String(param.initial[language]);
  const long = Array.from({ length: tries }, () =>
    shortened(again([own], joints(own), rng, 9), param),
  );
  return long.reduce<string>((a, b) => (b !== null && b.length > a.length ? b : a), own);
}

/** Between words, or between characters where there is one word only. */
const joints = (text: string) => (text.includes(' ') ? ' ' : '');

function drawValue(param: Param, rng: Rng): string | null {
  for (let attempt = 0; attempt < tries; attempt++) {
    const value = shortened(candidate(param, rng), param);
    if (value !== null) return value;
  }
  return null;
}

function candidate(param: Param, rng: Rng): string {
  if (typeof param.initial.en === 'number') return pick(numbers, rng);
  if (rng.uniform() < 0.25) return pick(hard, rng);
  return param.any?.((count) => rng.integer(0, count)) ?? walk(param, rng);
}

/** From a text that is allowed, step by step through others: a character is put in, changed, taken out, or two change places. */
function walk({ initial, schema }: Param, rng: Rng): string {
  const next = () => {
    const kind = rng.uniform();
    return pick(kind < 0.75 ? ascii : kind < 0.9 ? blanks : foreign, rng);
  };
  const grows = pick([0, 0.3, 0.5, 0.6, 1], rng);
  const step = (from: readonly string[]) => {
    const at = rng.integer(0, Math.max(1, from.length));
    const kind = rng.uniform();
    if (kind < 0.4) return from.toSpliced(at, 1, next());
    if (kind < 0.6) return swapped(from, at, rng.integer(0, Math.max(1, from.length)));
    return rng.uniform() < grows ? from.toSpliced(at, 0, next()) : from.toSpliced(at, 1);
  };
  let text: readonly string[] = Array.from(String(initial[pick(languages, rng)]));
  const count = pick([2, 8, 30, 120, tries], rng);
  for (let taken = 0; taken < count; taken++) {
    const changed = step(text);
    if (schema.safeParse(changed.join('')).success) text = changed;
  }
  return text.join('');
}

const swapped = (text: readonly string[], i: number, j: number) =>
  text.map((own, k) => (k === i ? (text[j] ?? '') : k === j ? (text[i] ?? '') : own));

/** Words or characters of the initial values in another order, some of them often. */
function again(texts: readonly string[], joint: string, rng: Rng, times = 2): string {
  const parts = pick(texts, rng).split(joint);
  const count = rng.integer(1, times * parts.length + 2);
  return Array.from({ length: count }, () => pick(parts, rng)).join(joint);
}

/** The longest beginning that is allowed. */
function shortened(text: string, { schema }: Param): string | null {
  const characters = Array.from(text);
  for (let length = characters.length; length > 0; length--) {
    const value = characters.slice(0, length).join('');
    if (schema.safeParse(value).success) return value;
  }
  return null;
}

const pick = <T>(items: readonly [T, ...T[]] | readonly T[], rng: Rng): T =>
  items[rng.integer(0, items.length)] as T;
