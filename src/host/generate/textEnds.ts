/**
 * Where a model's texts begin and end: what its generation_config.json says, else its config.json, else its tokenizer. Ids that
 * the model has no row for are passed over: configurations that were filled in by default name GPT-2's 50256 beside 65 letters.
 */
import { join } from 'node:path';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import { exists } from '../files/exists';
import { inFile } from '../files/inFile';
import { parseObject } from '../files/parseObject';
import { readText } from '../files/readText';
import type { ModelFolder } from '../modelFolder/openModelFolder';
import { vocabularySize } from '../weights/weightLayout';

export interface TextEnds {
  /** The id before the first of a text, where texts have one. */
  readonly begin?: number;
  /** Ids that say that a text is over. */
  readonly stop: readonly number[];
}

/** What published tokenizers call them. */
const beginnings = ['<|begin_of_text|>', '<|endoftext|>', '<s>', '<bos>'];
const endings = ['<|endoftext|>', '<|end_of_text|>', '<|eot_id|>', '<|im_end|>', '</s>', '<eos>'];

export function tokenizerEnds({ specials = {} }: Tokenizer): TextEnds {
  const [begin] = idsOf(beginnings, specials);
  return { ...(begin !== undefined && { begin }), stop: idsOf(endings, specials) };
}

export async function readTextEnds(
  { path: folder, model }: ModelFolder,
  tokenizer: Tokenizer,
): Promise<TextEnds> {
  const rows = vocabularySize(model.config);
  const said: Said[] = [];
  for (const name of ['generation_config.json', 'config.json']) {
    const path = join(folder, name);
    if (await exists(path)) {
      said.push(await inFile(path, async () => saidIn(await readText(path), rows)));
    }
  }
  const own = tokenizerEnds(tokenizer);
  const begin = said.find((each) => each.begin.length > 0)?.begin[0] ?? own.begin;
  const stop = said.find((each) => each.stop.length > 0)?.stop ?? own.stop;
  return { ...(begin !== undefined && { begin }), stop };
}

interface Said {
  readonly begin: readonly number[];
  readonly stop: readonly number[];
}

function saidIn(text: string, rows: number): Said {
  const fields = parseObject(text, 'read where texts begin and end');
  const known = (name: string) => idsIn(name, fields[name]).filter((id) => id < rows);
  return { begin: known('bos_token_id'), stop: known('eos_token_id') };
}

function idsIn(name: string, value: unknown): readonly number[] {
  if (value === undefined || value === null) return [];
  const ids: unknown[] = Array.isArray(value) ? value : [value];
  const isId = (id: unknown): id is number => Number.isSafeInteger(id) && Number(id) >= 0;
  if (ids.every(isId)) return ids;
  throw new ForwardPassError({
    what: 'read where texts begin and end',
    expected: `"${name}": an id, or a list of ids`,
    got: JSON.stringify(value).slice(0, 80),
    hint: 'compare the file with the published one',
  });
}

const idsOf = (names: readonly string[], specials: Readonly<Record<string, number>>) =>
  names.flatMap((name) => {
    const id = Object.hasOwn(specials, name) ? specials[name] : undefined;
    return id === undefined ? [] : [id];
  });
