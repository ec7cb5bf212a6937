/**
 * What of a picture has changed since the one before, as the encoder takes it: a rectangle in Y′CbCr 4:2:0.
 *
 *   canvas → BGRX → compare → x y width height (uint16, little-endian) · Y plane · Cb plane · Cr plane
 *
 * BT.709, 8 bits, limited range: ITU-R BT.709-6, items 3.2 to 3.5. A chroma sample lies on the left one of its two columns and between
 * its two rows (ITU-T H.264, E.2.1, chroma_sample_loc_type 0), so it is the mean of three columns, weighed 1 2 1, and of two rows.
 */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Bytes before the planes. */
export const headerBytes = 8;

export const patchBytes = ({ width, height }: Rectangle): number =>
  headerBytes + (width * height * 3) / 2;

/** The smallest rectangle with even edges outside which two pictures of this width are equal; null where all is. */
export function findChange(before: Uint32Array, now: Uint32Array, width: number): Rectangle | null {
  const height = now.length / width;
  let first = 0;
  while (first < now.length && now[first] === before[first]) first++;
  if (first === now.length) return null;
  let last = now.length - 1;
  while (now[last] === before[last]) last--;
  const [top, bottom] = [Math.floor(first / width), Math.floor(last / width)];
  let [left, right] = [width, -1];
  for (let row = top; row <= bottom; row++) {
    const start = row * width;
    let x = 0;
    while (x < left && now[start + x] === before[start + x]) x++;
    left = Math.min(left, x);
    x = width - 1;
    while (x > right && now[start + x] === before[start + x]) x--;
    right = Math.max(right, x);
  }
  // A chroma sample looks one column to either side.
  const from = Math.max(0, left - 1) & ~1;
  const to = Math.min(width, (right + 3) & ~1);
  const [above, below] = [top & ~1, Math.min(height, (bottom + 2) & ~1)];
  return { x: from, y: above, width: to - from, height: below - above };
}

/** Luma and chroma of a rectangle of a BGRX picture; width and height of both are even. */
export function packPatch(
  picture: Uint32Array,
  pictureWidth: number,
  rectangle: Rectangle,
): Uint8Array<ArrayBuffer> {
  const { x, y, width, height } = rectangle;
  const out = new Uint8Array(patchBytes(rectangle));
  new Uint16Array(out.buffer, 0, 4).set([x, y, width, height]);
  const cbPlane = headerBytes + width * height;
  const crPlane = cbPlane + (width * height) / 4;
  for (let row = 0; row < height; row += 2) {
    const upper = (y + row) * pictureWidth + x;
    const lower = upper + pictureWidth;
    let luma = headerBytes + row * width;
    let chroma = (row * width) / 4;
    for (let column = 0; column < width; column += 2) {
      const a = picture[upper + column] as number;
      const b = picture[upper + column + 1] as number;
      const c = picture[lower + column] as number;
      const d = picture[lower + column + 1] as number;
      out[luma] = lumaOf(a);
      out[luma + 1] = lumaOf(b);
      out[luma + width] = lumaOf(c);
      out[luma + width + 1] = lumaOf(d);
      const before = x + column > 0 ? 1 : 0;
      const e = picture[upper + column - before] as number;
      const f = picture[lower + column - before] as number;
      // Blue and red side by side in one number, green in another: each sum of eight needs 11 bits.
      const blueRed =
        (b & 0xff00ff) + (d & 0xff00ff) + (e & 0xff00ff) + (f & 0xff00ff) +
        2 * ((a & 0xff00ff) + (c & 0xff00ff)); // prettier-ignore
      const green =
        ((b >> 8) & 255) + ((d >> 8) & 255) + ((e >> 8) & 255) + ((f >> 8) & 255) +
        2 * (((a >> 8) & 255) + ((c >> 8) & 255)); // prettier-ignore
      const [blue, red] = [blueRed & 0xffff, blueRed >>> 16];
      out[cbPlane + chroma] = (cb.offset + cb.red * red + cb.green * green + cb.blue * blue) >> 19;
      out[crPlane + chroma] = (cr.offset + cr.red * red + cr.green * green + cr.blue * blue) >> 19;
      luma += 2;
      chroma++;
    }
  }
  return out;
}

const [kr, kb] = [0.2126, 0.0722];
const kg = 1 - kr - kb;
/** Weights of a channel of 0 … 255 in units of 2⁻¹⁶. */
const weight = (share: number, range: number) => Math.round((share * range * 65536) / 255);
const lumaWeights = { red: weight(kr, 219), green: weight(kg, 219), blue: weight(kb, 219) };
/** Of a sum of eight pixels, in units of 2⁻¹⁹. */
const half = { offset: (128 << 19) + (1 << 18) };
const cb = {
  ...half,
  red: weight(-kr / 2 / (1 - kb), 224),
  green: weight(-kg / 2 / (1 - kb), 224),
  blue: weight(0.5, 224),
};
const cr = {
  ...half,
  red: weight(0.5, 224),
  green: weight(-kg / 2 / (1 - kr), 224),
  blue: weight(-kb / 2 / (1 - kr), 224),
};

const lumaOf = (pixel: number): number =>
  ((16 << 16) +
    32768 +
    lumaWeights.red * ((pixel >> 16) & 255) +
    lumaWeights.green * ((pixel >> 8) & 255) +
    lumaWeights.blue * (pixel & 255)) >>
  16;
