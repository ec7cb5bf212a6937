import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from './decodeUtf8';
import { encodeUtf8 } from './encodeUtf8';

const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((u) => String.fromCharCode(u)),
});
const oddBytes = fc.constantFrom(
  0x41,
  0x80,
  0x9f,
  0xa0,
  0xbf,
  0xc0,
  0xc2,
  0xe0,
  0xed,
  0xef,
  0xf0,
  0xf4,
  0xf5,
);

describe('UTF-8', () => {
  it('encodes any UTF-16 as the host does, lone surrogates included', () => {
    const host = new TextEncoder();
    fc.assert(
      fc.property(anyText, (text) => {
        expect(encodeUtf8(text)).toEqual(host.encode(text));
      }),
    );
    expect([...encodeUtf8('\ud800a')]).toEqual([0xef, 0xbf, 0xbd, 0x61]);
  });

  it('decodes any bytes as the host does, a byte order mark included', () => {
    const host = new TextDecoder('utf-8', { ignoreBOM: true });
    const bytes = fc.array(fc.oneof(fc.integer({ min: 0, max: 255 }), oddBytes), { maxLength: 40 });
    fc.assert(
      fc.property(bytes, (b) => {
        expect(decodeUtf8(b)).toBe(host.decode(Uint8Array.from(b)));
      }),
      { numRuns: 3000 },
    );
    expect(decodeUtf8([0xef, 0xbb, 0xbf, 0x61])).toBe('\ufeffa');
  });

  it('takes every character there and back', () => {
    const points = Array.from({ length: 0x110000 }, (_, i) => i).filter(
      (i) => i < 0xd800 || i > 0xdfff,
    );
    const text = points.map((point) => String.fromCodePoint(point)).join('');
    expect(decodeUtf8(encodeUtf8(text)) === text).toBe(true);
  });
});
