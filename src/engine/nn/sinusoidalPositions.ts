// sinusoidalPositions: each position as a row of clocks, from fast to slow. Vaswani et al. 2017, section 3.5.
//   P[t, 2i] = sin(t / 10000^(2i/C)),   P[t, 2i + 1] = cos(t / 10000^(2i/C))             (T, C)
// Of an odd width, the last clock has its sine alone.
// Checked against torch.
import { allocate } from '../tensor/allocate';
import { Tensor } from '../tensor/Tensor';

export function sinusoidalPositions(T: number, C: number): Tensor {
  const data = allocate('float32', T * C);
  for (let t = 0; t < T; t++) {
    for (let i = 0; i < C; i += 2) {
      const angle = t / 10000 ** (i / C);
      data[t * C + i] = Math.sin(angle);
      if (i + 1 < C) data[t * C + i + 1] = Math.cos(angle);
    }
  }
  return new Tensor(data, [T, C]);
}
