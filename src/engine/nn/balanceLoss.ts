// balanceLoss: how unevenly a router spreads its rows over the experts; 1 when even, up to X/k. Added to the loss, times
// about 0.01, it keeps experts from falling idle.
//   loss = X · Σ_e f_e · P_e,   f_e = share of the choices that fell on expert e,   P_e = mean probability of expert e
// Fedus et al. 2021 (Switch), eq. 4–6; with k choices per row f counts them all. Only P has a gradient. Checked against torch.
import { mean } from '../ops/mean';
import { mul } from '../ops/mul';
import { reshape } from '../ops/reshape';
import { scale } from '../ops/scale';
import { sum } from '../ops/sum';
import { dims } from '../tensor/dims';
import { flat } from '../tensor/flat';
import { Tensor } from '../tensor/Tensor';

/** probs (…, X) before the choice; `load` (X): how many rows each expert was given. */
export function balanceLoss(probs: Tensor, load: Tensor): Tensor {
  const { X } = dims(load, 'X', { X: probs.length(-1) }, 'load per expert');
  let choices = 0;
  for (const count of flat(load)) choices += count;
  const average = mean(reshape(probs, { shape: [probs.size / X, X] }), { axis: 0 });
  return scale(sum(mul(average, load)), { by: X / choices });
}

/** How many rows asked each expert: (X). */
export function expertLoad(hidden: Tensor): Tensor {
  const X = hidden.length(-1);
  const load = new Int32Array(X);
  flat(hidden).forEach((isHidden, i) => {
    if (!isHidden) load[i % X] = (load[i % X] as number) + 1;
  });
  return new Tensor(load, [X]);
}
