// rotatedScore: how much a query at position m asks of a key at position n, once both are turned. Su et al. 2021, eq. 16.
//   s = (R(m) q) · (R(n) k) / √D      only m − n matters: R(m)ᵀ R(n) = R(n − m)
// The very steps of llamaAttention, for one query and one key, (D) each.
import { matmul } from '../ops/matmul';
import { transpose } from '../ops/permute';
import { rope, type Rotation } from '../ops/rope';
import { scale } from '../ops/scale';
import { dims } from '../tensor/dims';
import type { Tensor } from '../tensor/Tensor';
import { reshapeView } from '../tensor/views';

export interface RotatedScoreSettings extends Omit<Rotation, 'positions'> {
  /** m */
  readonly queryAt: number;
  /** n */
  readonly keyAt: number;
}

export function rotatedScore(
  q: Tensor,
  k: Tensor,
  { queryAt, keyAt, ...rotation }: RotatedScoreSettings,
): number {
  const { D } = dims(q, 'D', {}, 'query');
  dims(k, 'D', { D }, 'key');
  const turn = (x: Tensor, position: number) =>
    rope(reshapeView(x, [1, D]), { ...rotation, positions: [position] });
  const product = matmul(turn(q, queryAt), transpose(turn(k, keyAt)));
  return scale(product, { by: 1 / Math.sqrt(D) }).item();
}
