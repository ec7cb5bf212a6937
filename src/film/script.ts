/**
 * A script is what the film says: title, question, answer, one spoken sentence per beat and the
 * words on stage, in every language. Numbers inside sentences come from the facts.
 */
import type { Facts } from '../lessons/facts';
import type { Lesson, Params } from '../lessons/defineLesson';
import type { Language, Text } from '../lessons/language';

/** A text, or the text for given facts. */
export type Say<F> = Text | ((facts: F) => Text);

export interface BeatScript<F, Claims extends string> {
  readonly say: Say<F>;
  /** Names of the lesson's claims that this sentence rests on. */
  readonly proves?: readonly Claims[];
}

export interface Script<
  F extends Facts = Facts,
  Beat extends string = string,
  Word extends string = string,
  Claims extends string = string,
> {
  readonly title: Text;
  readonly question: Text;
  /** Second line under the question: which model, which layer. */
  readonly setting: Say<F>;
  /** In the order in which the film plays them. */
  readonly beats: Readonly<Record<Beat, BeatScript<F, Claims>>>;
  readonly answer: BeatScript<F, Claims>;
  /** Every word on stage that is not a caption. */
  readonly words: Readonly<Record<Word, Say<F>>>;
}

/** `defineScript(lesson, {…})`: the lesson gives the types of facts and the names of claims. */
export function defineScript<
  P extends Params,
  F extends Facts,
  Beat extends string,
  Word extends string,
>(_lesson: Lesson<P, F>, script: Script<F, Beat, Word>): Script<F, Beat, Word> {
  return script;
}

export const said = <F>(say: Say<F>, facts: F, language: Language): string =>
  (typeof say === 'function' ? say(facts) : say)[language];

/** Names of all beats: the question, the script's own, the answer. */
export const beatNames = (script: Script): readonly string[] => [
  'question',
  ...Object.keys(script.beats),
  'answer',
];

/** The sentence of a beat as the caption strip and the VTT file show it. */
export function sentence(script: Script, beat: string, facts: Facts, language: Language): string {
  if (beat === 'question') return script.question[language];
  const spoken = beat === 'answer' ? script.answer : script.beats[beat];
  if (!spoken) throw new Error(`Beat "${beat}" is not in the script "${script.title.en}"`);
  return said(spoken.say, facts, language);
}
