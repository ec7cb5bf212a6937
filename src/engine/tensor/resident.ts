// resident: parameters copied once into the kernels' memory, where every product finds them in place. Reading a model token
// by token is then as fast as memory; from the JavaScript heap each product would copy its matrix first.
//   const home = residence([…shapes]);   params[name] = home.room(shape), to be filled: no number lies anywhere else
//   const { tensors } = resident(params);   all at once
// Where kernels are absent or their memory is full, tensors stay where they are: the same numbers, slower.
import { kernels } from '../kernels/kernels';
import { onHeap } from './allocate';
import { flat } from './flat';
import { sizeOf, type Shape } from './shape';
import { Tensor } from './Tensor';

export interface Residence {
  /** A float32 tensor in here, on the JavaScript heap when there is no room. Whoever asks for it fills all of it at once. */
  room(shape: Shape): Tensor;
  /** The same tensor in here; itself when it is not float32, or when there is no room for it. */
  move(tensor: Tensor): Tensor;
  /** Gives the memory back; its tensors must not be used any more. */
  release(): void;
}

/** With room for a float32 tensor of each of these shapes. */
export function residence(shapes: readonly Shape[]): Residence {
  const memory = kernels();
  const home = memory?.settle(shapes.reduce((sum, shape) => sum + bytesOf(sizeOf(shape)), 0));
  const end = home?.region.end ?? 0;
  let start = home?.region.start ?? 0;
  const take = (shape: Shape) => {
    const [size, at] = [sizeOf(shape), start];
    if (!memory || at + bytesOf(size) > end) return null;
    start += bytesOf(size);
    return memory.view(at, size);
  };
  return {
    room: (shape) => new Tensor(take(shape) ?? onHeap('float32', sizeOf(shape)), shape),
    move: (tensor) => {
      const data = tensor.dtype === 'float32' ? take(tensor.shape) : null;
      if (!data) return tensor;
      data.set(flat(tensor));
      return new Tensor(data, tensor.shape, {}, tensor.origin);
    },
    release: () => home && memory?.release(home.region),
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
