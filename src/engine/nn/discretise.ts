// discretise: from a continuous system h′ = A h + B x to one step of it, as wide as Δ says.
//   Ā = e^(ΔA),   B̄ = (ΔA)⁻¹ (e^(ΔA) − 1) · ΔB, or ΔB in the simplified form    Δ (B, T, E), A (E, N) → (B, T, E, N)
// Gu & Dao 2023, eq. 4. selectiveScan does the same on its way; here the numbers lie open, for associativeScan and for
// pictures. Without gradients. Checked against torch.
import type { Discretisation } from '../ops/zeroOrderHold';
import { heldShare } from '../ops/zeroOrderHold';
import { mapElements, zipElements } from '../tensor/elementwise';
import { dims } from '../tensor/dims';
import type { Tensor } from '../tensor/Tensor';
import { reshapeView } from '../tensor/views';

export interface Discretised {
  /** Ā: what is left of the state, B T E N */
  readonly decay: Tensor;
  /** B̄: what the state takes of the input, B T E N */
  readonly input: Tensor;
}

export function discretise(
  delta: Tensor,
  A: Tensor,
  Bsel: Tensor,
  rule: Discretisation = 'simplified',
): Discretised {
  const { B, T, E } = dims(delta, 'B T E', {}, 'discretise: delta');
  const { N } = dims(A, 'E N', { E }, 'discretise: A');
  dims(Bsel, 'B T N', { B, T, N }, 'discretise: Bsel');
  const wide = reshapeView(delta, [B, T, E, 1]);
  const z = zipElements(wide, A, 'discretise', product);
  const simple = zipElements(wide, reshapeView(Bsel, [B, T, 1, N]), 'discretise', product);
  const held = (share: number, written: number) => heldShare(share) * written;
  return {
    decay: mapElements(z, Math.exp),
    input: rule === 'simplified' ? simple : zipElements(z, simple, 'discretise', held),
  };
}

function product(a: number, b: number): number {
  return a * b;
}
