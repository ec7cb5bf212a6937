import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { ApngStream } from './ApngStream';

const png = (red: number, width = 4) => {
  const image = new PNG({ width, height: 2 });
  image.data.fill(255);
  image.data[0] = red;
  return PNG.sync.write(image);
};

const chunks = (apng: Buffer) => {
  const out: { type: string; body: Buffer }[] = [];
  for (let at = 8; at < apng.length;) {
    const length = apng.readUInt32BE(at);
    out.push({
      type: apng.toString('latin1', at + 4, at + 8),
      body: apng.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  return out;
};

test('each picture has its hold; the first is an ordinary PNG', () => {
  const stream = new ApngStream();
  const bytes = Buffer.concat([stream.picture(png(1), 3), stream.picture(png(2), 1), stream.end()]);
  const found = chunks(bytes);
  expect(found.map((c) => c.type)).toEqual([
    'IHDR',
    'acTL',
    'fcTL',
    'IDAT',
    'fcTL',
    'fdAT',
    'IEND',
  ]);
  const controls = found.filter((c) => c.type === 'fcTL').map((c) => c.body);
  expect(controls.map((c) => [c.readUInt32BE(0), c.readUInt16BE(20), c.readUInt16BE(22)])).toEqual([
    [0, 3, 1000],
    [1, 1, 1000],
  ]);
  expect(PNG.sync.read(bytes).data[0]).toBe(1);
});

test('a hold that is too long for one picture is split', () => {
  const found = chunks(new ApngStream().picture(png(1), 70_000));
  const holds = found.filter((c) => c.type === 'fcTL').map((c) => c.body.readUInt16BE(20));
  expect(holds).toEqual([65_535, 4_465]);
});

test('sizes may not differ', () => {
  const stream = new ApngStream();
  stream.picture(png(1), 1);
  expect(() => stream.picture(png(1, 5), 1)).toThrow('one size');
});
