/**
 * Do two pictures show the same formula? Dark pixels of one need some ink of the other within one
 * pixel, so antialiasing and subpixel positions pass; what has no counterpart is counted in the worst
 * small square, so that a long formula cannot dilute one wrong glyph.
 */
export interface InkPicture {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array; // 0 paper … 255 ink
}

export interface InkComparison {
  /** Unmatched pixels in the worst square. */
  readonly worst: number;
  /** 1 where a dark pixel of either picture has no counterpart. */
  readonly unmatched: Uint8Array;
}

const dark = 150;
const trace = 50;
const reach = 1;
const square = 16;

export function compareInk(a: InkPicture, b: InkPicture): InkComparison {
  const { width, height } = a;
  if (b.width !== width || b.height !== height) throw new Error('pictures differ in size');
  const unmatched = new Uint8Array(width * height);
  markUnmatched(a, b, unmatched);
  markUnmatched(b, a, unmatched);
  let worst = 0;
  for (let top = 0; top < height; top += square / 2) {
    for (let left = 0; left < width; left += square / 2) {
      worst = Math.max(worst, countIn(unmatched, width, height, left, top));
    }
  }
  return { worst, unmatched };
}

/** The number of dark pixels: an empty picture must not pass for a formula. */
export const darkPixels = ({ ink }: InkPicture) => ink.reduce((n, v) => n + Number(v >= dark), 0);

function markUnmatched(from: InkPicture, other: InkPicture, unmatched: Uint8Array) {
  const { width, height, ink } = from;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = y * width + x;
      if ((ink[here] ?? 0) >= dark && !hasTrace(other, x, y)) unmatched[here] = 1;
    }
  }
}

function hasTrace({ width, height, ink }: InkPicture, x: number, y: number): boolean {
  for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
    for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
      if ((ink[v * width + u] ?? 0) >= trace) return true;
    }
  }
  return false;
}

function countIn(marks: Uint8Array, width: number, height: number, left: number, top: number) {
  let count = 0;
  for (let y = top; y < Math.min(height, top + square); y++) {
    for (let x = left; x < Math.min(width, left + square); x++) count += marks[y * width + x] ?? 0;
  }
  return count;
}
