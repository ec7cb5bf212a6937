/** What number-translator writes for words, as it is or with steps of its passes replaced. */
import type { Interventions } from '../engine/interventions/intervene';
import { translate } from '../engine/models/encoderDecoder/translate';
import type { NumberTranslator } from './models';

/** Four digits, and that it is done. */
const longestAnswer = 5;
const scaleWords = new Set(['hundred', 'thousand', '十', '百', '千']);

/** Such a word says what another counts. */
export const isScale = (word: string | undefined) => scaleWords.has(word ?? '');

export class NumberLab {
  public constructor(public readonly model: NumberTranslator) {}

  public ids(words: readonly string[]): number[] {
    const { tokenizer } = this.model;
    return [...words.flatMap((word) => tokenizer.encode(word)), tokenizer.specials.end];
  }

  /** What the model writes for texts of one length. */
  public answers(sources: readonly (readonly number[])[], rules?: Interventions): string[] {
    const { start, end } = this.model.tokenizer.specials;
    const settings = {
      start,
      end,
      maxLength: longestAnswer,
      ...(rules && { interventions: rules }),
    };
    const said = translate(this.model, sources, settings);
    return said.map((ids) => this.model.tokenizer.decode(ids));
  }

  public answer(ids: readonly number[], rules?: Interventions): string {
    return this.answers([ids], rules)[0] ?? '';
  }
}
