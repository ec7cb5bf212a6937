/** Files that Python's struct wrote are read to the value, and written again to the byte. */
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../../src/engine/formats/readSafetensors';
import { writeSafetensors } from '../../../src/engine/formats/writeSafetensors';
import { allocate } from '../../../src/engine/tensor/allocate';
import { Tensor } from '../../../src/engine/tensor/Tensor';
import { tensorFrom } from '../../../src/engine/tensor/tensorFrom';
import golden from './safetensors.json';

const file = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const single = golden.values.map(Math.fround);

describe('safetensors against a writer of its own', () => {
  it('reads every type, in any order, wherever the values lie', () => {
    const { tensors, metadata } = readSafetensors(file(golden.mixed));
    expect(metadata).toEqual({ format: 'pt', note: 'größe' });
    expect(Object.keys(tensors)).toContain('名前 "q"');
    const values = (name: string) => Array.from(tensors[name]?.data ?? []);
    expect(values('half')).toEqual(single.slice(0, 3));
    expect(values('single')).toEqual(single);
    expect(tensors['single']?.shape).toEqual([3, 4]);
    expect(values('brain').map((v, i) => Math.abs(v - (single[i] ?? 0)) <= Math.abs(v) / 256)).not.toContain(false);
    expect(values('double')).toEqual([0.1, 1e300]);
    expect(values('ids')).toEqual(golden.ids);
    expect(values('small ids')).toEqual(golden.ids);
    expect(tensors['scalar']?.item()).toBe(7.5);
    expect(tensors['empty']?.shape).toEqual([0, 3]);
  });

  it.each(['F32', 'F16', 'BF16'] as const)('writes the same bytes: %s', (float) => {
    const ids = new Tensor(Int32Array.from(golden.ids), [5]);
    const matrix = new Tensor(Float32Array.from(golden.values), [3, 4]);
    const tensors = { 'wte.weight': matrix, ids, scalar: tensorFrom(7.5) };
    const inOrder = float === 'F32' ? { ids, 'wte.weight': matrix, scalar: tensors.scalar } : tensors;
    const written = writeSafetensors(inOrder, { float, metadata: { format: 'pt' } });
    expect(Buffer.from(written).toString('base64')).toBe(golden[float]);
  });

  it('writes an empty tensor and none at all', () => {
    const empty = new Tensor(allocate('float32', 0), [0, 3]);
    expect(readSafetensors(writeSafetensors({ empty })).tensors['empty']?.shape).toEqual([0, 3]);
    expect(readSafetensors(writeSafetensors({})).tensors).toEqual({});
  });
});
