// where: choose element by element; axes of length 1 repeat. What is not chosen leaves no mark, NaN included.
//   y = a where condition ≠ 0, else b
//   da = dy where condition ≠ 0, else 0;   db the other way round
// The condition is data, without a gradient.
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { zipElements } from '../tensor/elementwise';
import { flat } from '../tensor/flat';
import { broadcastShape } from '../tensor/shape';
import { sumTo } from '../tensor/sumTo';
import { tensorFrom } from '../tensor/tensorFrom';
import { Tensor } from '../tensor/Tensor';
import { broadcastView } from '../tensor/views';
import { defineOp } from './defineOp';

export const where = defineOp<[condition: Tensor, a: Tensor, b: Tensor]>({
  name: 'where',
  formula: 'y = a where condition, else b',
  forward: ([condition, a, b]) => {
    const both = broadcastShape(a.shape, b.shape, 'where');
    const shape = broadcastShape(condition.shape, both, 'where');
    const [asked = [], yes = [], no = []] = [condition, a, b].map((x) =>
      flat(broadcastView(x, shape)),
    );
    const out = allocate(floatTypeOf(a, b), asked.length);
    for (let i = 0; i < out.length; i++) out[i] = (asked[i] ? yes[i] : no[i]) as number;
    return { output: new Tensor(out, shape) };
  },
  backward: ({ gradient, inputs: [condition, a, b] }) => {
    const chosen = zipElements(gradient, condition, 'where', (g, asked) => (asked ? g : 0));
    const others = zipElements(gradient, condition, 'where', (g, asked) => (asked ? 0 : g));
    return [null, sumTo(chosen, a.shape), sumTo(others, b.shape)];
  },
  probe: (rng) => [
    {
      inputs: [
        tensorFrom([[1], [0]], 'int32'),
        normalDoubles(rng, [2, 3]),
        normalDoubles(rng, [2, 3]),
      ],
    },
    {
      inputs: [
        tensorFrom([1, 0, 1], 'int32'),
        normalDoubles(rng, [2, 1, 1]),
        normalDoubles(rng, [4, 1]),
      ],
    },
  ],
});
