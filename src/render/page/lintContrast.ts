/**
 * How well a text stands off from what lies under it, read from pixels.
 *
 *   contrast   of the fill, composed over each pixel under the letters: the worst tenth counts
 *   visible    share of the letters that reaches the picture; the rest is covered or cut off
 */
import { parseColor } from '../../theme/color';
import { alphaOf, type Lettering, type Rect, type TextMark } from './LintRecorder';

export interface Reading {
  readonly contrast: number;
  readonly visible: number;
}

type Rgb = readonly [number, number, number];

/** Of 255; letters below it are edges that the canvas has smoothed. */
const solid = 160;
/** Below this a text has the colour of its ground and cannot be told from a covered one. */
const leastDifference = 18;

export function readContrast(mark: TextMark, lettering: Lettering): Reading {
  const { painted, bare, coverage } = lettering;
  const ink = rgbOf(mark.fill);
  const alpha = mark.alpha * alphaOf(mark.fill);
  const contrasts: number[] = [];
  let [letters, shown] = [0, 0];
  for (const i of pixelsIn(mark.box, coverage)) {
    const covered = coverage.data[i + 3] ?? 0;
    if (covered < solid) continue;
    const under = rgbAt(bare, i);
    const over = ink ? blend(under, ink, alpha) : rgbAt(painted, i);
    const expected = distance(over, under) * (covered / 255);
    contrasts.push(contrastOf(over, under));
    letters++;
    if (expected < leastDifference || distance(rgbAt(painted, i), under) > 0.3 * expected) shown++;
  }
  if (letters === 0) return { contrast: Number.POSITIVE_INFINITY, visible: 1 };
  contrasts.sort((a, b) => a - b);
  return {
    contrast: contrasts[Math.floor(contrasts.length / 10)] ?? Number.POSITIVE_INFINITY,
    visible: shown / letters,
  };
}

/** Offsets of the pixels of a box. */
function* pixelsIn(box: Rect, picture: ImageData): Generator<number> {
  const [left, right] = [Math.max(0, Math.floor(box.left)), Math.min(picture.width, box.right)];
  const [top, bottom] = [Math.max(0, Math.floor(box.top)), Math.min(picture.height, box.bottom)];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) yield (y * picture.width + x) * 4;
  }
}

const rgbAt = ({ data }: ImageData, i: number): Rgb => [
  data[i] ?? 0,
  data[i + 1] ?? 0,
  data[i + 2] ?? 0,
];

/** Null for a gradient or a pattern. */
function rgbOf(fill: string): Rgb | null {
  if (fill.startsWith('#')) return parseColor(fill);
  const [r, g, b] = (fill.match(/[\d.]+/g) ?? []).map(Number);
  return fill.startsWith('rgb') ? [r ?? 0, g ?? 0, b ?? 0] : null;
}

const blend = (under: Rgb, ink: Rgb, alpha: number): Rgb => {
  const at = (i: 0 | 1 | 2) => under[i] + (ink[i] - under[i]) * alpha;
  return [at(0), at(1), at(2)];
};

const distance = (a: Rgb, b: Rgb) =>
  Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);

/** WCAG 2.2, of numbers instead of hex. */
function contrastOf(a: Rgb, b: Rgb): number {
  const [la, lb] = [luminanceOf(a), luminanceOf(b)];
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
}

const luminanceOf = ([r, g, b]: Rgb) =>
  0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);

const linear = (c: number) => {
  const s = c / 255;
  return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
};
