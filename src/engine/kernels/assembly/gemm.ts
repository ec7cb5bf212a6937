// gemm: y = x · w for matrices of any size and strides, after Goto & van de Geijn 2008 ("Anatomy of high-performance
// matrix multiplication"): blocks of w and x are packed so that the tile finds its operands in cache, one after another.
//   y (T, N) with rows of N floats;  x (T, K) with steps (xt, xk);  w (K, N) with steps (wk, wn), kept in `form`
// Every element of y is summed over k in order, in blocks of `depth`, whatever T is: `thin` sums in the same order, so a
// row comes out the same to the bit alone or among others.
import { pack } from './pack';
import { tile } from './tile';
import { depth } from './blocks';
import { Bfloat16, bytes, Float16, Form } from './half';

const height = 128; // rows of x per packed block: 128 KB, beside half a megabyte of w in a second-level cache
const width = 512; // columns of w per packed block

/** `work`: room for a packed block of w, one of x and one tile, see `workBytes`. */
export function gemm(
  T: i32,
  N: i32,
  K: i32,
  x: usize,
  xt: i32,
  xk: i32,
  w: usize,
  wk: i32,
  wn: i32,
  form: Form,
  y: usize,
  yt: i32,
  work: usize,
): void {
  const packedW = work;
  const packedX = packedW + <usize>(width * depth * 4);
  const spare = packedX + <usize>(height * depth * 4);
  for (let n = 0; n < N; n += width) {
    const columns = min(width, N - n);
    for (let k = 0; k < K; k += depth) {
      const deep = min(depth, K - k);
      const corner = k * wk + n * wn;
      if (form === Form.Float32) {
        pack<f32>(w + bytes<f32>(corner), wn, wk, columns, deep, 8, packedW);
      } else if (form === Form.Bfloat16) {
        pack<Bfloat16>(w + bytes<Bfloat16>(corner), wn, wk, columns, deep, 8, packedW);
      } else {
        pack<Float16>(w + bytes<Float16>(corner), wn, wk, columns, deep, 8, packedW);
      }
      for (let t = 0; t < T; t += height) {
        const rows = min(height, T - t);
        pack<f32>(x + (<usize>(t * xt + k * xk) << 2), xt, xk, rows, deep, 4, packedX);
        const place = y + (<usize>(t * yt + n) << 2);
        block(rows, columns, deep, packedX, packedW, place, yt, k > 0, spare);
      }
    }
  }
}

/** One packed block of x times one of w. */
function block(
  rows: i32,
  columns: i32,
  K: i32,
  x: usize,
  w: usize,
  y: usize,
  yt: i32,
  add: bool,
  spare: usize,
): void {
  const yStep = <usize>yt << 2;
  const xPanel = <usize>K << 4;
  const wPanel = <usize>K << 5;
  for (let n = 0; n < columns; n += 8, w += wPanel) {
    let panel = x;
    for (let t = 0; t < rows; t += 4, panel += xPanel) {
      const place = y + (<usize>(t * yt + n) << 2);
      if (n + 8 <= columns && t + 4 <= rows) {
        tile(K, panel, w, place, yStep, add);
      } else {
        tile(K, panel, w, spare, 32, false);
        copyCorner(min(4, rows - t), min(8, columns - n), spare, place, yStep, add);
      }
    }
  }
}

/** What of a tile lies inside y. */
function copyCorner(rows: i32, columns: i32, from: usize, to: usize, step: usize, add: bool): void {
  for (let t = 0; t < rows; t++, from += 32, to += step) {
    for (let n: usize = 0; n < <usize>columns << 2; n += 4) {
      const value = f32.load(from + n);
      f32.store(to + n, add ? f32.load(to + n) + value : value);
    }
  }
}
