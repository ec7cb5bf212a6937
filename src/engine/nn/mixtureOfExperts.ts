// mixtureOfExperts: X feed-forward layers, of which each row asks the k that its router thinks best. Shazeer et al. 2017;
// renormalised gates without a capacity limit as in Mixtral (Jiang et al. 2024). With k = X every expert is weighted.
//   logits = x Wᵣᵀ                                 (B, T, C) → (B, T, X)
//   logits + N(0, 1) · softplus(x Wₙᵀ)             while training, where there is a noise matrix: noisy top-k, eq. 4
//   logits + N(0, 1) · deviation                   the same with noise of one size
//   gates  = softmax(logits, all but the k largest at −∞) = probs / Σ of the k largest probs
//   y      = Σ_e gates_e · expert_e(x),  expert_e(x) = act(x W₁ + b₁) W₂ + b₂
// An expert computes only the rows that ask it; in the trace it gives 0 to the others.
// Parameters: router.weight (X, C), noise.weight (X, C) if any, experts.0.c_fc, experts.0.c_proj as in GPT-2's layer.
// Checked against torch, where every expert computes every row, with the gradient of every parameter.
import { add } from '../ops/add';
import { embedding } from '../ops/embedding';
import { maskedFill } from '../ops/maskedFill';
import { mul } from '../ops/mul';
import { reshape } from '../ops/reshape';
import { scatterAdd } from '../ops/scatterAdd';
import { slice } from '../ops/slice';
import { softmax } from '../ops/softmax';
import { softplus } from '../ops/softplus';
import { normalTensor } from '../random/randomTensor';
import type { Rng } from '../random/Rng';
import { dims } from '../tensor/dims';
import { flat } from '../tensor/flat';
import { Tensor } from '../tensor/Tensor';
import { filled } from '../tensor/tensorFrom';
import { noTrace, type Trace } from '../trace/Trace';
import { balanceLoss, expertLoad } from './balanceLoss';
import { conv1d } from './conv1d';
import { dropout } from './dropout';
import { affine } from './linear';
import type { Params } from './Params';
import { topExperts } from './topExperts';

export interface MixtureSettings {
  /** X */
  readonly experts: number;
  /** k: how many of them each row asks; X for the dense variant. */
  readonly chosen: number;
  readonly activation: (hidden: Tensor) => Tensor;
  /** Present while training: gate noise and dropout are drawn from it. */
  readonly rng?: Rng | undefined;
  /** Noise of this size on the router's scores, where there is no matrix that learns it. */
  readonly gateDeviation?: number;
  /** The share of gates put to 0: a row may lose an expert, or all. */
  readonly gateDropout?: number;
  /** Of the hidden layer of each expert: Switch's "expert dropout", 2.4. */
  readonly expertDropout?: number;
}

export function mixtureOfExperts(
  x: Tensor,
  params: Params,
  settings: MixtureSettings,
  trace: Trace = noTrace,
): Tensor {
  const { experts: X, gateDropout = 0, rng } = settings;
  const { gates, hidden } = route(x, params, settings, trace);
  const used = dropout(gates, gateDropout, rng);
  const weighted = Array.from({ length: X }, (_, e) => {
    const given = expertOutput(x, hidden, e, params.within(`experts.${e}`), settings);
    const output = trace.record(`expert_${e}_output`, given, 'B T C');
    return mul(output, slice(used, { axis: -1, start: e, end: e + 1 }));
  });
  return trace.record(
    'moe_combined_output',
    weighted.reduce((a, b) => add(a, b)),
    'B T C',
  );
}

/** Which experts each row asks, and how much each of them counts. */
function route(
  x: Tensor,
  params: Params,
  { experts: X, chosen, rng, gateDeviation = 0 }: MixtureSettings,
  trace: Trace,
): { readonly gates: Tensor; readonly hidden: Tensor } {
  const C = x.length(-1);
  const scores = affine(x, params.get('router.weight', 'X C', { X, C }));
  const clean = trace.record('moe_gate_logits', scores, 'B T X');
  let logits = clean;
  if (rng && params.has('noise.weight')) {
    const deviation = softplus(affine(x, params.get('noise.weight', 'X C', { X, C })));
    const noisy = add(clean, mul(normalTensor(rng, clean.shape), deviation));
    logits = trace.record('moe_noisy_logits', noisy, 'B T X');
  } else if (rng && gateDeviation > 0) {
    const noisy = add(clean, normalTensor(rng, clean.shape, gateDeviation));
    logits = trace.record('moe_noisy_logits', noisy, 'B T X');
  }
  const probs = trace.record('moe_gate_probs', softmax(logits), 'B T X');
  const hidden = topExperts(logits, chosen);
  const best = maskedFill(logits, hidden, { value: -Infinity });
  const gates = trace.record('moe_gates', softmax(best), 'B T X');

  const load = trace.record('moe_load', expertLoad(hidden), 'X');
  trace.record('moe_balance_loss', reshape(balanceLoss(probs, load), { shape: [1] }), '1');
  return { gates, hidden };
}

/** (B, T, C): the rows that ask expert e, through it; 0 in all others. */
function expertOutput(
  x: Tensor,
  hidden: Tensor,
  e: number,
  params: Params,
  { experts: X, activation, rng, expertDropout = 0 }: MixtureSettings,
): Tensor {
  const { B, T, C } = dims(x, 'B T C');
  const think = (rows: Tensor) => {
    const active = activation(conv1d(rows, params.within('c_fc')));
    return conv1d(dropout(active, expertDropout, rng), params.within('c_proj'));
  };
  const choices = flat(hidden);
  const asking = Array.from({ length: B * T }, (_, row) => row).filter((r) => !choices[r * X + e]);
  if (asking.length === B * T) return think(x);

  const none = filled([B * T, C], 0, x.dtype);
  if (asking.length === 0) return reshape(none, { shape: [B, T, C] });
  const asked = new Tensor(Int32Array.from(asking), [asking.length]);
  const outputs = think(embedding(reshape(x, { shape: [B * T, C] }), asked));
  const places = Int32Array.from(
    { length: asking.length * C },
    (_, i) => asking[Math.floor(i / C)] ?? 0,
  );
  const back = scatterAdd(none, new Tensor(places, outputs.shape), outputs, { axis: 0 });
  return reshape(back, { shape: [B, T, C] });
}
