/** The models of lessons are the committed folders, as src/host reads them with all its checks. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flat } from '../../src/engine/tensor/flat';
import { openModelFolder } from '../../src/host/modelFolder/openModelFolder';
import { readTokenizer } from '../../src/host/tokenizers/readTokenizer';
import {
  numberTranslator,
  selectiveCopy,
  selectiveCopyInvariant,
  shakespeareGpt,
  shakespeareGptOpen,
  shakespeareLlama,
  shakespeareLlamaRelu,
} from '../../src/lessons/models';
import { readAsset } from '../../src/lessons/readAsset';
import { root } from '../../src/render/host/bundle';

const models = [
  ['number-translator', numberTranslator, ['three hundred forty-two', '三百四十二', '9010']],
  ['selective-copy', selectiveCopy, ['··A··BH·??']],
  ['selective-copy-invariant', selectiveCopyInvariant, ['C·G·?']],
  ['shakespeare-gpt', shakespeareGpt, ['ROMEO:\nWhat']],
  ['shakespeare-gpt-open', shakespeareGptOpen, ['O Romeo']],
  ['shakespeare-llama', shakespeareLlama, ['First Citizen:\nWe are!', "' & , - . 3 : ; ?"]],
  ['shakespeare-llama-relu', shakespeareLlamaRelu, ['Come,']],
] as const;

test.each(models)('%s: config, weights and tokenizer', async (name, load, texts) => {
  const lessons = await load();
  const folder = join(root, 'assets/models', name);
  const { model, warnings } = await openModelFolder(folder);
  expect(warnings).toEqual([]);
  expect(lessons.config).toEqual(model.config);
  expect(Object.keys(lessons.params).sort()).toEqual(Object.keys(model.params).sort());
  for (const [param, tensor] of Object.entries(model.params)) {
    const read = lessons.params[param];
    const values = read && flat(read);
    expect(read?.shape, param).toEqual(tensor.shape);
    expect(
      flat(tensor).every((value, i) => Object.is(value, values?.[i])),
      param,
    ).toBe(true);
  }
  const tokenizer = await readTokenizer(folder, model.config);
  const ids = Array.from({ length: tokenizer.size }, (_, id) => id);
  expect(lessons.tokenizer.size).toBe(tokenizer.size);
  for (const id of ids) expect(lessons.tokenizer.decode([id])).toBe(tokenizer.decode([id]));
  for (const text of texts) expect(lessons.tokenizer.encode(text)).toEqual(tokenizer.encode(text));
});

test('every committed model has one', async () => {
  const entries = await readdir(join(root, 'assets/models'), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(models.map(([name]) => name)).toEqual(folders.sort());
});

test('a lost file is named', async () => {
  await expect(readAsset('models/none/config.json')).rejects.toThrow(/assets\/models\/none/);
});
