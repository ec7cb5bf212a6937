/**
 * PNG pictures, each held for some frames → one endless APNG, the only thing that ffmpeg is sent.
 *
 * About half of a film's frames repeat the one before. In an APNG a picture has a duration, so a
 * repeated frame is neither sent nor decoded nor converted to YUV again; ffmpeg's `fps` filter
 * repeats it. Time is counted in thousandths that stand for frames: APNG's reader has a clock of
 * 1/100000 s, in which 1/30 s has no exact place.
 */
import { crc32 } from 'node:zlib';

/** APNG delay of one frame is 1/1000 s; its reader counts 1/100000 s. */
export const ticksPerFrame = 100;
const longestHold = 65535;

export class ApngStream {
  private sequence = 0;
  private size: Buffer | null = null;

  /** The bytes of one picture that stays for `frames`. @throws when the sizes differ. */
  public picture(png: Buffer, frames: number): Buffer {
    const { header, data } = readPng(png);
    const out: Buffer[] = [];
    if (!this.size) {
      this.size = header;
      // Frame count and plays: the count is unknown and not read; it is shown once.
      out.push(signature, chunk('IHDR', header), chunk('acTL', u32(0x7fffffff, 1)));
    } else if (!this.size.equals(header)) {
      throw new Error('all pictures of a film must have one size');
    }
    for (let left = frames; left > 0; left -= longestHold) {
      const isFirst = this.sequence === 0;
      out.push(chunk('fcTL', this.control(Math.min(left, longestHold))));
      out.push(isFirst ? chunk('IDAT', data) : chunk('fdAT', u32(this.sequence++), data));
    }
    return Buffer.concat(out);
  }

  public end(): Buffer {
    return chunk('IEND');
  }

  private control(hold: number): Buffer {
    const size = this.size as Buffer;
    const place = u32(this.sequence++, size.readUInt32BE(0), size.readUInt32BE(4), 0, 0);
    const delay = Buffer.from([hold >> 8, hold & 255, 1000 >> 8, 1000 & 255]);
    return Buffer.concat([place, delay, Buffer.from([0, 0])]); // dispose: none, blend: replace
  }
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function readPng(png: Buffer): { header: Buffer; data: Buffer } {
  let header: Buffer | null = null;
  const data: Buffer[] = [];
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') data.push(body);
    at += length + 12;
  }
  if (!header) throw new Error('not a PNG');
  return { header, data: Buffer.concat(data) };
}

function chunk(type: string, ...bodies: readonly Buffer[]): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), ...bodies]);
  return Buffer.concat([u32(content.length - 4), content, u32(crc32(content))]);
}

function u32(...values: readonly number[]): Buffer {
  const out = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => out.writeUInt32BE(value, i * 4));
  return out;
}
