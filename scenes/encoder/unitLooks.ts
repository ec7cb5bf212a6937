/**
 * What a head has learned: do words that name digits look at units? Asked of every number that training never saw, in
 * every spelling. Of the other words of its text, a word looks most at the one with the largest share.
 *   share    of the words that name digits, those that look most at a unit
 *   chance   the same for a blind choice among the other words
 */
import { encode } from '../../src/engine/models/encoderDecoder/encode';
import {
  numberExamples,
  rowsOfExamples,
  type NumberExample,
} from '../../src/engine/tasks/numberBatch';
import { splitNumbers } from '../../src/engine/tasks/splitNumbers';
import { scope } from '../../src/engine/tensor/scope';
import { Recorder } from '../../src/engine/trace/Recorder';
import type { NumberTranslator } from '../../src/lessons/models';
import { mean } from './arithmetic';

const units = new Set(['hundred', 'thousand', '十', '百', '千']);

export const isUnit = (word: string | undefined) => units.has(word ?? '');

export interface UnitLooks {
  readonly head: number;
  readonly share: number;
  readonly chance: number;
}

/** Every head of a layer, the one that looks at units most first. */
export function unitLooks(
  model: NumberTranslator,
  layer: number,
  numbers: readonly number[] = splitNumbers().heldOut,
): readonly UnitLooks[] {
  const examples = numberExamples(numbers);
  const asked = askedWords(examples);
  const patterns = patternsOf(model, layer, examples);
  const chance = mean(asked.map(({ others }) => mean(others.map(({ unit }) => Number(unit)))));
  return Array.from({ length: model.config.nhead }, (_, head) => {
    const hits = asked.map(({ text, at, others }) => {
      const shares = patterns[text]?.[head]?.[at] ?? [];
      const most = others.reduce((best, next) =>
        (shares[next.at] ?? 0) > (shares[best.at] ?? 0) ? next : best,
      );
      return Number(most.unit);
    });
    return { head, share: mean(hits), chance };
  }).sort((a, b) => b.share - a.share);
}

/** Words that name digits and have a choice: at least one unit and one other word beside them. */
function askedWords(examples: readonly NumberExample[]) {
  return examples.flatMap(({ words }, text) =>
    words.flatMap(({ word, names }, at) => {
      const others = words.flatMap((other, i) =>
        i === at ? [] : [{ at: i, unit: isUnit(other.word) }],
      );
      const hasChoice = others.some(({ unit }) => unit) && others.some(({ unit }) => !unit);
      return names.length > 0 && !isUnit(word) && hasChoice ? [{ text, at, others }] : [];
    }),
  );
}

/** (B, H, T, S) */
function patternsOf(
  model: NumberTranslator,
  layer: number,
  examples: readonly NumberExample[],
): readonly number[][][][] {
  return scope(() => {
    const trace = new Recorder();
    encode(model, rowsOfExamples(examples).source, {}, trace);
    return trace.get(`block.${layer}.attention_weights`).toNested() as number[][][][];
  });
}
