// mambaMixer: mixing along time through a state of constant size. Gu & Dao 2023, sec. 3.4.       (B, T, C) → (B, T, C)
//   x, z = halves of u W_inᵀ                                           E channels each
//   x ← SiLU(convolution of x with the K − 1 rows before)
//   Δ = softplus(W_Δ W_xΔ x + b),  Bsel = W_B x,  Csel = W_C x         selection: each token opens its own gate Δ
//   y = scan(x, Δ, A, Bsel, Csel) + Dskip ⊙ x,  A = −e^(A_log)
//   out = (y ⊙ SiLU(z)) W_outᵀ
// Parameters as `mixer` in Hugging Face's Mamba. Time-invariant, for comparison (`selective` false): Δ, Bsel and Csel are
// learned and each channel has its own, as in S4D (Gu et al. 2022), but no token changes them; Bsel and Csel are then the
// parameters `B` and `C`, (E, N). All else is the same. Checked against the recurrence in torch.
import { add } from '../ops/add';
import { broadcastTo } from '../ops/broadcastTo';
import { concat } from '../ops/concat';
import { depthwiseConvolution } from '../ops/depthwiseConvolution';
import { exp } from '../ops/exp';
import { mul } from '../ops/mul';
import { reshape } from '../ops/reshape';
import { scale } from '../ops/scale';
import { silu } from '../ops/silu';
import { slice } from '../ops/slice';
import { softplus } from '../ops/softplus';
import type { Discretisation } from '../ops/zeroOrderHold';
import { dims } from '../tensor/dims';
import type { Tensor } from '../tensor/Tensor';
import { filled } from '../tensor/tensorFrom';
import { reshapeView, sliceView } from '../tensor/views';
import { noTrace, type Trace } from '../trace/Trace';
import { affine, linear } from './linear';
import { fusedScan, openScan } from './openScan';
import type { Params } from './Params';

export interface MixerSettings {
  readonly selective: boolean;
  readonly discretisation: Discretisation;
  /** What an earlier call left; absent at the beginning of a text. */
  readonly held?: Held | undefined;
}

/** All that a layer remembers of the text so far, however long it was. */
export interface Held {
  /** The last K − 1 rows that went into the convolution, (B, K − 1, E). */
  readonly recent: Tensor;
  /** (B, E, N) */
  readonly state: Tensor;
}

export interface Mixed {
  readonly output: Tensor;
  readonly held: Held;
}

export function mambaMixer(
  u: Tensor,
  params: Params,
  { selective, discretisation, held }: MixerSettings,
  trace: Trace = noTrace,
): Mixed {
  const { B, T, C } = dims(u, 'B T C');
  const { weight: filter, E, K } = filterOf(params.within('conv1d'));
  const A = scale(exp(params.get('A_log', 'E N', { E })), { by: -1 });
  const N = A.length(-1);
  const { recent, state: initial } = held ?? {
    recent: filled([B, K - 1, E], 0, u.dtype),
    state: filled([B, E, N], 0, u.dtype),
  };

  params.get('in_proj.weight', 'R C', { R: 2 * E, C });
  const both = trace.record('in_projection', linear(u, params.within('in_proj')), 'B T R');
  const [x, z] = [part(both, 0, E), part(both, E, 2 * E)];
  const seen = concat(recent, x, { axis: 1 });
  const convolved = depthwiseConvolution(seen, filter);
  const bias = params.has('conv1d.bias') ? params.get('conv1d.bias', 'E', { E }) : undefined;
  const mixed = trace.record('convolution', bias ? add(convolved, bias) : convolved, 'B T E');
  const active = trace.record('convolution_activation', silu(mixed), 'B T E');

  const chosen = (selective ? chosenByToken : sameForAll)(active, params, N);
  const axes = selective ? 'B T N' : 'E N';
  const delta = trace.record('delta', chosen.delta, 'B T E');
  const Bsel = trace.record('Bsel', chosen.Bsel, axes);
  const Csel = trace.record('Csel', chosen.Csel, axes);

  const scanned = { x: active, delta, A, Bsel, Csel, initial, discretisation };
  const opens = trace.changes('decay') || trace.changes('state');
  const scan = (opens ? openScan : fusedScan)(scanned, trace);
  const Dskip = params.get('D', 'E', { E });
  const y = trace.record('scan_output', add(scan.output, mul(active, Dskip)), 'B T E');
  const gate = trace.record('gate', z, 'B T E');
  const open = trace.record('gate_activation', silu(gate), 'B T E');
  const gated = trace.record('gated_output', mul(y, open), 'B T E');
  const output = trace.record('out_projection', linear(gated, params.within('out_proj')), 'B T C');

  const last = sliceView(scan.state, 1, T - 1, T);
  const rows = seen.length(1);
  return {
    output,
    held: {
      recent: sliceView(seen, 1, rows - K + 1, rows),
      state: reshapeView(last, [B, E, N]),
    },
  };
}

interface Selection {
  readonly delta: Tensor; // B T E
  readonly Bsel: Tensor; // B T N, or E N
  readonly Csel: Tensor;
}

/** x_proj holds W_xΔ, W_B and W_C in that order. */
function chosenByToken(x: Tensor, params: Params, N: number): Selection {
  const E = x.length(-1);
  const { R } = dims(params.get('dt_proj.weight', 'E R', { E }), 'E R');
  const weight = params.get('x_proj.weight', 'R E', { R: R + 2 * N, E });
  const chosen = affine(x, weight);
  return {
    delta: softplus(linear(part(chosen, 0, R), params.within('dt_proj'))),
    Bsel: part(chosen, R, R + N),
    Csel: part(chosen, R + N, R + 2 * N),
  };
}

function sameForAll(x: Tensor, params: Params, N: number): Selection {
  const E = x.length(-1);
  const delta = softplus(params.get('dt_proj.bias', 'E', { E }));
  return {
    delta: broadcastTo(delta, { shape: x.shape }),
    Bsel: params.get('B', 'E N', { E, N }),
    Csel: params.get('C', 'E N', { E, N }),
  };
}

/** Published as (E, 1, K), as torch.nn.Conv1d keeps it. */
function filterOf(params: Params) {
  const published = params.get('weight', 'E I K', { I: 1 });
  const { E, K } = dims(published, 'E I K');
  return { weight: reshape(published, { shape: [E, K] }), E, K };
}

function part(x: Tensor, start: number, end: number): Tensor {
  return slice(x, { axis: -1, start, end });
}
