/** Writes config.json and model.safetensors; each appears under its name only when it is whole. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSafetensors, type FloatFormat } from '../../engine/formats/writeSafetensors';
import type { Model } from '../../engine/models/Model';
import { inFile } from '../files/inFile';
import type { ModelConfig } from '../weights/weightLayout';
import { writeWhole } from '../files/writeWhole';

export async function writeModelFolder(
  path: string,
  { config, params }: Model<ModelConfig>,
  { float = 'F32' }: { readonly float?: FloatFormat } = {},
): Promise<void> {
  await inFile(path, () => mkdir(path, { recursive: true }));
  await writeWhole(join(path, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
  const weights = writeSafetensors(params, { float, metadata: { format: 'pt' } });
  await writeWhole(join(path, 'model.safetensors'), weights);
}
