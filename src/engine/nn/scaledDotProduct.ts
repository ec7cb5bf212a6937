// scaledDotProduct: every query asks every key, and takes the values in proportion. Vaswani et al. 2017, eq. 1.
//   pattern = softmax(q kᵀ / √D),   y = pattern · v
//   q (B, H, T, D),  k and v (B, H, S, D)  →  y (B, H, T, D);   1/√D keeps scores of variance 1 whatever the width
// Checked against torch.nn.MultiheadAttention.
import { maskedFill } from '../ops/maskedFill';
import { matmul } from '../ops/matmul';
import { transpose } from '../ops/permute';
import { scale } from '../ops/scale';
import { softmax } from '../ops/softmax';
import type { Rng } from '../random/Rng';
import { dims } from '../tensor/dims';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { dropout } from './dropout';

export interface AttentionSettings {
  /** Not 0 where a query must not see a key; repeats to (B, H, T, S). */
  readonly mask?: Tensor | undefined;
  /** While training: a share of the pattern left out. */
  readonly dropout?: PatternDropout | undefined;
}

export interface PatternDropout {
  readonly rate: number;
  readonly rng: Rng;
}

export function scaledDotProduct(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  { mask, dropout: dropped }: AttentionSettings = {},
  trace: Trace = noTrace,
): Tensor {
  const { B, H, D } = dims(q, 'B H T D', {}, 'queries');
  const { S } = dims(k, 'B H S D', { B, H, D }, 'keys');
  dims(v, 'B H S D', { B, H, S }, 'values');

  const products = trace.record('query_key_products', matmul(q, transpose(k)), 'B H T S');
  const scores = trace.record(
    'attention_scores',
    scale(products, { by: 1 / Math.sqrt(D) }),
    'B H T S',
  );
  const visible = mask
    ? trace.record('masked_scores', maskedFill(scores, mask, { value: -Infinity }), 'B H T S')
    : scores;
  const pattern = trace.record('attention_weights', softmax(visible), 'B H T S');
  const used = dropout(pattern, dropped?.rate ?? 0, dropped?.rng);
  return trace.record('attention_output', matmul(used, v), 'B H T D');
}
