// futureShare: how much of its attention a position would give to what comes after it, if nothing were hidden.
//   share_t = Σ_{s > t} softmax(scores_t)_s             scores without the mask, (B, H, T, S) → (B, H, T)
// Of one layer in a model as it was trained: the layers before keep their masks.
//   futureShare(model, [ids], 0).at(0, 0, 2)            row 2 of head 0 in layer 0
import { causalModel, type CausalModel } from '../models/causalModel';
import { causalMask } from '../nn/causalMask';
import type { IdRows } from '../nn/idRows';
import { softmax } from '../ops/softmax';
import { sum } from '../ops/sum';
import { where } from '../ops/where';
import type { Tensor } from '../tensor/Tensor';
import { filled } from '../tensor/tensorFrom';
import { Recorder } from '../trace/Recorder';

export function futureShare(model: CausalModel, rows: IdRows, layer: number): Tensor {
  const trace = new Recorder();
  causalModel(model, rows, {}, trace);
  const pattern = softmax(trace.get(`block.${layer}.attention_scores`));
  const future = causalMask(pattern.length(-1));
  return sum(where(future, pattern, filled([1], 0)), { axis: -1 });
}
