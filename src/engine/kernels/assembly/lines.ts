// lines: one row times a large matrix whose columns lie one after another, each in whole blocks of `depth`: one piece of
// memory, and read as one. A line is one block of one column. Eight lines at a time are summed, in two chains, and the eight
// that follow are touched meanwhile, so that they are in the first-level cache when their turn comes.
//   y[n] = Σ_b Σ_k x[b·depth + k] · w[n, b·depth + k]        in the order of `gemm`
import { addTransposed } from './addTransposed';
import { depth } from './blocks';
import { bytes, even, odd } from './half';

const line: usize = depth << 2; // bytes of x

/** N is a multiple of 8, K of `depth`. `work`: room for eight sums and for K numbers. */
export function lines<W>(N: i32, K: i32, x: usize, w: usize, y: usize, work: usize): void {
  const inTurn = sizeof<W>() === 2 ? evenAndOdd(K, x, work + 64) : x;
  const end = inTurn + (<usize>K << 2);
  const eightLines = bytes<W>(8 * depth);
  const last = w + bytes<W>(N * K) - eightLines;
  let x0 = inTurn;
  for (; w <= last; w += eightLines) {
    const x1 = following(x0, inTurn, end);
    const x2 = following(x1, inTurn, end);
    const x3 = following(x2, inTurn, end);
    const x4 = following(x3, inTurn, end);
    const x5 = following(x4, inTurn, end);
    const x6 = following(x5, inTurn, end);
    const x7 = following(x6, inTurn, end);
    const next = min(w + eightLines, last);
    if (sizeof<W>() === 2) eightHalves<W>(x0, x1, x2, x3, x4, x5, x6, x7, w, next, work);
    else eight(x0, x1, x2, x3, x4, x5, x6, x7, w, next, work);
    for (let i: usize = 0; i < 32; i += 4) {
      const sum = f32.load(work + i);
      f32.store(y, x0 === inTurn ? sum : f32.load(y) + sum);
      x0 = following(x0, inTurn, end);
      if (x0 === inTurn) y += 4;
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

const halfLine: usize = depth << 1;

function eightHalves<W>(
  x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, x6: usize, x7: usize,
  w: usize, next: usize, sums: usize,
): void {
  let low = f32x4.splat(0);
  let high = low;
  for (let at: usize = 0; at < line; at += 32, w += 16, next += 128) {
    v128.load(next);
    low = addInTurn<W>(low, at, x0, x1, x2, x3, w);
    v128.load(next, 64);
    high = addInTurn<W>(high, at, x4, x5, x6, x7, w + 4 * halfLine);
  }
  v128.store(sums, low);
  v128.store(sums, high, 16);
}

/** Eight products of each of four lines, in their order. */
// @ts-ignore: decorator
@inline
function addInTurn<W>(sum: v128, at: usize, x0: usize, x1: usize, x2: usize, x3: usize, w: usize): v128 {
  const a = v128.load(w);
  const b = v128.load(w, halfLine);
  const c = v128.load(w, 2 * halfLine);
  const d = v128.load(w, 3 * halfLine);
  const a0 = f32x4.mul(v128.load(x0 + at), even<W>(a));
  const b0 = f32x4.mul(v128.load(x1 + at), even<W>(b));
  const c0 = f32x4.mul(v128.load(x2 + at), even<W>(c));
  const d0 = f32x4.mul(v128.load(x3 + at), even<W>(d));
  const a1 = f32x4.mul(v128.load(x0 + at, 16), odd<W>(a));
  const b1 = f32x4.mul(v128.load(x1 + at, 16), odd<W>(b));
  const c1 = f32x4.mul(v128.load(x2 + at, 16), odd<W>(c));
  const d1 = f32x4.mul(v128.load(x3 + at, 16), odd<W>(d));
  const ab0 = v128.shuffle<f32>(a0, b0, 0, 4, 1, 5);
  const cd0 = v128.shuffle<f32>(c0, d0, 0, 4, 1, 5);
  const ab1 = v128.shuffle<f32>(a1, b1, 0, 4, 1, 5);
  const cd1 = v128.shuffle<f32>(c1, d1, 0, 4, 1, 5);
  sum = f32x4.add(sum, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  sum = f32x4.add(sum, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
  sum = f32x4.add(sum, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
  sum = f32x4.add(sum, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
  const ab2 = v128.shuffle<f32>(a0, b0, 2, 6, 3, 7);
  const cd2 = v128.shuffle<f32>(c0, d0, 2, 6, 3, 7);
  const ab3 = v128.shuffle<f32>(a1, b1, 2, 6, 3, 7);
  const cd3 = v128.shuffle<f32>(c1, d1, 2, 6, 3, 7);
  sum = f32x4.add(sum, v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5));
  sum = f32x4.add(sum, v128.shuffle<f32>(ab3, cd3, 0, 1, 4, 5));
  sum = f32x4.add(sum, v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7));
  return f32x4.add(sum, v128.shuffle<f32>(ab3, cd3, 2, 3, 6, 7));
}

/** Of every eight numbers of x those in even places, then those in odd ones: as `even` and `odd` bring those of w. */
function evenAndOdd(K: i32, x: usize, to: usize): usize {
  for (let at: usize = 0; at < <usize>K << 2; at += 32) {
    const first = v128.load(x + at);
    const last = v128.load(x + at, 16);
    v128.store(to + at, v128.shuffle<f32>(first, last, 0, 2, 4, 6));
    v128.store(to + at, v128.shuffle<f32>(first, last, 1, 3, 5, 7), 16);
  }
  return to;
}
