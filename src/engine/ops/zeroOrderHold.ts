// zeroOrderHold: how much of an input reaches the state during one step in which the input is held still. Gu & Dao 2023,
// eq. 4, for one number of the diagonal A:
//   Ā = e^z,   B̄ = z⁻¹ (e^z − 1) · ΔB = φ(z) · ΔB,   z = ΔA
// The official code takes φ = 1, which is φ near z = 0: the simplified form. Both functions are safe there.
import { uniformTensor } from '../random/randomTensor';
import { mapElements, zipElements } from '../tensor/elementwise';
import { defineOp } from './defineOp';
import type { Tensor } from '../tensor/Tensor';

/** 'simplified' is what the published models were trained with. */
export type Discretisation = 'simplified' | 'zero-order hold';

/** φ(z) = (e^z − 1) / z, and 1 at z = 0. */
export function heldShare(z: number): number {
  return z === 0 ? 1 : Math.expm1(z) / z;
}

/** φ′(z) = (e^z − φ(z)) / z; near 0, where that difference cancels, its series Σ (k + 1) z^k / (k + 2)!. */
export function heldShareSlope(z: number): number {
  if (Math.abs(z) > 0.02) return (Math.exp(z) - heldShare(z)) / z;
  return 1 / 2 + z * (1 / 3 + z * (1 / 8 + z * (1 / 30 + z * (1 / 144 + z / 840))));
}

/** φ of every element. */
export const heldShares = defineOp<[z: Tensor]>({
  name: 'heldShares',
  formula: 'y = (e^z − 1) / z',
  forward: ([z]) => ({ output: mapElements(z, heldShare) }),
  backward: ({ gradient, inputs: [z] }) => [
    zipElements(gradient, z, 'heldShares', (g, value) => g * heldShareSlope(value)),
  ],
  probe: (rng) => [{ inputs: [uniformTensor(rng, [3, 4], -3, 0.5, 'float64')] }],
});
