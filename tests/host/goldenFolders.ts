/** The tiny model folders of tests/golden/engine/trace.json, written to disk as PyTorch's users would have them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSafetensors } from '../../src/engine/formats/readSafetensors';
import { flat } from '../../src/engine/tensor/flat';
import type { TraceInput } from '../../src/host/trace/traceModel';
import type { GoldenRecord } from '../golden/engine/firstDivergence';
import golden from '../golden/engine/trace.json';

export type GoldenModel = 'gpt2' | 'llama' | 'mamba' | 'encoderDecoder';
export const goldenModels: readonly GoldenModel[] = ['gpt2', 'llama', 'mamba', 'encoderDecoder'];

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

export async function writeGoldenFolder(parent: string, name: GoldenModel): Promise<string> {
  const folder = join(parent, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify(golden[name].config));
  await writeFile(join(folder, 'model.safetensors'), bytes(golden[name].weights));
  return folder;
}

export function inputOf(name: GoldenModel): TraceInput {
  const given = golden[name];
  return 'ids' in given ? { ids: given.ids } : { source: given.source, target: given.target };
}

/** In the order of computation: intermediates, logits, loss, gradients. */
export function expectedOf(name: GoldenModel): GoldenRecord {
  const { tensors } = readSafetensors(bytes(golden[name].expected));
  const entries = Object.entries(tensors).map(([step, tensor]) => {
    return [step, { shape: tensor.shape, values: Array.from(flat(tensor)) }] as const;
  });
  return Object.fromEntries(entries);
}

export const readTrace = async (path: string) => readSafetensors(await readFile(path)).tensors;
