// depthwiseConvolution: each channel through its own short filter over time; every output sees K rows, the last of them its
// own.                                                        x (B, K − 1 + T, E), weight (E, K) → (B, T, E)
//   y_te = Σ_k w_ek · x_(t+k),e                    row K − 1 of x is the first row of the text: with K − 1 earlier rows, or
//                                                  zeros, in front it is causal
//   dx_se = Σ_k w_ek · dy_(s−k),e,   dw_ek = Σ_bt dy_te · x_(t+k),e
// Checked against torch.nn.functional.conv1d with groups = E.
import { ForwardPassError } from '../errors/ForwardPassError';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { dims } from '../tensor/dims';
import { flat } from '../tensor/flat';
import { rounded } from '../tensor/rounded';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const depthwiseConvolution = defineOp<[x: Tensor, weight: Tensor]>({
  name: 'depthwiseConvolution',
  formula: 'y_te = Σ_k w_ek · x_(t+k),e',
  forward: ([x, weight]) => {
    const { B, S, T, E, K } = lengths(x, weight);
    const [xs, ws] = [flat(x), flat(weight)];
    const out = allocate(floatTypeOf(x, weight), B * T * E);
    for (let b = 0; b < B; b++) {
      for (let t = 0; t < T; t++) {
        const to = (b * T + t) * E;
        const from = (b * S + t) * E;
        for (let e = 0; e < E; e++) {
          let total = 0;
          for (let k = 0; k < K; k++) {
            total += (ws[e * K + k] as number) * (xs[from + k * E + e] as number);
          }
          out[to + e] = total;
        }
      }
    }
    return { output: new Tensor(out, [B, T, E]) };
  },
  backward: ({ gradient, inputs: [x, weight] }) => {
    const { B, S, T, E, K } = lengths(x, weight);
    const [xs, ws, dys] = [flat(x), flat(weight), flat(gradient)];
    const dx = new Float64Array(x.size);
    const dw = new Float64Array(weight.size);
    for (let b = 0; b < B; b++) {
      for (let t = 0; t < T; t++) {
        const to = (b * T + t) * E;
        const from = (b * S + t) * E;
        for (let e = 0; e < E; e++) {
          const dy = dys[to + e] as number;
          for (let k = 0; k < K; k++) {
            const seen = from + k * E + e;
            const by = e * K + k;
            dx[seen] = (dx[seen] as number) + dy * (ws[by] as number);
            dw[by] = (dw[by] as number) + dy * (xs[seen] as number);
          }
        }
      }
    }
    return [rounded(dx, x), rounded(dw, weight)];
  },
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 7, 3]), normalDoubles(rng, [3, 4])] },
    { inputs: [normalDoubles(rng, [1, 2, 3]), normalDoubles(rng, [3, 1])] },
  ],
});

function lengths(x: Tensor, weight: Tensor) {
  const { B, S, E } = dims(x, 'B S E', {}, 'depthwiseConvolution: x');
  const { K } = dims(weight, 'E K', { E }, 'depthwiseConvolution: weight');
  const T = S - K + 1;
  if (T > 0 && K > 0) return { B, S, T, E, K };
  throw new ForwardPassError({
    what: 'depthwiseConvolution: see K rows at once',
    expected: `a filter of at least one weight, and at least as many rows: (B, K − 1 + T, E)`,
    got: `${S} rows, a filter of ${K}`,
    hint: 'put the K − 1 rows before the text, or zeros, in front',
  });
}
