// crossEntropy: how surprised the model is by what really came next, in nats, averaged. logits (…, V), targets (…) → ()
//   loss  = (1/n) Σ_t −Σ_v q_tv · log p_tv,   p_t = softmax(x_t),   q_tv = (1 − s)·[v = target_t] + s/V
//   dx_tv = dy · (p_tv − q_tv) / n            s is the label smoothing (Szegedy et al. 2016, sec. 7)
// Softmax and logarithm in one, because log p = x − log Σ exp x needs no p: p may round to 0, log p stays finite. n counts
// the positions whose target is not `ignore`. Checked against torch.nn.functional.cross_entropy.
import { ForwardPassError } from '../errors/ForwardPassError';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { sameShape, showShape } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { tensorFrom } from '../tensor/tensorFrom';
import { defineOp } from './defineOp';

export interface CrossEntropySettings {
  /** Share of the target that is spread over all V ids, from 0 (the default) to 1. */
  readonly smoothing?: number;
  /** Positions with this target count for nothing, such as padding. */
  readonly ignore?: number;
}

export const crossEntropy = defineOp<
  [logits: Tensor, targets: Tensor],
  CrossEntropySettings,
  { readonly shares: Tensor }
>({
  name: 'crossEntropy',
  formula: 'loss = −(1/n) Σ_t Σ_v q_tv · log softmax(x_t)_v',
  forward: ([logits, targets], settings) => {
    const { V, ids, count, smoothing } = checked(logits, targets, settings);
    const dtype = floatTypeOf(logits);
    const x = flat(logits);
    const shares = allocate(dtype, x.length);
    let total = 0;
    ids.forEach((target, t) => {
      const first = t * V;
      let largest = -Infinity;
      for (let i = first; i < first + V; i++) largest = Math.max(largest, x[i] as number);
      let exponentials = 0;
      let below = 0; // Σ (largest − x): all V ids, for smoothing
      for (let i = first; i < first + V; i++) {
        const gap = (x[i] as number) - largest;
        exponentials += Math.exp(gap);
        below -= gap;
      }
      for (let i = first; i < first + V; i++) {
        shares[i] = Math.exp((x[i] as number) - largest) / exponentials;
      }
      if (target === settings.ignore) return;
      const normaliser = Math.log(exponentials);
      const surprise = normaliser + largest - (x[first + target] as number);
      total += smoothing === 0 ? surprise : (1 - smoothing) * surprise;
      if (smoothing > 0) total += smoothing * (normaliser + below / V);
    });
    const output = new Tensor(allocate(dtype, 1).fill(total / count), []);
    return { output, saved: { shares: new Tensor(shares, logits.shape) } };
  },
  backward: ({ gradient, inputs: [logits, targets], settings, saved }) => {
    const { V, ids, count, smoothing } = checked(logits, targets, settings);
    const p = flat(saved.shares);
    const out = allocate(floatTypeOf(logits), logits.size);
    const by = gradient.item() / count;
    const elsewhere = smoothing / V;
    ids.forEach((target, t) => {
      if (target === settings.ignore) return;
      for (let v = 0; v < V; v++) {
        const q = elsewhere + (v === target ? 1 - smoothing : 0);
        out[t * V + v] = by * ((p[t * V + v] as number) - q);
      }
    });
    return [new Tensor(out, logits.shape), null];
  },
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3, 5]), tensorFrom([[0, 4, 2], [1, 1, 3]], 'int32')] }, // prettier-ignore
    {
      inputs: [normalDoubles(rng, [4, 5]), tensorFrom([0, -100, 2, 4], 'int32')],
      settings: { smoothing: 0.1, ignore: -100 },
    },
  ],
});

function checked(logits: Tensor, targets: Tensor, { smoothing = 0, ignore }: CrossEntropySettings) {
  const V = logits.length(-1);
  if (logits.rank === 0 || !sameShape(logits.shape.slice(0, -1), targets.shape)) {
    throw new ForwardPassError({
      what: 'crossEntropy: compare logits with targets',
      expected: 'logits (…, V) and targets (…), one target per row of logits',
      got: `logits ${showShape(logits.shape)}, targets ${showShape(targets.shape)}`,
    });
  }
  if (!(smoothing >= 0 && smoothing <= 1)) {
    throw new ForwardPassError({
      what: 'crossEntropy: label smoothing',
      expected: 'a share from 0 to 1',
      got: `${smoothing}`,
    });
  }
  const ids = flat(targets);
  const wrong = ids.findIndex(
    (id) => id !== ignore && !(Number.isInteger(id) && id >= 0 && id < V),
  );
  if (wrong >= 0) {
    throw new ForwardPassError({
      what: 'crossEntropy: look a target up',
      expected: `ids from 0 to ${V - 1}${ignore === undefined ? '' : `, or ${ignore} to ignore`}`,
      got: `${ids[wrong]}, at place ${wrong}`,
      hint: 'targets and model must share one vocabulary',
    });
  }
  const count = ids.filter((id) => id !== ignore).length;
  if (count === 0) {
    throw new ForwardPassError({
      what: 'crossEntropy: average over positions',
      expected: 'at least one target that is not ignored',
      got: `${ids.length} targets${ids.length === 0 ? '' : `, all ${ignore}`}`,
      hint: 'an empty text, or a batch of padding alone, has no loss',
    });
  }
  return { V, ids, count, smoothing };
}
