// resident: parameters copied once into the kernels' memory, where every product finds them in place. Reading a model token
// by token is then as fast as memory; from the JavaScript heap each product would copy its matrix first.
//   const home = resident(model.params);   gpt2({ config, params: home.tensors }, …);   home.release();
// Where kernels are absent or their memory is full, tensors stay where they are: the same numbers, slower.
import { kernels } from '../kernels/kernels';
import { flat } from './flat';
import { Tensor } from './Tensor';

export interface Residence<Name extends string> {
  readonly tensors: Record<Name, Tensor>;
  /** Gives the memory back; its tensors must not be used any more. */
  release(): void;
}

export function resident<Name extends string>(
  tensors: Readonly<Record<Name, Tensor>>,
): Residence<Name> {
  const memory = kernels();
  const names = Object.keys(tensors) as Name[];
  const moving = names.filter((name) => tensors[name].dtype === 'float32');
  const bytesOf = ({ size }: Tensor) => Math.ceil((4 * size) / 64) * 64;
  const total = moving.reduce((sum, name) => sum + bytesOf(tensors[name]), 0);
  const home = memory?.settle(total);
  const moved: Record<Name, Tensor> = { ...tensors };
  if (!memory || !home) return { tensors: moved, release: () => undefined };

  let address = home.region.start;
  for (const name of moving) {
    const { shape, size, origin } = tensors[name];
    const data = memory.view(address, size);
    data.set(flat(tensors[name]));
    moved[name] = new Tensor(data, shape, {}, origin);
    address += bytesOf(tensors[name]);
  }
  return { tensors: moved, release: () => memory.release(home.region) };
}
