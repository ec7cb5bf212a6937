// pack: a block of a matrix, laid out as the tile of `gemm` reads it: panels of P lines, and within a panel the P numbers
// of k = 0, then those of k = 1, … A line is a row of x or a column of w. Missing lines of the last panel are zeros.
//   lineStep, kStep: how many floats apart neighbours lie in the source; whatever they are, nothing is transposed before

import { across, bytes, four, one } from './half';

const together = 8;

/** Four rows of four become four columns of four. */
// @ts-ignore: decorator
@inline
function transpose4<W>(from: usize, lineStep: usize, to: usize, kStep: usize): void {
  const a = four<W>(from);
  const b = four<W>(from + lineStep);
  const c = four<W>(from + 2 * lineStep);
  const d = four<W>(from + 3 * lineStep);
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5));
  v128.store(to + kStep, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7));
  v128.store(to + 2 * kStep, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5));
  v128.store(to + 3 * kStep, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7));
}

/** Lines side by side in memory: runs of P are copied, several panels in one go, so that whole cache lines are read. */
function packRuns<W>(from: usize, kStep: usize, panels: i32, K: i32, P: i32, to: usize): void {
  const panel = <usize>(K * P) << 2;
  for (let k = 0; k < K; k++, from += kStep) {
    let source = from;
    let target = to + (<usize>(k * P) << 2);
    for (let i = 0; i < panels; i++, source += bytes<W>(P), target += panel) {
      v128.store(target, four<W>(source));
      if (P === 8) v128.store(target, four<W>(source + bytes<W>(4)), 16);
    }
  }
}

/** Lines that run along k: transposed in registers, four by four. */
function packLines<W>(from: usize, lineStep: usize, K: i32, P: i32, to: usize): void {
  const kStep = <usize>P << 2;
  for (let line = 0; line < P; line += 4) {
    let source = from + <usize>line * lineStep;
    let target = to + (<usize>line << 2);
    let k = 0;
    for (; k + 4 <= K; k += 4, source += bytes<W>(4), target += 4 * kStep) {
      transpose4<W>(source, lineStep, target, kStep);
    }
    for (; k < K; k++, source += sizeof<W>(), target += kStep) {
      v128.store(target, across<W>(source, lineStep));
    }
  }
}

/** Any steps, any number of lines up to P. */
function packAny<W>(
  from: usize,
  lineStep: usize,
  kStep: usize,
  lines: i32,
  K: i32,
  P: i32,
  to: usize,
): void {
  for (let k = 0; k < K; k++, from += kStep) {
    for (let line = 0; line < P; line++, to += 4) {
      f32.store(to, line < lines ? one<W>(from + <usize>line * lineStep) : 0);
    }
  }
}

export function pack<W>(
  from: usize,
  lineStep: i32,
  kStep: i32,
  lines: i32,
  K: i32,
  P: i32,
  to: usize,
): void {
  const lineBytes = bytes<W>(lineStep);
  const kBytes = bytes<W>(kStep);
  const panel = <usize>(K * P) << 2;
  let first = 0;
  while (first < lines) {
    const source = from + <usize>first * lineBytes;
    const whole = min((lines - first) / P, together);
    if (whole === 0) {
      packAny<W>(source, lineBytes, kBytes, lines - first, K, P, to);
      return;
    }
    if (lineStep === 1) {
      packRuns<W>(source, kBytes, whole, K, P, to);
      first += whole * P;
      to += <usize>whole * panel;
    } else {
      if (kStep === 1) packLines<W>(source, lineBytes, K, P, to);
      else packAny<W>(source, lineBytes, kBytes, P, K, P, to);
      first += P;
      to += panel;
    }
  }
}
