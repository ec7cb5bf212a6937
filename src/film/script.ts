/**
 * A script is what the film says: title, question, answer, one spoken sentence per beat and the
 * words on stage, in every language. Numbers inside sentences come from the facts.
 */
import { ForwardPassError } from '../engine/errors/ForwardPassError';
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
  /** Stands above the stage from the first frame to the last. */
  readonly question: Text;
  /** Beside the question: which model, which layer. */
  readonly setting: Say<F>;
  /** In the order in which the film plays them; `hook` opens it, a puzzle that moves at once. */
  readonly beats: Readonly<Record<Beat | 'hook', BeatScript<F, Claims>>>;
  readonly answer: BeatScript<F, Claims>;
  /** The beat whose last frame stands for the film where it does not play; the answer if not given. */
  readonly poster?: NoInfer<Beat> | 'hook' | 'answer';
  /** Every word on stage that is not a caption. */
  readonly words: Readonly<Record<Word, Say<F>>>;
}

/**
 * `defineScript(lesson, {…})`: the lesson gives the types of facts and the names of claims.
 * @throws ForwardPassError when another beat comes before `hook`.
 */
export function defineScript<
  P extends Params,
  F extends Facts,
  Claims extends string,
  Beat extends string,
  Word extends string,
>(
  _lesson: Lesson<P, F, Claims>,
  script: Script<F, Beat, Word, NoInfer<Claims>>,
): Script<F, Beat, Word> {
  const [first = 'none'] = Object.keys(script.beats);
  if (first !== 'hook') {
    throw new ForwardPassError({
      what: `the first beat of the script "${script.title.en}"`,
      expected: 'hook',
      got: first,
      hint: 'the film plays its beats in the order in which the script has them',
    });
  }
  return script;
}

export const said = <F>(say: Say<F>, facts: F, language: Language): string =>
  (typeof say === 'function' ? say(facts) : say)[language];

/** Names of all beats, `hook` first and `answer` last. */
export const beatNames = (script: Script): readonly string[] => [
  ...Object.keys(script.beats),
  'answer',
];

/** The sentence of a beat as the caption strip and the VTT file show it. */
export function sentence(script: Script, beat: string, facts: Facts, language: Language): string {
  const spoken = beat === 'answer' ? script.answer : script.beats[beat];
  if (!spoken) throw new Error(`Beat "${beat}" is not in the script "${script.title.en}"`);
  return said(spoken.say, facts, language);
}
