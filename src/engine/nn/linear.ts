// linear: every row through one matrix.
//   y = x Wᵀ + b                                   (…, C) → (…, F);  W is (F, C), as in torch.nn.Linear
// Checked against torch.nn.Linear through every module that uses it.
import { add } from '../ops/add';
import { matmul } from '../ops/matmul';
import { transpose } from '../ops/permute';
import type { Tensor } from '../tensor/Tensor';
import type { Params } from './Params';

/** `params` holds `weight`, and `bias` if there is one. */
export function linear(x: Tensor, params: Params): Tensor {
  const C = x.length(-1);
  const weight = params.get('weight', 'F C', { C });
  const bias = params.has('bias') ? params.get('bias', 'F', { F: weight.length(0) }) : undefined;
  return affine(x, weight, bias);
}

/** The same, with the matrix in hand. */
export function affine(x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const y = matmul(x, transpose(weight)); // transpose is a view: nothing is copied
  return bias ? add(y, bias) : y;
}
