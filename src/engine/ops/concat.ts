// concat: tensors one after another along an axis, such as heads side by side.
//   y = [a | b | …]
//   da, db, …: the gradient, cut at the seams
import { ForwardPassError } from '../errors/ForwardPassError';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { copyInto } from '../tensor/copyInto';
import { axisOf, sameShape, showShape, sizeOf } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { sliceView } from '../tensor/views';
import { defineOp } from './defineOp';

export const concat = defineOp<readonly Tensor[], { readonly axis: number }>({
  name: 'concat',
  formula: 'y = [a | b | …]',
  forward: (parts, { axis }) => {
    const along = agreedAxis(parts, axis);
    const total = parts.reduce((sum, part) => sum + part.length(along), 0);
    const shape = (parts[0]?.shape ?? []).with(along, total);
    const whole = new Tensor(allocate(floatTypeOf(...parts), sizeOf(shape)), shape);
    let start = 0;
    for (const part of parts) {
      copyInto(sliceView(whole, along, start, (start += part.length(along))), part);
    }
    return { output: whole };
  },
  backward: ({ gradient, inputs, settings: { axis } }) => {
    let start = 0;
    return inputs.map((part) => sliceView(gradient, axis, start, (start += part.length(axis))));
  },
  probe: (rng) => [
    {
      inputs: [normalDoubles(rng, [2, 3]), normalDoubles(rng, [2, 1]), normalDoubles(rng, [2, 4])],
      settings: { axis: -1 },
    },
    {
      inputs: [normalDoubles(rng, [1, 3, 2]), normalDoubles(rng, [2, 3, 2])],
      settings: { axis: 0 },
    },
  ],
});

/** The axis counted from the front, once all parts agree on every other one. */
function agreedAxis(parts: readonly Tensor[], axis: number): number {
  const [first] = parts;
  if (!first) {
    throw new ForwardPassError({ what: 'concat', expected: 'at least one tensor', got: 'none' });
  }
  const along = axisOf(axis, first.rank, 'concat');
  for (const part of parts) {
    const lengths =
      part.rank === first.rank ? part.shape.with(along, first.length(along)) : part.shape;
    if (sameShape(lengths, first.shape)) continue;
    throw new ForwardPassError({
      what: `concat: tensors one after another along axis ${along}`,
      expected: `shape ${showShape(first.shape)}, except on that axis`,
      got: showShape(part.shape),
    });
  }
  return along;
}
