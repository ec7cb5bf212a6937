/** What the encoder does when wires of its attention are cut, and what the whole model then writes. */
import type { Interventions } from '../../src/engine/interventions/intervene';
import { intervene } from '../../src/engine/interventions/intervene';
import { put, type Place } from '../../src/engine/interventions/put';
import { encode } from '../../src/engine/models/encoderDecoder/encode';
import { numberWords, spellings, type Language } from '../../src/engine/tasks/numberWords';
import { splitNumbers } from '../../src/engine/tasks/splitNumbers';
import { Recorder } from '../../src/engine/trace/Recorder';
import { NumberLab } from '../../src/lessons/NumberLab';
import { Reading } from '../../src/lessons/Reading';

/** Query `asks` does not see key `asked`. */
export interface Wire {
  readonly asks: number;
  readonly asked: number;
}

const layerOne = 'encoder.block.0.attention_scores';

export const hide = (isHidden: (place: Place) => boolean, step = layerOne): Interventions => ({
  [step]: put(-Infinity, isHidden),
});
export const cut = ({ asks, asked }: Wire, head?: number): Interventions =>
  hide(({ H, T, S }) => T === asks && S === asked && (head === undefined || H === head));
/** All wires between words, in all layers. */
export const apart = hide(({ T, S }) => T !== S, 'encoder.block.*.attention_scores');

export class Experiments extends NumberLab {
  /** The encoder's steps, by their names in `encoder`. */
  public read(ids: readonly number[], rules: Interventions = {}): Reading {
    const trace = new Recorder();
    intervene(rules, (seen) => encode(this.model, [ids], {}, seen.within('encoder')), trace);
    return new Reading(trace).within('encoder');
  }

  /** Of all spellings of numbers that training never saw, how many are answered right. */
  public right(language: Language, rules?: Interventions) {
    const byLength = new Map<number, { number: number; ids: number[] }[]>();
    for (const number of splitNumbers().heldOut) {
      for (const words of spellings(number, language)) {
        const ids = this.ids(words.map(({ word }) => word));
        byLength.set(ids.length, [...(byLength.get(ids.length) ?? []), { number, ids }]);
      }
    }
    const groups = [...byLength.values()];
    const right = groups.map((group) => {
      const said = this.answers(group.map(({ ids }) => ids), rules); // prettier-ignore
      return group.filter(({ number }, i) => said[i] === `${number}`).length;
    });
    return { right: right.reduce((a, b) => a + b, 0), of: groups.flat().length };
  }

  /** What is written for the 9 × 9 numbers X thousand Y hundred, with a wire of Y cut or none. */
  public field(language: Language, asked: number | null): number[][] {
    const digits = Array.from({ length: 9 }, (_, i) => i + 1);
    const numbers = digits.flatMap((x) => digits.map((y) => 1000 * x + 100 * y));
    const sources = numbers.map((n) => this.ids(numberWords(n, language).map(({ word }) => word)));
    const said = this.answers(sources, asked === null ? undefined : cut({ asks: placeOfY, asked }));
    return digits.map((_, i) => said.slice(9 * i, 9 * i + 9).map(Number));
  }
}

/** X thousand Y hundred, 八千四百: the word for Y, and the one for its place. */
export const placeOfY = 2;
