// Named tensors: flat records of them, as a model's parameters, an optimizer's state and a file have.
import { mapElements } from '../tensor/elementwise';
import { flat } from '../tensor/flat';
import { Tensor } from '../tensor/Tensor';

export type NamedTensors = Readonly<Record<string, Tensor>>;

export function mapTensors(tensors: NamedTensors, change: (tensor: Tensor) => Tensor) {
  const changed = Object.entries(tensors).map(([name, tensor]) => [name, change(tensor)] as const);
  return Object.fromEntries(changed);
}

export function scaled(tensors: NamedTensors, by: number): NamedTensors {
  return mapTensors(tensors, (tensor) => mapElements(tensor, (value) => value * by));
}

/** Storage of its own, which nobody else reads or writes. */
export function ownCopy(tensor: Tensor): Tensor {
  return new Tensor(flat(tensor).slice(), tensor.shape);
}

export function prefixed(tensors: NamedTensors, prefix: string): NamedTensors {
  const named = Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor] as const);
  return Object.fromEntries(named);
}

export function withoutPrefix(tensors: NamedTensors, prefix: string): NamedTensors {
  const inside = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(inside.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
