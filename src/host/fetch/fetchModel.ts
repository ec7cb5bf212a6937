/** Fetches a model folder from Hugging Face into the cache: configuration, weights (or their parts), tokenizer. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { download, type CheckedBy } from './download';
import { fetchedFolder, publishedId, publishedIds } from '../modelFolder/modelNames';
import { partsOf } from '../weights/WeightFiles';

/** Versions whose weights we know by checksum; of others Hugging Face's own is taken. */
const pinned: Readonly<Record<string, { readonly revision: string; readonly sha256: string }>> = {
  'openai-community/gpt2': {
    revision: '607a30d783dfa663caf39e06633721c8d4cfcd7e',
    sha256: '248dfc3911869ec493c76e65bf2fcf7f615828b0254c12b473182f0f81d3a707',
  },
};

export interface FetchSettings {
  /** HF_ENDPOINT names a mirror. */
  readonly endpoint?: string;
  readonly onFile?: (file: string, checkedBy: CheckedBy) => void;
  readonly onProgress?: (file: string, done: number, total: number | undefined) => void;
  readonly signal?: AbortSignal;
  readonly pause?: number;
}

const weights = 'model.safetensors';
const list = `${weights}.index.json`;

/** Returns the folder. */
export async function fetchModel(name: string, settings: FetchSettings = {}): Promise<string> {
  const id = publishedId(name);
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)?$/.test(id)) throw badName(name);
  const { endpoint = process.env['HF_ENDPOINT'] ?? 'https://huggingface.co' } = settings;
  const { revision = 'main', sha256 } = (Object.hasOwn(pinned, id) ? pinned[id] : undefined) ?? {};
  const folder = fetchedFolder(id);
  const get = async (file: string, checksum?: string) => {
    const checkedBy = await download({
      url: `${endpoint}/${id}/resolve/${revision}/${file}`,
      to: join(folder, file),
      ...(checksum !== undefined && { sha256: checksum }),
      ...(settings.signal && { signal: settings.signal }),
      ...(settings.pause !== undefined && { pause: settings.pause }),
      onProgress: (done, total) => settings.onProgress?.(file, done, total),
    });
    settings.onFile?.(file, checkedBy);
  };

  await get('config.json');
  if (!(await found(get('tokenizer.json')))) {
    if (await found(get('vocab.json'))) await found(get('merges.txt'));
  }
  if (await found(get(weights, sha256))) return folder;
  await get(list);
  for (const part of partsOf(await readFile(join(folder, list), 'utf8'))) await get(part);
  return folder;
}

/** false where the server has no such file. */
async function found(getting: Promise<void>): Promise<boolean> {
  try {
    await getting;
    return true;
  } catch (error) {
    if (error instanceof ForwardPassError && error.got.startsWith('404')) return false;
    throw error;
  }
}

function badName(name: string): ForwardPassError {
  return new ForwardPassError({
    what: 'fetch a model',
    expected: `${Object.keys(publishedIds).join(', ')}, or an id of Hugging Face: owner/name`,
    got: name,
  });
}
