// paddingMask: 1 where an id is padding, so that no query sees it as a key.                     (B, S) → (B, 1, 1, S)
// undefined where there is nothing to hide: a configuration without a pad_token_id.
import { dims } from '../../tensor/dims';
import { mapElements } from '../../tensor/elementwise';
import type { Tensor } from '../../tensor/Tensor';
import { reshapeView } from '../../tensor/views';

export function paddingMask(ids: Tensor, pad: number | undefined): Tensor | undefined {
  if (pad === undefined) return undefined;
  const { B, S } = dims(ids, 'B S');
  const hidden = mapElements(ids, (id) => (id === pad ? 1 : 0));
  return reshapeView(hidden, [B, 1, 1, S]);
}
