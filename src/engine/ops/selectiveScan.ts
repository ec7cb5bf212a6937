// selectiveScan: a state that each token may write to, fade and read, as that token itself decides. Gu & Dao 2023,
// algorithm 2, without the skip D·x.                                         x, Δ (B, T, E), A (E, N) → y (B, T, E)
//   h_t = Ā_t ⊙ h_(t−1) + B̄_t x_t,   y_te = Σ_n C_tn h_ten,   Ā_t = e^(Δ_t A)
//   B̄_t = Δ_t B_t, or the zero-order hold of zeroOrderHold.ts
//   backwards in time:  g_t = dy_t C_t + Ā_(t+1) g_(t+1);   dĀ_t = g_t h_(t−1),  dB̄_t = g_t x_t,  dx_t = Σ_n g_t B̄_t
// B and C are (B, T, N), chosen by each token, or (E, N), the same at every step: a time-invariant model. `initial` is the
// state before the first token. Keeps every state and every Ā. One loop over the numbers, no graph node per step; checked
// against the recurrence in torch, and against associativeScan.
import { normalDoubles, uniformTensor } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { dims } from '../tensor/dims';
import { flat } from '../tensor/flat';
import { rounded } from '../tensor/rounded';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';
import { heldShare, heldShareSlope, type Discretisation } from './zeroOrderHold';

type ScanInputs = [
  x: Tensor,
  delta: Tensor,
  A: Tensor,
  Bsel: Tensor,
  Csel: Tensor,
  initial: Tensor,
];

export const selectiveScan = defineOp<
  ScanInputs,
  { readonly discretisation?: Discretisation },
  { readonly state: Tensor; readonly decay: Tensor }
>({
  name: 'selectiveScan',
  formula: 'h_t = e^(Δ_t A) h_(t−1) + Δ_t B_t x_t,  y_t = C_t h_t',
  forward: (inputs, { discretisation }) => {
    const { B, T, E, N, xs, deltas, as, bs, cs, initial, bAt, cAt } = read(inputs);
    const held = discretisation === 'zero-order hold';
    const dtype = floatTypeOf(...inputs);
    const out = allocate(dtype, B * T * E);
    const state = allocate(dtype, B * T * E * N);
    const decay = allocate(dtype, B * T * E * N);

    for (let b = 0; b < B; b++) {
      for (let t = 0; t < T; t++) {
        const past = t > 0 ? state : initial;
        const before = (t > 0 ? b * T + t - 1 : b) * E * N;
        for (let e = 0; e < E; e++) {
          const row = (b * T + t) * E + e;
          const delta = deltas[row] as number;
          const x = xs[row] as number;
          const bRow = b * bAt.text + t * bAt.step + e * bAt.channel;
          const cRow = b * cAt.text + t * cAt.step + e * cAt.channel;
          let y = 0;
          for (let n = 0; n < N; n++) {
            const place = row * N + n;
            const en = e * N + n;
            const z = delta * (as[en] as number);
            const kept = Math.exp(z);
            const share = held ? heldShare(z) * delta : delta;
            const h = kept * (past[before + en] as number) + share * (bs[bRow + n] as number) * x;
            decay[place] = kept;
            state[place] = h;
            y += h * (cs[cRow + n] as number);
          }
          out[row] = y;
        }
      }
    }
    const saved = {
      state: new Tensor(state, [B, T, E, N]),
      decay: new Tensor(decay, [B, T, E, N]),
    };
    return { output: new Tensor(out, [B, T, E]), saved };
  },
  backward: ({ gradient, inputs, saved, settings: { discretisation } }) => {
    const { B, T, E, N, xs, deltas, as, bs, cs, initial, bAt, cAt } = read(inputs);
    const [dys, state, decay] = [flat(gradient), flat(saved.state), flat(saved.decay)];
    const held = discretisation === 'zero-order hold';
    const dx = new Float64Array(xs.length);
    const dDelta = new Float64Array(deltas.length);
    const dA = new Float64Array(as.length);
    const dB = new Float64Array(bs.length);
    const dC = new Float64Array(cs.length);
    const dInitial = new Float64Array(initial.length);

    for (let b = 0; b < B; b++) {
      const later = dInitial.subarray(b * E * N, (b + 1) * E * N); // Ā_(t+1) g_(t+1), at last that of h_0
      for (let t = T - 1; t >= 0; t--) {
        const past = t > 0 ? state : initial;
        const before = (t > 0 ? b * T + t - 1 : b) * E * N;
        for (let e = 0; e < E; e++) {
          const row = (b * T + t) * E + e;
          const delta = deltas[row] as number;
          const x = xs[row] as number;
          const dy = dys[row] as number;
          const bRow = b * bAt.text + t * bAt.step + e * bAt.channel;
          const cRow = b * cAt.text + t * cAt.step + e * cAt.channel;
          let dxTotal = 0;
          let dDeltaTotal = 0;
          for (let n = 0; n < N; n++) {
            const place = row * N + n;
            const en = e * N + n;
            const a = as[en] as number;
            const bsel = bs[bRow + n] as number;
            const kept = decay[place] as number;
            const g = dy * (cs[cRow + n] as number) + (later[en] as number);
            const z = delta * a;
            const share = held ? heldShare(z) : 1;
            const gx = g * x;
            let dz = g * (past[before + en] as number) * kept;
            if (held) dz += gx * heldShareSlope(z) * delta * bsel;

            dxTotal += g * share * delta * bsel;
            dDeltaTotal += dz * a + gx * share * bsel;
            dA[en] = (dA[en] as number) + dz * delta;
            dB[bRow + n] = (dB[bRow + n] as number) + gx * share * delta;
            dC[cRow + n] = (dC[cRow + n] as number) + dy * (state[place] as number);
            later[en] = kept * g;
          }
          dx[row] = dxTotal;
          dDelta[row] = dDeltaTotal;
        }
      }
    }
    const [xIn, deltaIn, aIn, bIn, cIn, initialIn] = inputs;
    return [
      rounded(dx, xIn),
      rounded(dDelta, deltaIn),
      rounded(dA, aIn),
      rounded(dB, bIn),
      rounded(dC, cIn),
      rounded(dInitial, initialIn),
    ];
  },
  probe: (rng) => {
    const [B, T, E, N] = [2, 4, 3, 2];
    const inputs = (...selected: readonly number[]): ScanInputs => [
      normalDoubles(rng, [B, T, E]),
      uniformTensor(rng, [B, T, E], 0.01, 1, 'float64'),
      uniformTensor(rng, [E, N], -2, -0.01, 'float64'),
      normalDoubles(rng, selected),
      normalDoubles(rng, selected),
      normalDoubles(rng, [B, E, N]),
    ];
    return [
      { inputs: inputs(B, T, N) },
      { inputs: inputs(B, T, N), settings: { discretisation: 'zero-order hold' } },
      { inputs: inputs(E, N) },
    ];
  },
});

/** The numbers of every input, and the lengths that they agree on. */
function read([x, delta, A, Bsel, Csel, initial]: ScanInputs) {
  const { B, T, E } = dims(x, 'B T E', {}, 'selectiveScan: x');
  const { N } = dims(A, 'E N', { E }, 'selectiveScan: A');
  dims(delta, 'B T E', { B, T, E }, 'selectiveScan: delta');
  dims(initial, 'B E N', { B, E, N }, 'selectiveScan: initial');
  return {
    ...{ B, T, E, N, xs: flat(x), deltas: flat(delta), as: flat(A), initial: flat(initial) },
    ...{ bs: flat(Bsel), bAt: strides(Bsel, { B, T, E, N }, 'selectiveScan: Bsel') },
    ...{ cs: flat(Csel), cAt: strides(Csel, { B, T, E, N }, 'selectiveScan: Csel') },
  };
}

/** How far apart the N numbers lie that two texts, two steps, two channels use: (B, T, N) or (E, N). */
function strides(
  selected: Tensor,
  { B, T, E, N }: Readonly<Record<'B' | 'T' | 'E' | 'N', number>>,
  name: string,
) {
  if (selected.rank === 2) {
    dims(selected, 'E N', { E, N }, name);
    return { text: 0, step: 0, channel: N };
  }
  dims(selected, 'B T N', { B, T, N }, name);
  return { text: T * N, step: N, channel: 0 };
}
