// resident: parameters copied once into the kernels' memory, where every product finds them in place. Reading a model token
// by token is then as fast as memory; from the JavaScript heap each product would copy its matrix first.
//   const home = residence([{ shape }, …]);   params[name] = home.room({ shape }), to be filled: no number lies anywhere else
//   const { tensors } = resident(params);   all at once
// Where kernels are absent or their memory is full, tensors stay where they are: the same numbers, slower.
import type { HalfFormat } from '../formats/widen';
import { kernels } from '../kernels/kernels';
import { halvesOnHeap, onHeap } from './allocate';
import { flat } from './flat';
import { Halves } from './Halves';
import { sizeOf, type Shape } from './shape';
import { Tensor } from './Tensor';

/** Float32 numbers, or the same in 16 bits. */
export interface Room {
  readonly shape: Shape;
  readonly format?: HalfFormat | undefined;
}

export interface Residence {
  /** A tensor in here, on the JavaScript heap when there is no space. Whoever asks for it fills all of it at once. */
  room(room: Room): Tensor;
  /** The same tensor in here; itself when it is not float32, or when there is no space for it. */
  move(tensor: Tensor): Tensor;
  /** Gives the memory back; its tensors must not be used any more. */
  release(): void;
}

/** With space for all of these. */
export function residence(rooms: readonly Room[]): Residence {
  const memory = kernels();
  const home = memory?.settle(rooms.reduce((sum, room) => sum + bytesOf(room), 0));
  const end = home?.region.end ?? 0;
  let start = home?.region.start ?? 0;
  const take = (room: Room): Tensor | null => {
    const [size, at] = [sizeOf(room.shape), start];
    if (!memory || at + bytesOf(room) > end) return null;
    start += bytesOf(room);
    const { shape, format } = room;
    return new Tensor(
      format ? new Halves(memory.halves(at, size), format) : memory.view(at, size),
      shape,
    );
  };
  return {
    room: (room) => take(room) ?? onJavaScriptHeap(room),
    move: (tensor) => {
      const inside = tensor.dtype === 'float32' ? take(roomOf(tensor)) : null;
      if (!inside) return tensor;
      if (inside.halves) inside.halves.bits.set(bitsOf(tensor));
      else inside.data.set(flat(tensor));
      return inside.view(tensor.shape, {}, tensor.origin);
    },
    release: () => home && memory?.release(home.region),
  };
}

export function resident<Name extends string>(tensors: Readonly<Record<Name, Tensor>>) {
  const names = Object.keys(tensors) as Name[];
  const moving = names.filter((name) => tensors[name].dtype === 'float32');
  const { move, release } = residence(moving.map((name) => roomOf(tensors[name])));
  const moved: Record<Name, Tensor> = { ...tensors };
  for (const name of moving) moved[name] = move(tensors[name]);
  return { tensors: moved, release };
}

function roomOf(x: Tensor): Room {
  return { shape: x.shape, format: x.isContiguous ? x.halves?.format : undefined };
}

function bitsOf({ halves, offset, size }: Tensor): Uint16Array {
  return halves?.bits.subarray(offset, offset + size) ?? new Uint16Array();
}

function onJavaScriptHeap({ shape, format }: Room): Tensor {
  const size = sizeOf(shape);
  return new Tensor(format ? halvesOnHeap(format, size) : onHeap('float32', size), shape);
}

function bytesOf({ shape, format }: Room): number {
  const bytes = (format ? 2 : 4) * sizeOf(shape);
  return 64 * Math.ceil(bytes / 64);
}
