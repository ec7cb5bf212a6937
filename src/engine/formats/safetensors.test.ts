import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ForwardPassError } from '../errors/ForwardPassError';
import { sizeOf } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { tensorFrom } from '../tensor/tensorFrom';
import { permuteView } from '../tensor/views';
import { parseSafetensorsHeader } from './parseSafetensorsHeader';
import { readSafetensors } from './readSafetensors';
import { writeSafetensors } from './writeSafetensors';

const shapes = fc.array(fc.nat({ max: 4 }), { maxLength: 4 });
const tensor = shapes.chain((shape) => {
  const length = { minLength: sizeOf(shape), maxLength: sizeOf(shape) };
  return fc.oneof(
    fc.float32Array(length).map((data) => new Tensor(data, shape)),
    fc.float64Array(length).map((data) => new Tensor(data, shape)),
    fc.int32Array(length).map((data) => new Tensor(data, shape)),
  );
});
const names = fc
  .string({ unit: 'binary' })
  .filter((name) => name !== '__metadata__' && Buffer.from(name).toString() === name);

/** A file with this header, as text or JSON, and so many bytes of values. */
function file(header: unknown, values = 0, length?: bigint): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(length ?? BigInt(text.length));
  return new Uint8Array(Buffer.concat([start, text, Buffer.alloc(values)]));
}

const entry = (dtype: string, shape: readonly unknown[], begin: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

/** As Node's Buffer does it: a slice is a view of the same bytes. */
class LikeBuffer extends Uint8Array<ArrayBuffer> {
  override slice(start?: number, end?: number) {
    return this.subarray(start, end);
  }
}

describe('round trip', () => {
  it('of any tensors under any names', () => {
    fc.assert(
      fc.property(fc.dictionary(names, tensor), (tensors) => {
        const read = readSafetensors(writeSafetensors(tensors)).tensors;
        expect(Object.keys(read).sort()).toEqual(Object.keys(tensors).sort());
        for (const [name, { shape, data, dtype }] of Object.entries(tensors)) {
          expect(read[name]?.shape).toEqual(shape);
          expect(read[name]?.dtype).toBe(dtype);
          expect(read[name]?.data).toEqual(data);
        }
      }),
    );
  });

  it('of a view, in its own order', () => {
    const turned = permuteView(
      tensorFrom([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      [1, 0],
    );
    const { tensors } = readSafetensors(writeSafetensors({ turned }));
    expect(tensors['turned']?.toNested()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
  });

  it('of metadata', () => {
    const metadata = { format: 'pt', ünï: '"\n' };
    expect(readSafetensors(writeSafetensors({}, { metadata })).metadata).toEqual(metadata);
  });

  it('from bytes that lie askew', () => {
    const written = writeSafetensors({ x: tensorFrom([1, 2, 3]) });
    const askew = new Uint8Array(written.length + 1);
    askew.set(written, 1);
    expect(readSafetensors(askew.subarray(1)).tensors['x']?.toNested()).toEqual([1, 2, 3]);
    const buffer = new LikeBuffer(askew.buffer, 1);
    expect(readSafetensors(buffer).tensors['x']?.toNested()).toEqual([1, 2, 3]);
  });
});

describe('a damaged file', () => {
  const x = tensorFrom([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const whole = writeSafetensors({ x, ids: tensorFrom([1, 2], 'int32') }, { metadata: { a: 'b' } });
  const readOrExplain = (bytes: Uint8Array) => {
    try {
      readSafetensors(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(ForwardPassError);
    }
  };

  it('is read or refused wherever a byte is changed', () => {
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0, 0xff, 0x22, 0x39, (whole[at] ?? 0) ^ 1, (whole[at] ?? 0) ^ 0x80]) {
        const bytes = whole.slice();
        bytes[at] = value;
        readOrExplain(bytes);
      }
    }
  });

  it('is refused wherever it ends, and when it goes on', () => {
    for (let length = 0; length < whole.length; length++) {
      expect(() => readSafetensors(whole.slice(0, length))).toThrow(ForwardPassError);
    }
    expect(() => readSafetensors(new Uint8Array([...whole, 0]))).toThrow(ForwardPassError);
  });

  it('is refused when it is noise', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), readOrExplain));
    fc.assert(fc.property(fc.json(), (json) => readOrExplain(file(json, 4))));
  });
});

describe('a hostile file', () => {
  const huge = 2 ** 52;
  it.each<[string, Uint8Array, RegExp]>([
    ['a header longer than memory', file({}, 0, 2n ** 63n), /header of 2 to 2 bytes/],
    ['a header longer than the file', file({}, 0, 3n), /got {7}3 bytes/],
    ['an array for a header', file([1]), /begins with \{/],
    ['bytes that are no text', file('{"\\ud800":1}').map((b) => (b === 0x5c ? 0xff : b)), /UTF-8/],
    ['a header that nests', file(`{"x":${'['.repeat(1e5)}`), /3 levels/],
    ['a number for a tensor', file({ x: 1 }), /tensor "x"[\s\S]*dtype, shape/],
    ['a huge tensor without values', file({ x: entry('F32', [huge], 0, 0) }), /got {7}0 bytes/],
    ['lengths that overflow', file({ x: entry('F32', [huge, huge, 0], 0, 0) }), /Infinity bytes/],
    [
      'lengths that overflow to the end',
      file({ x: entry('F32', [huge, 4], 0, huge) }),
      /bytes, for F32/,
    ],
    ['a negative length', file({ x: entry('F32', [-1], 0, 0) }), /whole numbers/],
    ['half an element', file({ x: entry('F32', [0.5], 0, 2) }, 2), /whole numbers/],
    ['too many axes', file({ x: entry('F32', Array(65).fill(1), 0, 4) }, 4), /at most 64/],
    ['an unknown type', file({ x: entry('F33', [1], 0, 4) }, 4), /F32[\s\S]*got {7}"F33"/],
    ['a type from the prototype', file({ x: entry('toString', [1], 0, 4) }, 4), /"toString"/],
    ['a type that has no numbers here', file({ x: entry('U8', [4], 0, 4) }, 4), /got {7}U8/],
    [
      'values that overlap',
      file({ x: entry('F32', [1], 0, 4), y: entry('F32', [1], 0, 4) }, 4),
      /byte 4/,
    ],
    [
      'a hole',
      file({ x: entry('F32', [1], 0, 4), y: entry('F32', [1], 8, 12) }, 12),
      /"y"[\s\S]*byte 4/,
    ],
    ['bytes that nobody owns', file({ x: entry('F32', [1], 0, 4) }, 8), /file of/],
    ['offsets beyond the end', file({ x: entry('F32', [2], 0, 8) }, 4), /file of/],
    ['offsets in reverse', file({ x: entry('F32', [1], 4, 0) }, 4), /from 4 to 0/],
    ['one name twice', file('{"a":{},"\\u0061":{}}'), /a twice/],
    ['metadata that are no texts', file({ __metadata__: { a: 1 } }), /__metadata__/],
    [
      'an id beyond 32 bits',
      new Uint8Array([...file({ x: entry('I64', [1], 0, 8) }), 0, 0, 0, 0, 1, 0, 0, 0]),
      /element 0[\s\S]*4294967296/,
    ],
  ])('%s', (_, bytes, message) => {
    const read = () => readSafetensors(bytes);
    expect(read).toThrow(ForwardPassError);
    expect(read).toThrow(message);
  });

  it.each<[string, string]>([
    ['keys', '"k":{},'],
    ['brackets', '[],'],
    ['numbers', '1,'],
  ])('made of %s without end is refused before it is decoded', (_, part) => {
    const bytes = new TextEncoder().encode(`{"x":{"y":[${part.repeat(2e6 + 1)}`);
    const decoding = () => {
      throw new Error('decoded');
    };
    const read = () => parseSafetensorsHeader(bytes, bytes.length + 8, decoding);
    expect(read).toThrow(ForwardPassError);
    expect(read).toThrow(part === '1,' ? /200000 tensors/ : /200000 tensors|3 levels/);
  });

  it('with quotes, brackets and commas inside its names is read as any other', () => {
    const name = '\\"{[,:]}\\\\'.repeat(1000);
    const read = readSafetensors(writeSafetensors({ [name]: tensorFrom([1, 2]) }));
    expect(Object.keys(read.tensors)).toEqual([name]);
  });

  it('cannot reach the prototype of what is read', () => {
    const read = readSafetensors(
      writeSafetensors(Object.fromEntries([['__proto__', tensorFrom(1)]])),
    );
    expect(Object.getPrototypeOf(read.tensors)).toBe(Object.prototype);
    expect(Object.hasOwn(read.tensors, '__proto__')).toBe(true);
  });
});

it('refuses a name that the format keeps for itself', () => {
  expect(() => writeSafetensors({ __metadata__: tensorFrom(1) })).toThrow(/every name once/);
});
