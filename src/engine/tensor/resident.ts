// resident: parameters copied once into the kernels' memory, where every product finds them in place. Reading a model token
// by token is then as fast as memory; from the JavaScript heap each product would copy its matrix first.
//   const home = residence([…shapes]);   params[name] = home.move(tensor), one by one: large models never lie there twice
//   const { tensors } = resident(params);   all at once
// Where kernels are absent or their memory is full, tensors stay where they are: the same numbers, slower.
import { kernels } from '../kernels/kernels';
import { flat } from './flat';
import { sizeOf, type Shape } from './shape';
import { Tensor } from './Tensor';

export interface Residence {
  /** The same tensor in here; itself when it is not float32, or when there is no room for it. */
  move(tensor: Tensor): Tensor;
  /** Gives the memory back; its tensors must not be used any more. */
  release(): void;
}

/** With room for a float32 tensor of each of these shapes. */
export function residence(shapes: readonly Shape[]): Residence {
  const memory = kernels();
  const home = memory?.settle(shapes.reduce((sum, shape) => sum + bytesOf(sizeOf(shape)), 0));
  if (!memory || !home) return { move: (tensor) => tensor, release: () => undefined };
  let { start } = home.region;
  return {
    move: (tensor) => {
      const { shape, size, origin, dtype } = tensor;
      const end = start + bytesOf(size);
      if (dtype !== 'float32' || end > home.region.end) return tensor;
      const data = memory.view(start, size);
      data.set(flat(tensor));
      start = end;
      return new Tensor(data, shape, {}, origin);
    },
    release: () => memory.release(home.region),
  };
}

export function resident<Name extends string>(tensors: Readonly<Record<Name, Tensor>>) {
  const names = Object.keys(tensors) as Name[];
  const moving = names.filter((name) => tensors[name].dtype === 'float32');
  const { move, release } = residence(moving.map((name) => tensors[name].shape));
  const moved: Record<Name, Tensor> = { ...tensors };
  for (const name of moving) moved[name] = move(tensors[name]);
  return { tensors: moved, release };
}

function bytesOf(size: number): number {
  return 64 * Math.ceil(size / 16);
}
