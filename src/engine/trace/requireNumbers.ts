// requireNumbers: a step that is NaN or ∞ ends the run, by its name. −∞ may be: masked scores are.
import { ForwardPassError } from '../errors/ForwardPassError';
import { flat } from '../tensor/flat';
import type { Tensor } from '../tensor/Tensor';

export function requireNumbers(name: string, tensor: Tensor): void {
  const values = flat(tensor);
  let at = 0;
  while ((values[at] ?? Infinity) < Infinity) at++;
  if (at >= values.length) return;
  throw new ForwardPassError({
    what: `trace "${name}"`,
    expected: 'numbers',
    got: `${values[at]} at place ${at} of ${values.length}`,
    hint: 'a weight is NaN, or values are too large for float32; this is the first step that shows it',
  });
}
