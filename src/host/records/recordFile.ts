/** record.json: the values of a film's record, and the checksums of what they were computed from. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownModels } from '../modelFolder/modelNames';
import { tinyShakespeare } from '../training/trainingText';

export interface RecordFile {
  /** SHA-256 of each file. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Inputs {
  readonly models: readonly string[];
  readonly entries: Readonly<Record<string, { readonly reads: 'text' | 'models' }>>;
}

/** As they are now. */
export async function recordInputs({ models, entries }: Inputs): Promise<Record<string, string>> {
  const files = models.flatMap((model) =>
    ['config.json', 'model.safetensors'].map((file) => `${model}/${file}`),
  );
  const sums = files.map(async (file) => {
    const bytes = await readFile(join(ownModels, file));
    return [`assets/models/${file}`, createHash('sha256').update(bytes).digest('hex')] as const;
  });
  const readsText = Object.values(entries).some(({ reads }) => reads === 'text');
  return {
    ...Object.fromEntries(await Promise.all(sums)),
    ...(readsText && { [tinyShakespeare.file]: tinyShakespeare.sha256 }),
  };
}

/** JSON, a list of numbers or words in one line. */
export function formatRecord(record: RecordFile): string {
  return `${formatted(record, '')}\n`;
}

function formatted(value: unknown, indent: string): string {
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const plain = value.every((one) => typeof one !== 'object');
    const inside = value.map((one) => formatted(one, deeper));
    if (plain) return `[${inside.join(', ')}]`;
    return `[\n${inside.map((one) => deeper + one).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inside = Object.entries(value).map(
    ([name, one]) => `${deeper}${JSON.stringify(name)}: ${formatted(one, deeper)}`,
  );
  return `{\n${inside.join(',\n')}\n${indent}}`;
}
