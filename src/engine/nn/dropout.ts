// dropout: while training, put each number to 0 with probability p and make the others larger by 1/(1 − p), so that the
// expected sum stays; when reading, do nothing. Srivastava et al. 2014, section 4, in its inverted form.
//   y = x · m / (1 − p),   m = 0 with probability p, else 1
//   dx = dy · m / (1 − p)
// Without a generator, or at rate 0, the very same tensor comes back.
import { ForwardPassError } from '../errors/ForwardPassError';
import { mul } from '../ops/mul';
import { randomTensor } from '../random/randomTensor';
import type { Rng } from '../random/Rng';
import { floatTypeOf } from '../tensor/allocate';
import type { Tensor } from '../tensor/Tensor';

export function dropout(x: Tensor, rate: number, rng: Rng | undefined): Tensor {
  if (!(rate >= 0 && rate < 1)) throw wrongRate(rate);
  if (!rng || rate === 0) return x;
  const kept = 1 / (1 - rate);
  const factors = randomTensor(x.shape, floatTypeOf(x), () => (rng.uniform() < rate ? 0 : kept));
  return mul(x, factors);
}

function wrongRate(rate: number): ForwardPassError {
  return new ForwardPassError({
    what: 'dropout: put a share of the numbers to 0',
    expected: 'a rate from 0 to below 1',
    got: `${rate}`,
  });
}
