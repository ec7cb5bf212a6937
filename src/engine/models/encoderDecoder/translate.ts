// translate: greedy decoding: the most probable token, again and again, until the model says that it has ended.
//   y₀ = start,   y_(t+1) = argmax_v logits[t, v]
// The encoder runs once; the keys and values of its memory, and of the target so far, are kept. Padding is never said.
// For the patterns behind a translation, run `encoderDecoder` on the source and on what was said, with a trace.
import { nextTokenProbabilities } from '../../generation/nextTokenProbabilities';
import { intervene, type Interventions } from '../../interventions/intervene';
import type { IdRows } from '../../nn/idRows';
import { KeyValueCache } from '../../nn/KeyValueCache';
import { lastPosition } from '../../nn/lastPosition';
import { flat } from '../../tensor/flat';
import { rowsOf } from '../../tensor/rowsOf';
import { scope } from '../../tensor/scope';
import type { Tensor } from '../../tensor/Tensor';
import type { Trace } from '../../trace/Trace';
import type { Model } from '../Model';
import { decode, memoryOf } from './decode';
import { encoderDecoder, generator, remember } from './encoderDecoder';
import type { EncoderDecoderConfig } from './EncoderDecoderConfig';

export interface TranslateSettings {
  /** The id that starts every target. */
  readonly start: number;
  /** The id that says: done. */
  readonly end: number;
  /** The most ids that are said, `end` included. */
  readonly maxLength: number;
  /** Ids that are not said, however probable, besides padding. */
  readonly never?: (id: number) => boolean;
  /** What every pass of it replaces (see intervene): each then reads source and target whole. */
  readonly interventions?: Interventions;
}

/** For each source what was said, without `start` and `end`. Sources of different lengths are padded by the caller. */
export function translate(
  model: Model<EncoderDecoderConfig>,
  sources: IdRows,
  { start, end, maxLength, never = () => false, interventions }: TranslateSettings,
): number[][] {
  return scope(() => {
    const readOn = interventions
      ? altered(model, sources, interventions)
      : remembering(model, sources);
    const said: number[][] = sources.map(() => []);
    const silent = (id: number) => id === model.config.pad_token_id || never(id);
    let last = sources.map(() => start);
    for (let n = 0; n < maxLength && last.some((id) => id !== end); n++) {
      const logits = readOn(last);
      const next = rowsOf(flat(logits), logits.length(-1)).map((row) => likeliest(row, silent));
      last = last.map((id, b) => (id === end ? end : (next[b] ?? end)));
      last.forEach((id, b) => id !== end && said[b]?.push(id));
    }
    return said;
  });
}

/** From the newest id of each target to the logits of what comes next, (B, 1, V). */
type ReadOn = (newest: readonly number[]) => Tensor;

function remembering(model: Model<EncoderDecoderConfig>, sources: IdRows): ReadOn {
  const { rows, mask } = remember(model, sources);
  const memory = { rows: memoryOf(model, rows), mask };
  const cache = new KeyValueCache();
  return (newest) => {
    const target = newest.map((id) => [id]);
    return generator(model, decode(model, target, memory, { cache }));
  };
}

function altered(
  model: Model<EncoderDecoderConfig>,
  source: IdRows,
  interventions: Interventions,
): ReadOn {
  const target: number[][] = source.map(() => []);
  return (newest) => {
    newest.forEach((id, b) => target[b]?.push(id));
    const pass = (trace: Trace) => encoderDecoder(model, { source, target }, {}, trace);
    return lastPosition(intervene(interventions, pass));
  };
}

/** Of equals the smaller id. */
function likeliest(logits: ArrayLike<number>, never: (id: number) => boolean): number {
  return nextTokenProbabilities(logits, { temperature: 0, never }).indexOf(1);
}
