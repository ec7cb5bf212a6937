/** Sums over plain numbers, for what lessons state and claim. What is not there is NaN, and no claim holds of NaN. */
export const sum = (values: readonly number[]): number => values.reduce((all, x) => all + x, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;
export const variance = (values: readonly number[]): number =>
  mean(values.map((x) => (x - mean(values)) ** 2));
export const norm = (values: readonly number[]): number => Math.hypot(...values);

export const dot = (a: readonly number[], b: readonly number[]): number => {
  const length = Math.max(a.length, b.length);
  return sum(Array.from({ length }, (_, i) => (a[i] ?? NaN) * (b[i] ?? NaN)));
};

/** Place of the largest, the first of equals. */
export const argmax = (values: readonly number[]): number => values.indexOf(Math.max(...values));

/** The largest |aᵢ − bᵢ|. */
export const largestChange = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((x, i) => Math.abs(x - (b[i] ?? NaN))), a.length === b.length ? 0 : NaN);

/** Equal as far as float32 tells: to 1e-5 of the larger one, and of 1. */
export const close = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(a), Math.abs(b));
