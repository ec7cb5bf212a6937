// move: numbers from one place to another.

/** A strided view of four axes into one run; the steps are in floats, and 0 repeats. */
export function gather(
  n0: i32,
  n1: i32,
  n2: i32,
  n3: i32,
  s0: i32,
  s1: i32,
  s2: i32,
  s3: i32,
  from: usize,
  to: usize,
): void {
  for (let i = 0; i < n0; i++) {
    for (let j = 0; j < n1; j++) {
      let row = from + (<usize>(i * s0 + j * s1) << 2);
      for (let k = 0; k < n2; k++, row += <usize>s2 << 2) {
        if (s3 === 1) {
          memory.copy(to, row, <usize>n3 << 2);
          to += <usize>n3 << 2;
        } else {
          let place = row;
          for (let l = 0; l < n3; l++, place += <usize>s3 << 2, to += 4) {
            i32.store(to, i32.load(place));
          }
        }
      }
    }
  }
}

/** One run into a strided view of four axes. */
export function scatter(
  n0: i32,
  n1: i32,
  n2: i32,
  n3: i32,
  s0: i32,
  s1: i32,
  s2: i32,
  s3: i32,
  from: usize,
  to: usize,
): void {
  for (let i = 0; i < n0; i++) {
    for (let j = 0; j < n1; j++) {
      let row = to + (<usize>(i * s0 + j * s1) << 2);
      for (let k = 0; k < n2; k++, row += <usize>s2 << 2) {
        if (s3 === 1) {
          memory.copy(row, from, <usize>n3 << 2);
          from += <usize>n3 << 2;
          continue;
        }
        let place = row;
        for (let l = 0; l < n3; l++, place += <usize>s3 << 2, from += 4) {
          i32.store(place, i32.load(from));
        }
      }
    }
  }
}

/** y[c] = Σ_r x[r, c], in float64: the gradient of everything that was repeated over rows. `sums`: room for C doubles. */
export function sumColumns(rows: i32, C: i32, x: usize, y: usize, sums: usize): void {
  const doubles = <usize>C << 3;
  memory.fill(sums, 0, doubles);
  for (let r = 0; r < rows; r++) {
    let at: usize = 0;
    for (; at + 32 <= doubles; at += 32, x += 16) {
      const v = v128.load(x);
      const low = f64x2.promote_low_f32x4(v);
      const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
      v128.store(sums + at, f64x2.add(v128.load(sums + at), low));
      v128.store(sums + at, f64x2.add(v128.load(sums + at, 16), high), 16);
    }
    for (; at < doubles; at += 8, x += 4) {
      f64.store(sums + at, f64.load(sums + at) + <f64>f32.load(x));
    }
  }
  for (let at: usize = 0; at < doubles; at += 8, y += 4) f32.store(y, <f32>f64.load(sums + at));
}

/** Row r of x is added to row ids[r] of y, which begins as V rows of zeros. */
export function addRows(V: i32, rows: i32, C: i32, x: usize, ids: usize, y: usize): void {
  const bytes = <usize>C << 2;
  const whole = bytes & ~15;
  memory.fill(y, 0, <usize>V * bytes);
  for (let r = 0; r < rows; r++, x += bytes, ids += 4) {
    const row = y + <usize>i32.load(ids) * bytes;
    let at: usize = 0;
    for (; at < whole; at += 16) {
      v128.store(row + at, f32x4.add(v128.load(row + at), v128.load(x + at)));
    }
    for (; at < bytes; at += 4) f32.store(row + at, f32.load(row + at) + f32.load(x + at));
  }
}
