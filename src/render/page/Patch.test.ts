/** Against the formulas of ITU-R BT.709 in floating point, and against a picture that is packed as a whole. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { YuvPicture } from '../host/YuvPicture';
import { findChange, headerBytes, packPatch } from './Patch';

type Color = readonly [red: number, green: number, blue: number];

const bgrx = ([red, green, blue]: Color) => ((255 << 24) | (red << 16) | (green << 8) | blue) >>> 0;

const whole = (width: number, height: number) => ({ x: 0, y: 0, width, height });

/** Of channels from 0 to 255, unrounded. */
function converted([r, g, b]: Color) {
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return {
    y: 16 + (219 / 255) * y,
    cb: 128 + ((224 / 255) * (b - y)) / 1.8556,
    cr: 128 + ((224 / 255) * (r - y)) / 1.5748,
  };
}

const color = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)) as fc.Arbitrary<Color>;
const edge = fc.integer({ min: 1, max: 6 }).map((n) => 2 * n);
const picture = fc
  .tuple(edge, edge)
  .chain(([width, height]) =>
    fc
      .array(color, { minLength: width * height, maxLength: width * height })
      .map((colors) => ({ width, height, colors })),
  );

describe('a picture as Y′CbCr 4:2:0', () => {
  it('has the values of the recommendation, chroma where the left one of two columns is', () => {
    fc.assert(
      fc.property(picture, ({ width, height, colors }) => {
        const pixels = Uint32Array.from(colors, bgrx);
        const planes = packPatch(pixels, width, whole(width, height)).subarray(headerBytes);
        const at = (x: number, y: number) => {
          const inside = Math.max(0, Math.min(width - 1, x));
          return converted(colors[y * width + inside] as Color);
        };
        const chroma = (key: 'cb' | 'cr', x: number, y: number) =>
          [-1, 0, 0, 1].reduce((sum, dx) => sum + at(x + dx, y)[key] + at(x + dx, y + 1)[key], 0) /
          8;
        for (let i = 0; i < width * height; i++) {
          expect(Math.abs((planes[i] ?? 0) - at(i % width, Math.floor(i / width)).y)).toBeLessThan(
            0.51,
          );
        }
        for (let i = 0; i < (width * height) / 4; i++) {
          const x = 2 * (i % (width / 2));
          const y = 2 * Math.floor(i / (width / 2));
          const [cb = 0, cr = 0] = [1, 1.25].map((plane) => planes[width * height * plane + i]);
          expect(Math.abs(cb - chroma('cb', x, y))).toBeLessThan(0.51);
          expect(Math.abs(cr - chroma('cr', x, y))).toBeLessThan(0.51);
        }
      }),
    );
  });

  it('is, patched with what has changed, the next picture to the bit', () => {
    const two = picture.chain(({ width, height, colors }) =>
      fc
        .array(fc.tuple(fc.nat(colors.length - 1), color), { minLength: 1, maxLength: 4 })
        .map((dots) => ({ width, height, colors, dots })),
    );
    fc.assert(
      fc.property(two, ({ width, height, colors, dots }) => {
        const before = Uint32Array.from(colors, bgrx);
        const now = before.slice();
        for (const [i, dot] of dots) now[i] = bgrx(dot);
        const patched = new YuvPicture(width, height);
        patched.apply(Buffer.from(packPatch(before, width, whole(width, height))));
        const change = findChange(before, now, width);
        if (change) patched.apply(Buffer.from(packPatch(now, width, change)));
        else expect(now).toEqual(before);
        const anew = packPatch(now, width, whole(width, height)).subarray(headerBytes);
        expect(patched.bytes().equals(anew)).toBe(true);
      }),
    );
  });

  it('changes no more than it must', () => {
    const before = new Uint32Array(40 * 20);
    const now = before.slice();
    now[9 * 40 + 21] = 1;
    expect(findChange(before, now, 40)).toEqual({ x: 20, y: 8, width: 4, height: 2 });
    expect(findChange(before, before, 40)).toBeNull();
  });
});
