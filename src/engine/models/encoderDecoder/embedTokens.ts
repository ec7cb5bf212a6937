// embedTokens: what each token is, and where it stands. Vaswani et al. 2017, 3.4 and 3.5.      ids (B, T) → (B, T, C)
//   x = embedding[id] · √C + position        rows of variance 1, so that the positions do not drown them
// While training, a share of x is left out (5.4 of the paper; torch.nn.Transformer begins after this sum).
import { dropout } from '../../nn/dropout';
import { sinusoidalPositions } from '../../nn/sinusoidalPositions';
import { add } from '../../ops/add';
import { embedding } from '../../ops/embedding';
import { scale } from '../../ops/scale';
import type { Rng } from '../../random/Rng';
import { dims } from '../../tensor/dims';
import type { Tensor } from '../../tensor/Tensor';
import { sliceView } from '../../tensor/views';
import { noTrace, type Trace } from '../../trace/Trace';

export interface EmbedSettings {
  /** The position of the first id. */
  readonly start?: number;
  readonly rate?: number | undefined;
  readonly rng?: Rng | undefined;
}

export function embedTokens(
  table: Tensor,
  ids: Tensor,
  { start = 0, rate = 0, rng }: EmbedSettings = {},
  trace: Trace = noTrace,
): Tensor {
  const { T } = dims(ids, 'B T');
  const { C } = dims(table, 'V C');
  const tokens = trace.record('token_embedding', embedding(table, ids), 'B T C');
  const scaled = trace.record('scaled_embedding', scale(tokens, { by: Math.sqrt(C) }), 'B T C');
  const clocks = sliceView(sinusoidalPositions(start + T, C), 0, start, start + T);
  const positions = trace.record('position_encoding', clocks, 'T C');
  const sum = trace.record('embedding_sum', add(scaled, positions), 'B T C');
  return dropout(sum, rate, rng);
}
