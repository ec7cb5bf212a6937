/** What the encoder does when wires of its attention are cut, and what the whole model then writes. */
import type { Interventions } from '../../src/engine/interventions/intervene';
import { intervene } from '../../src/engine/interventions/intervene';
import { put } from '../../src/engine/interventions/put';
import { encode } from '../../src/engine/models/encoderDecoder/encode';
import { numberWords, type Language } from '../../src/engine/tasks/numberWords';
import { Recorder } from '../../src/engine/trace/Recorder';
import { NumberLab } from '../../src/lessons/NumberLab';
import { Reading } from '../../src/lessons/Reading';

/** Query `asks` does not see key `asked`. */
export interface Wire {
  readonly asks: number;
  readonly asked: number;
}

/** In both heads, or in one. */
export const cut = ({ asks, asked }: Wire, head?: number): Interventions => ({
  'encoder.block.0.attention_scores': put(
    -Infinity,
    ({ H, T, S }) => T === asks && S === asked && (head === undefined || H === head),
  ),
});
export class Experiments extends NumberLab {
  /** The encoder's steps, by their names in `encoder`. */
  public read(ids: readonly number[], rules: Interventions = {}): Reading {
    const trace = new Recorder();
    intervene(rules, (seen) => encode(this.model, [ids], {}, seen.within('encoder')), trace);
    return new Reading(trace).within('encoder');
  }

  /** X thousand Y hundred, as tokens: 9 × 9 texts, row after row. */
  public texts(language: Language): number[][] {
    const numbers = digits.flatMap((x) => digits.map((y) => 1000 * x + 100 * y));
    return numbers.map((n) => this.ids(numberWords(n, language).map(({ word }) => word)));
  }

  /** What is written for them, with a wire of Y cut or none. */
  public field(language: Language, asked: number | null): number[][] {
    const rules = asked === null ? undefined : cut({ asks: placeOfY, asked });
    const said = this.answers(this.texts(language), rules);
    return digits.map((_, i) => said.slice(9 * i, 9 * i + 9).map(Number));
  }
}

const digits = Array.from({ length: 9 }, (_, i) => i + 1);

/** X thousand Y hundred, 八千四百: the word for Y, and the one for its place. */
export const placeOfY = 2;
export const placeOfHundred = 3;
