/** A file on disk read piece by piece against the same file read as a whole. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSafetensors } from '../../src/engine/formats/readSafetensors';
import { writeSafetensors } from '../../src/engine/formats/writeSafetensors';
import { Tensor } from '../../src/engine/tensor/Tensor';
import { filled } from '../../src/engine/tensor/tensorFrom';
import { SafetensorsFile } from '../../src/host/weights/SafetensorsFile';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forward-pass-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** More than the two pieces of 2²⁰ elements that it is read in. */
const shape = [3, 700_001];
const values = Float32Array.from({ length: 3 * 700_001 }, (_, i) => (i % 8191) / 64 - 50);

it.each([
  { kept: 'F32', float: 'F32', storage: values },
  { kept: 'F16', float: 'F16', storage: values },
  { kept: 'BF16', float: 'BF16', storage: values },
  { kept: 'F64', float: 'F32', storage: Float64Array.from(values) },
  { kept: 'I64', float: 'F32', storage: Int32Array.from(values) },
] as const)('reads $kept', async ({ float, storage }) => {
  const bytes = writeSafetensors(
    { before: filled([5], 1), x: new Tensor(storage, shape) },
    { float },
  );
  const path = join(folder, 'x.safetensors');
  await writeFile(path, bytes);
  const file = await SafetensorsFile.open(path);
  const stored = file.header.tensors.get('x');
  const read = stored && (await file.read(stored, (wanted) => filled(wanted.shape, NaN)));
  await file.close();
  const whole = readSafetensors(bytes).tensors['x'];
  expect(read?.shape).toEqual(shape);
  expect(read?.dtype).toBe(whole?.dtype);
  expect(Buffer.from(bytesOf(read)).equals(bytesOf(whole))).toBe(true);
});

const bytesOf = (x: Tensor | undefined) =>
  new Uint8Array(x?.data.buffer ?? new ArrayBuffer(), x?.data.byteOffset, x?.data.byteLength);
