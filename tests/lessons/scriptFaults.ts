/** What a script must keep: both languages whole, claims and beats tied, the same numbers said. */
import { beatNames, said, sentence, type Say, type Script } from '../../src/film/script';
import { unmarked } from '../../src/film/show';
import type { Facts } from '../../src/lessons/facts';
import { languages, type Language, type Text } from '../../src/lessons/language';

interface Claiming {
  readonly claims: Readonly<Record<string, { readonly text: Text }>>;
}

/** Claims that no beat rests on, and beats that rest on what is not claimed. */
export function claimFaults(script: Script, lesson: Claiming): readonly string[] {
  const proved = [...Object.entries(script.beats), ['answer', script.answer] as const].flatMap(
    ([beat, { proves = [] }]) => proves.map((claim) => ({ beat, claim })),
  );
  const unknown = proved.filter(({ claim }) => !(claim in lesson.claims));
  const used = new Set(proved.map(({ claim }) => claim));
  const idle = Object.keys(lesson.claims).filter((claim) => !used.has(claim));
  const untold = Object.entries(lesson.claims).flatMap(([name, { text }]) =>
    languages.filter((l) => text[l].trim() === '').map((l) => `claim "${name}" has no ${l} text`),
  );
  return [
    ...unknown.map(({ beat, claim }) => `beat "${beat}" proves "${claim}", which is not claimed`),
    ...idle.map((claim) => `claim "${claim}" is proved by no beat`),
    ...untold,
  ];
}

/** Faults of every text that the film shows, for given facts. */
export function scriptFaults(script: Script, facts: Facts): readonly string[] {
  const spoken = beatNames(script).flatMap((beat) => {
    const say = (language: Language) => unmarked(sentence(script, beat, facts, language));
    return sentenceFaults(say('en'), say('zh')).map((fault) => `beat "${beat}": ${fault}`);
  });
  const lettered: readonly (readonly [string, Say<Facts>])[] = [
    ['title', script.title],
    ['setting', script.setting],
    ...Object.entries(script.words).map(([name, say]) => [`word "${name}"`, say] as const),
  ];
  const words = lettered.flatMap(([name, say]) => {
    const [en, zh] = [unmarked(said(say, facts, 'en')), unmarked(said(say, facts, 'zh'))];
    return wordFaults(en, zh).map((fault) => `${name}: ${fault}`);
  });
  return [...spoken, ...words];
}

const han = /\p{Script=Han}/u;

export function sentenceFaults(en: string, zh: string): readonly string[] {
  const faults = [...wordFaults(en, zh)];
  if (!han.test(zh)) faults.push(`no Chinese in "${zh}"`);
  if (!/[。！？]$/.test(zh)) faults.push(`"${zh}" does not end in 。！？`);
  if (!/[.!?]$/.test(en)) faults.push(`"${en}" does not end in . ! ?`);
  return faults;
}

function wordFaults(en: string, zh: string): readonly string[] {
  const faults = Object.entries({ en, zh }).flatMap(([language, text]) => {
    if (text.trim() === '') return [`no ${language} text`];
    const broken = /undefined|NaN|null|\[object|[{}]/.exec(text);
    return broken ? [`"${broken[0]}" in "${text}"`] : [];
  });
  const half = /\p{Script=Han}\s?[,;:!?()]|[,;:!?()]\s?\p{Script=Han}|\p{Script=Han}\.$/u.exec(zh);
  if (half) faults.push(`half-width punctuation at "${half[0]}" in "${zh}"`);
  const [numbersEn, numbersZh] = [numbersIn(en), numbersIn(zh)];
  if (numbersEn !== numbersZh) faults.push(`numbers differ: en ${numbersEn}; zh ${numbersZh}`);
  return faults;
}

/** Sorted, since languages order them differently; what English counts in millions, Chinese may in 万. */
function numbersIn(text: string): string {
  const found = text.matchAll(/(\d+(?:\.\d+)?)( million| 万)?/g);
  const whole = (number: string, unit: number) => String(Math.round(Number(number) * unit));
  return [...found]
    .map(([, number = '', unit]) => (unit ? whole(number, unit === ' 万' ? 1e4 : 1e6) : number))
    .sort()
    .join(' ');
}
