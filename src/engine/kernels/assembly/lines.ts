// lines: one row times a large matrix whose columns lie one after another, each in whole blocks of `depth`: one piece of
// memory, and read as one. A line is one block of one column. Eight lines at a time are summed, in two chains, and the eight
// that follow are touched meanwhile, so that they are in the first-level cache when their turn comes.
//   y[n] = Σ_b Σ_k x[b·depth + k] · w[n, b·depth + k]        in the order of `gemm`
import { addTransposed } from './addTransposed';
import { depth } from './blocks';

const line: usize = depth << 2; // bytes

/** N is a multiple of 8, K of `depth`. `work`: room for eight sums. */
export function lines(N: i32, K: i32, x: usize, w: usize, y: usize, work: usize): void {
  const end = x + (<usize>K << 2);
  const last = w + <usize>N * (end - x) - 8 * line;
  let x0 = x;
  for (; w <= last; w += 8 * line) {
    const x1 = following(x0, x, end);
    const x2 = following(x1, x, end);
    const x3 = following(x2, x, end);
    const x4 = following(x3, x, end);
    const x5 = following(x4, x, end);
    const x6 = following(x5, x, end);
    const x7 = following(x6, x, end);
    eight(x0, x1, x2, x3, x4, x5, x6, x7, w, min(w + 8 * line, last), work);
    for (let i: usize = 0; i < 32; i += 4) {
      const sum = f32.load(work + i);
      f32.store(y, x0 === x ? sum : f32.load(y) + sum);
      x0 = following(x0, x, end);
      if (x0 === x) y += 4;
    }
  }
}

/** The line of x that belongs to the next line of w. */
// @ts-ignore: decorator
@inline
function following(place: usize, x: usize, end: usize): usize {
  return place + line === end ? x : place + line;
}

function eight(
  x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, x6: usize, x7: usize,
  w: usize, next: usize, sums: usize,
): void {
  let low = f32x4.splat(0);
  let high = low;
  for (let at: usize = 0; at < line; at += 16, w += 16, next += 128) {
    v128.load(next); // for nothing but the cache
    low = addTransposed(
      low,
      f32x4.mul(v128.load(x0 + at), v128.load(w)),
      f32x4.mul(v128.load(x1 + at), v128.load(w, line)),
      f32x4.mul(v128.load(x2 + at), v128.load(w, 2 * line)),
      f32x4.mul(v128.load(x3 + at), v128.load(w, 3 * line)),
    );
    v128.load(next, 64);
    high = addTransposed(
      high,
      f32x4.mul(v128.load(x4 + at), v128.load(w, 4 * line)),
      f32x4.mul(v128.load(x5 + at), v128.load(w, 5 * line)),
      f32x4.mul(v128.load(x6 + at), v128.load(w, 6 * line)),
      f32x4.mul(v128.load(x7 + at), v128.load(w, 7 * line)),
    );
  }
  v128.store(sums, low);
  v128.store(sums, high, 16);
}
