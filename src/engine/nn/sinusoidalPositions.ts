// sinusoidalPositions: each position as a row of clocks, from fast to slow. Vaswani et al. 2017, section 3.5.
//   P[t, 2i] = sin(t / 10000^(2i/C)),   P[t, 2i + 1] = cos(t / 10000^(2i/C))             (T, C)
// Checked against torch.
import { ForwardPassError } from '../errors/ForwardPassError';
import { allocate } from '../tensor/allocate';
import { Tensor } from '../tensor/Tensor';

export function sinusoidalPositions(T: number, C: number): Tensor {
  if (C % 2 !== 0) {
    throw new ForwardPassError({
      what: 'sinusoidalPositions: a sine and a cosine per clock',
      expected: 'an even width C',
      got: `C = ${C}`,
    });
  }
  const data = allocate('float32', T * C);
  for (let t = 0; t < T; t++) {
    for (let i = 0; i < C; i += 2) {
      const angle = t / 10000 ** (i / C);
      data[t * C + i] = Math.sin(angle);
      data[t * C + i + 1] = Math.cos(angle);
    }
  }
  return new Tensor(data, [T, C]);
}
