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

/** Where one word looks most, of the other words of its text. */
export interface WordLook {
  readonly at: number;
  readonly most: number;
  readonly unit: boolean;
}

/** The looks of the words that name digits and have a choice: at least one unit and one other word beside them. */
export function looksOfDigits(
  words: readonly string[],
  share: (at: number, other: number) => number,
): WordLook[] {
  return askedWords(words).map(({ at, others }) => {
    const most = others.reduce((best, next) => (share(at, next) > share(at, best) ? next : best));
    return { at, most, unit: isUnit(words[most]) };
  });
}

/** Every head of a layer, the one that looks at units most first. */
export function unitLooks(
  model: NumberTranslator,
  layer: number,
  numbers: readonly number[] = splitNumbers().heldOut,
): readonly UnitLooks[] {
  const examples = numberExamples(numbers);
  const texts = examples.map(({ words }) => words.map(({ word }) => word));
  const patterns = patternsOf(model, layer, examples);
  const chance = mean(
    texts.flatMap((words) =>
      askedWords(words).map(({ others }) => mean(others.map((at) => Number(isUnit(words[at]))))),
    ),
  );
  return Array.from({ length: model.config.nhead }, (_, head) => {
    const hits = texts.flatMap((words, text) =>
      looksOfDigits(words, (at, other) => patterns[text]?.[head]?.[at]?.[other] ?? 0),
    );
    return { head, share: mean(hits.map(({ unit }) => Number(unit))), chance };
  }).sort((a, b) => b.share - a.share);
}

/** A word that names no digit is a unit. */
function askedWords(words: readonly string[]): { at: number; others: number[] }[] {
  return words.flatMap((word, at) => {
    const others = words.flatMap((_, i) => (i === at ? [] : [i]));
    const units = others.filter((i) => isUnit(words[i])).length;
    return isUnit(word) || units === 0 || units === others.length ? [] : [{ at, others }];
  });
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
