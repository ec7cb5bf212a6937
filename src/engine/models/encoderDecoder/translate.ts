// translate: greedy decoding: the most probable token, again and again, until the model says that it has ended.
//   y₀ = start,   y_(t+1) = argmax_v logits[t, v]
// The encoder runs once; the keys and values of its memory, and of the target so far, are kept. Padding is never said.
// For the patterns behind a translation, run `encoderDecoder` on the source and on what was said, with a trace.
import { nextTokenProbabilities } from '../../generation/nextTokenProbabilities';
import type { IdRows } from '../../nn/idRows';
import { KeyValueCache } from '../../nn/KeyValueCache';
import { flat } from '../../tensor/flat';
import { rowsOf } from '../../tensor/rowsOf';
import { scope } from '../../tensor/scope';
import type { Model } from '../Model';
import { decode, memoryOf } from './decode';
import { generator, remember } from './encoderDecoder';
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
}

/** For each source what was said, without `start` and `end`. Sources of different lengths are padded by the caller. */
export function translate(
  model: Model<EncoderDecoderConfig>,
  sources: IdRows,
  { start, end, maxLength, never = () => false }: TranslateSettings,
): number[][] {
  return scope(() => {
    const { rows, mask } = remember(model, sources);
    const memory = { rows: memoryOf(model, rows), mask };
    const cache = new KeyValueCache();
    const said: number[][] = sources.map(() => []);
    const silent = (id: number) => id === model.config.pad_token_id || never(id);
    let last = sources.map(() => start);
    while (cache.length < maxLength && last.some((id) => id !== end)) {
      const newest = last.map((id) => [id]);
      const logits = generator(model, decode(model, newest, memory, { cache }));
      const next = rowsOf(flat(logits), logits.length(-1)).map((row) => likeliest(row, silent));
      last = last.map((id, b) => (id === end ? end : (next[b] ?? end)));
      last.forEach((id, b) => id !== end && said[b]?.push(id));
    }
    return said;
  });
}

/** Of equals the smaller id. */
function likeliest(logits: ArrayLike<number>, never: (id: number) => boolean): number {
  return nextTokenProbabilities(logits, { temperature: 0, never }).indexOf(1);
}
