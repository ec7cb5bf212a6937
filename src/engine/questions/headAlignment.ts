// headAlignment: which head looks where it should? `looks` says, for queries of our choice, the keys that are the right ones.
//   mass     Σ over looks of Σ over their keys of pattern[t, s] / how many looks        1: nowhere else
//   largest  the share of looks whose largest weight is on one of their keys
// Every head of that attention, best mass first; of equals, the lower layer and head.
import { ForwardPassError } from '../errors/ForwardPassError';
import { dims } from '../tensor/dims';
import { flat } from '../tensor/flat';
import type { Tensor } from '../tensor/Tensor';
import { activations } from './activations';
import { patternName, stackOf, type Attention, type HeadPlace } from './attentionPatterns';
import type { AnyModel, ModelInput } from './runModel';

export interface Look {
  /** The text's place in the batch. */
  readonly row: number;
  /** The query. */
  readonly t: number;
  /** The right keys. */
  readonly s: readonly number[];
}

export interface HeadAlignment extends HeadPlace {
  readonly mass: number;
  readonly largest: number;
}

export function headAlignment(
  model: AnyModel,
  input: ModelInput,
  looks: readonly Look[],
  kind?: Attention,
): HeadAlignment[] {
  if (looks.length === 0) throw nothingAsked();
  const { attention, layers, heads } = stackOf(model.config, kind);
  const names = Array.from({ length: layers }, (_, layer) => patternName(attention, layer));
  const found = activations(model, input, names);
  const scores = names.flatMap((name, layer) => {
    const patterns = found.get(name);
    return Array.from({ length: heads }, (_, head): HeadAlignment => {
      return { attention, layer, head, ...score(patterns, head, looks) };
    });
  });
  return scores.sort((a, b) => b.mass - a.mass);
}

function score(patterns: Tensor, head: number, looks: readonly Look[]) {
  const { B, H, T, S } = dims(patterns, 'B H T S');
  const values = flat(patterns);
  let mass = 0;
  let hits = 0;
  for (const { row, t, s } of looks) {
    const isInside = below(row, B) && below(t, T) && s.every((key) => below(key, S));
    if (!isInside) throw outside({ row, t, s }, [B, T, S]);
    const start = ((row * H + head) * T + t) * S;
    const weights = values.subarray(start, start + S);
    const inside = s.map((key) => weights[key] ?? NaN);
    const largest = Math.max(...inside);
    mass += inside.reduce((sum, weight) => sum + weight, 0);
    if (weights.every((weight, key) => s.includes(key) || weight < largest)) hits++;
  }
  return { mass: mass / looks.length, largest: hits / looks.length };
}

const below = (place: number, count: number) =>
  Number.isInteger(place) && place >= 0 && place < count;

function nothingAsked(): ForwardPassError {
  return new ForwardPassError({
    what: 'headAlignment: where a head should look',
    expected: 'at least one look { row, t, s }',
    got: 'none',
  });
}

function outside({ row, t, s }: Look, [B, T, S]: readonly [number, number, number]) {
  return new ForwardPassError({
    what: 'headAlignment: where a head should look',
    expected: `row below ${B}, t below ${T}, every s below ${S}`,
    got: `row ${row}, t ${t}, s ${s.join(', ')}`,
    hint: 'looks are places in the batch that the model is given, from 0',
  });
}
