// openScan: selectiveScan step by step, by ops that each do one thing, so that `decay` and `state` of a trace may be replaced.
//   Ā_t = e^(Δ_t A),  h_t = Ā_t h_(t−1) + B̄_t x_t,  y_t = Σ_n C_tn h_ten                x, Δ (B, T, E), A (E, N) → y (B, T, E)
// A replaced decay is what the recurrence goes on with; a replaced state is what is read out, and what is held when the text
// ends: to go on from it, read what follows with a cache. `fusedScan` is the op, which is what runs when nothing is replaced;
// the same within rounding, tested, with gradients.
import { add } from '../ops/add';
import { concat } from '../ops/concat';
import { exp } from '../ops/exp';
import { mul } from '../ops/mul';
import { reshape } from '../ops/reshape';
import { selectiveScan } from '../ops/selectiveScan';
import { slice } from '../ops/slice';
import { sum } from '../ops/sum';
import { heldShares, type Discretisation } from '../ops/zeroOrderHold';
import { dims } from '../tensor/dims';
import type { Tensor } from '../tensor/Tensor';
import type { Trace } from '../trace/Trace';

export interface ScanInputs {
  readonly x: Tensor; // B T E
  readonly delta: Tensor; // B T E
  readonly A: Tensor; // E N
  readonly Bsel: Tensor; // B T N, or E N
  readonly Csel: Tensor;
  readonly initial: Tensor; // B E N
  readonly discretisation: Discretisation;
}

export interface Scanned {
  readonly output: Tensor; // B T E
  readonly state: Tensor; // B T E N
}

export function fusedScan(
  { x, delta, A, Bsel, Csel, initial, discretisation }: ScanInputs,
  trace: Trace,
): Scanned {
  const { output, saved } = selectiveScan.run(x, delta, A, Bsel, Csel, initial, { discretisation });
  trace.record('decay', saved.decay, 'B T E N');
  trace.record('state', saved.state, 'B T E N');
  return { output, state: saved.state };
}

export function openScan(
  { x, delta, A, Bsel, Csel, initial, discretisation }: ScanInputs,
  trace: Trace,
): Scanned {
  const { B, T, E } = dims(x, 'B T E');
  const { N } = dims(A, 'E N', { E });
  const perChannel = (rows: Tensor) => reshape(rows, { shape: [B, T, E, 1] });
  const perToken = (selected: Tensor) =>
    selected.rank === 2 ? selected : reshape(selected, { shape: [B, T, 1, N] });

  const z = mul(perChannel(delta), A);
  const share = mul(perChannel(mul(delta, x)), perToken(Bsel));
  const written = discretisation === 'simplified' ? share : mul(heldShares(z), share);
  const decay = trace.record('decay', exp(z), 'B T E N');
  const state = trace.record('state', recurrence(decay, written, initial), 'B T E N');
  return { output: sum(mul(state, perToken(Csel)), { axis: -1 }), state };
}

function recurrence(decay: Tensor, written: Tensor, initial: Tensor): Tensor {
  const { B, T, E, N } = dims(decay, 'B T E N');
  const states: Tensor[] = [];
  let h = reshape(initial, { shape: [B, 1, E, N] });
  for (let t = 0; t < T; t++) {
    const now = { axis: 1, start: t, end: t + 1 };
    h = add(mul(slice(decay, now), h), slice(written, now));
    states.push(h);
  }
  return concat(...states, { axis: 1 });
}
