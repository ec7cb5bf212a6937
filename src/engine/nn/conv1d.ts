// conv1d: a linear layer whose matrix lies the other way round; GPT-2's name for it (a convolution one position wide).
//   y = x W + b                                    (…, C) → (…, F);  W is (C, F)
// Parameters as in Hugging Face's Conv1D. Checked against torch through GPT-2.
import { add } from '../ops/add';
import { matmul } from '../ops/matmul';
import type { Tensor } from '../tensor/Tensor';
import type { Params } from './Params';

/** `params` holds `weight` and `bias`. */
export function conv1d(x: Tensor, params: Params): Tensor {
  const C = x.length(-1);
  const weight = params.get('weight', 'C F', { C });
  const bias = params.get('bias', 'F', { F: weight.length(1) });
  return add(matmul(x, weight), bias);
}
