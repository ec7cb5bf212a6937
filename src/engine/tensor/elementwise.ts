// Element by element: one function over one tensor, or over two that are broadcast to one shape.
import { allocate, floatTypeOf } from './allocate';
import { flat } from './flat';
import { broadcastShape } from './shape';
import { Tensor } from './Tensor';
import { broadcastView } from './views';

export function mapElements(x: Tensor, f: (value: number) => number): Tensor {
  const values = flat(x);
  const out = allocate(floatTypeOf(x), x.size);
  for (let i = 0; i < out.length; i++) out[i] = f(values[i] as number);
  return new Tensor(out, x.shape);
}

export function zipElements(
  a: Tensor,
  b: Tensor,
  what: string,
  f: (a: number, b: number) => number,
): Tensor {
  const shape = broadcastShape(a.shape, b.shape, what);
  const left = flat(broadcastView(a, shape));
  const right = flat(broadcastView(b, shape));
  const out = allocate(floatTypeOf(a, b), left.length);
  for (let i = 0; i < out.length; i++) out[i] = f(left[i] as number, right[i] as number);
  return new Tensor(out, shape);
}
