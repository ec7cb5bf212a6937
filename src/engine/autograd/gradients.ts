// gradients: how much a result moves when each chosen tensor moves. One walk over the graph, last op first.
//   reverse-mode differentiation:  dx = Σ over the ops that used x of (∂op/∂x)ᵀ · d(output)
// Any watched tensor may be chosen, and anything computed from one: parameters, or a scene's attention weights.
import { ForwardPassError } from '../errors/ForwardPassError';
import { sameShape, showShape } from '../tensor/shape';
import { filled } from '../tensor/tensorFrom';
import type { Tensor } from '../tensor/Tensor';
import { zipElements } from '../tensor/elementwise';

/** `seed` is the gradient of the result itself: 1 for a loss, and required when the result has more than one element. */
export function gradients<Name extends string>(
  result: Tensor,
  chosen: Readonly<Record<Name, Tensor>>,
  seed: Tensor = seedOf(result),
): Record<Name, Tensor> {
  const names = Object.keys(chosen) as Name[];
  for (const name of names) if (!chosen[name].origin) throw unwatched(name);
  if (!sameShape(seed.shape, result.shape)) throw wrongSeed(result, seed);

  const kept = new Set<Tensor>(names.map((name) => chosen[name]));
  const pending = new Map<Tensor, Tensor>([[result, seed]]);
  for (const output of fromLastToFirst(result)) {
    const gradient = pending.get(output);
    if (!gradient || !output.origin) continue;
    const { op, inputs, settings, saved } = output.origin;
    const shares = op.backward({ gradient, output, inputs, settings, saved });
    inputs.forEach((input, i) => {
      const share = shares[i];
      if (!share || !input.origin) return;
      const sum = pending.get(input);
      pending.set(
        input,
        sum ? zipElements(sum, share, 'gradients', (a, b) => a + b, 'plus') : share,
      );
    });
    if (!kept.has(output)) pending.delete(output); // nobody asks for it again: free it
  }

  const found: Partial<Record<Name, Tensor>> = {};
  for (const name of names) {
    const { shape, dtype } = chosen[name];
    found[name] = pending.get(chosen[name]) ?? filled(shape, 0, dtype); // not used by the result: 0
  }
  return found as Record<Name, Tensor>;
}

/** Every tensor that the result depends on, each after all that were computed from it. */
function fromLastToFirst(result: Tensor): Tensor[] {
  const firstToLast: Tensor[] = [];
  const seen = new Set<Tensor>();
  const stack: { tensor: Tensor; inputsDone: boolean }[] = [{ tensor: result, inputsDone: false }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { tensor, inputsDone } = top;
    if (inputsDone) {
      firstToLast.push(tensor);
    } else if (tensor.origin && !seen.has(tensor)) {
      seen.add(tensor);
      stack.push({ tensor, inputsDone: true });
      for (const input of tensor.origin.inputs) stack.push({ tensor: input, inputsDone: false });
    }
  }
  return firstToLast.reverse();
}

function seedOf(result: Tensor): Tensor {
  if (result.size === 1) return filled(result.shape, 1, result.dtype);
  throw new ForwardPassError({
    what: 'gradients: start from a result',
    expected: 'a single number, such as a loss, or a seed of the shape of the result',
    got: `a result of shape ${showShape(result.shape)} and no seed`,
    hint: 'sum or mean it first',
  });
}

function wrongSeed(result: Tensor, seed: Tensor): ForwardPassError {
  return new ForwardPassError({
    what: 'gradients: start from a seed',
    expected: `the shape of the result, ${showShape(result.shape)}`,
    got: showShape(seed.shape),
  });
}

function unwatched(name: string): ForwardPassError {
  return new ForwardPassError({
    what: `gradients: the gradient of "${name}"`,
    expected: 'a tensor that is watched, or computed from one',
    got: 'a tensor without an origin',
    hint: 'call watch(params) before the forward pass and compute with what it returns',
  });
}
