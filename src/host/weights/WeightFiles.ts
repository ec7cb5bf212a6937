/** The weights of a model folder: model.safetensors, or the parts that model.safetensors.index.json lists, as one set. */
import { basename, join } from 'node:path';
import { z } from 'zod';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import type { StoredTensor } from '../../engine/formats/parseSafetensorsHeader';
import type { Tensor } from '../../engine/tensor/Tensor';
import { exists } from '../files/exists';
import { foreignText } from '../files/foreignText';
import { inFile } from '../files/inFile';
import { readText } from '../files/readText';
import { SafetensorsFile } from './SafetensorsFile';

export class WeightFiles {
  private constructor(private readonly files: readonly SafetensorsFile[]) {}

  static async open(folder: string): Promise<WeightFiles> {
    const files: SafetensorsFile[] = [];
    try {
      for (const path of await weightPaths(folder)) files.push(await SafetensorsFile.open(path));
      const weights = new WeightFiles(files);
      weights.checkOnce(folder);
      return weights;
    } catch (error) {
      await Promise.all(files.map((file) => file.close()));
      throw error;
    }
  }

  get paths(): string[] {
    return this.files.map(({ path }) => path);
  }

  /** Every tensor, in the order of the files. */
  get tensors(): StoredTensor[] {
    return this.files.flatMap((file) => [...file.header.tensors.values()]);
  }

  /** See SafetensorsFile. */
  async read(stored: StoredTensor, room: (stored: StoredTensor) => Tensor): Promise<Tensor> {
    const file = this.files.find(({ header }) => header.tensors.get(stored.name) === stored);
    if (file) return file.read(stored, room);
    throw new Error(`${stored.name} is of another folder`);
  }

  async close(): Promise<void> {
    await Promise.all(this.files.map((file) => file.close()));
  }

  private checkOnce(folder: string): void {
    const seen = new Set<string>();
    for (const { name } of this.tensors) {
      if (seen.has(name)) {
        throw new ForwardPassError({
          what: `${folder}: its weights`,
          expected: 'every tensor in one part',
          got: `${name} in two`,
          hint: 'the parts may be of different models: fetch or write them again',
        });
      }
      seen.add(name);
    }
  }
}

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

async function weightPaths(folder: string): Promise<string[]> {
  const whole = join(folder, 'model.safetensors');
  const index = join(folder, 'model.safetensors.index.json');
  if (await exists(whole)) return [whole];
  if (!(await exists(index))) {
    throw new ForwardPassError({
      what: `${folder}: its weights`,
      expected: 'model.safetensors, or model.safetensors.index.json with its parts',
      got: 'neither',
      hint: 'weights in other formats (pytorch_model.bin, .gguf) must be converted first',
    });
  }
  const parts = await inFile(index, async () => partsOf(await readText(index)));
  return parts.map((part) => join(folder, part));
}

export function partsOf(text: string): string[] {
  const parsed = indexSchema.safeParse(jsonOf(text));
  const parts = parsed.success ? [...new Set(Object.values(parsed.data.weight_map))] : [];
  const foreign = parts.find((part) => basename(part) !== part || !part.endsWith('.safetensors'));
  if (parts.length > 0 && foreign === undefined) return parts;
  throw new ForwardPassError({
    what: 'read the list of its parts',
    expected: '"weight_map": names of .safetensors files of this folder, by tensor',
    got: foreign ?? text.slice(0, 80),
    hint: foreignText(text) ?? 'the file is damaged or another: fetch or write it again',
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
