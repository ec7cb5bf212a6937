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
  await writeWhole(join(path, 'config.json'), `${JSON.stringify(published(config), null, 2)}\n`);
  const weights = writeSafetensors(params, { float, metadata: { format: 'pt' } });
  await writeWhole(join(path, 'model.safetensors'), weights);
}

/** By the names of published folders: a Llama with biases on queries, keys and values alone is a Qwen 2. */
function published(config: ModelConfig): object {
  if (config.model_type !== 'llama' || !config.qkv_bias) return config;
  const { qkv_bias: _, ...fields } = config;
  return { ...fields, model_type: 'qwen2' };
}
