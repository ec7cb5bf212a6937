/** baseⁿ by repeated squaring: products only, so the same to the bit on every host, which Math.pow does not promise. */
export function wholePower(base: number, n: number): number {
  let power = 1;
  let square = base;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power *= square;
    square *= square;
  }
  return power;
}
