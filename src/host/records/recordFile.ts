/** record.json: the values of a film's record, and the checksums of what they were computed from. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownModels } from '../modelFolder/modelNames';
import { fileURLToPath } from 'node:url';
import { tinyShakespeare } from '../training/trainingText';

export interface RecordFile {
  /** SHA-256 of each file. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Inputs {
  readonly models: readonly string[];
  readonly entries: Readonly<Record<string, { readonly reads: 'text' | 'passage' | 'models' }>>;
}

const file = 'tests/fixtures/texts/the-ferry.txt';

/** A scene of our own, in the manner of a play, that no model has learned from. */
export const passage = { file, path: fileURLToPath(new URL(`../../../${file}`, import.meta.url)) };

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** As they are now. */
export async function recordInputs({ models, entries }: Inputs): Promise<Record<string, string>> {
  const files = models.flatMap((model) =>
    ['config.json', 'model.safetensors'].map((file) => `${model}/${file}`),
  );
  const sums = files.map(async (file) => {
    const bytes = await readFile(join(ownModels, file));
    return [`assets/models/${file}`, sha256(bytes)] as const;
  });
  const reads = new Set(Object.values(entries).map((entry) => entry.reads));
  return {
    ...Object.fromEntries(await Promise.all(sums)),
    ...(reads.has('text') && { [tinyShakespeare.file]: tinyShakespeare.sha256 }),
    ...(reads.has('passage') && { [passage.file]: sha256(await readFile(passage.path)) }),
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
