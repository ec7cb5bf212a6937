// checkParams: every parameter that a configuration asks for is there, and of its shape. A layer that is told to have a bias
// and finds none would compute all the same, and something else.
import { ForwardPassError } from '../errors/ForwardPassError';
import type { ParamRecord } from '../nn/Params';
import { sameShape, showShape, type Shape } from '../tensor/shape';

export function checkParams(params: ParamRecord, shapes: Readonly<Record<string, Shape>>): void {
  for (const [name, shape] of Object.entries(shapes)) {
    const found = params[name];
    if (found && sameShape(found.shape, shape)) continue;
    throw new ForwardPassError({
      what: `parameter "${name}"`,
      expected: `a tensor of shape ${showShape(shape)}`,
      got: found ? `shape ${showShape(found.shape)}` : `none among ${Object.keys(params).length}`,
      hint: 'the configuration and the parameters may belong to different models',
    });
  }
}
