// watch: ask for gradients. Every result computed from a watched tensor remembers its origin; without it nothing is kept.
//   const params = watch(model.params);  …run…;  gradients(loss, params)
import type { Tensor } from '../tensor/Tensor';
import type { GraphOp } from './Origin';

const leaf: GraphOp = { name: 'leaf', formula: 'y = x', backward: () => [] };

/** The same numbers in the same storage, now watched. */
export function watch<Name extends string>(
  tensors: Readonly<Record<Name, Tensor>>,
): Record<Name, Tensor> {
  const watched: Partial<Record<Name, Tensor>> = {};
  for (const name of Object.keys(tensors) as Name[]) {
    const { shape, strides, offset } = tensors[name];
    const origin = { op: leaf, inputs: [], settings: {}, saved: {} };
    watched[name] = tensors[name].view(shape, { strides, offset }, origin);
  }
  return watched as Record<Name, Tensor>;
}
