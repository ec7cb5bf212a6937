/** Every record.json: computed from the models and the text as they are, and what the engine computes today. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exists } from '../../src/host/files/exists';
import {
  formatRecord,
  passage,
  recordInputs,
  type RecordFile,
} from '../../src/host/records/recordFile';
import type { FilmRecord } from '../../src/lessons/defineRecord';
import { root } from '../../src/render/host/bundle';
import { textAtHand } from '../training/textAtHand';

const scenes = join(root, 'scenes');
const folders = (await readdir(scenes, { withFileTypes: true })).filter((entry) =>
  entry.isDirectory(),
);
const films = folders.map(({ name }) => name);
const withRecord = await Promise.all(films.map((film) => exists(join(scenes, film, 'record.ts'))));
const shakespeare = await textAtHand();
const texts = {
  text: shakespeare ?? '',
  passage: await readFile(passage.path, 'utf8'),
  models: '',
};

describe.each(films.filter((_, i) => withRecord[i]))('%s', async (film) => {
  const path = join(scenes, film, 'record.ts');
  const { record } = (await import(/* @vite-ignore */ path)) as {
    record: FilmRecord<Record<string, unknown>>;
  };
  const text = await readFile(join(scenes, film, 'record.json'), 'utf8');
  const file = JSON.parse(text) as RecordFile;
  const anew = `npm run record -- ${film}`;
  const entries = Object.entries(record.entries);
  const quick = entries.filter(
    ([, { reads, quick }]) => quick && (reads !== 'text' || shakespeare),
  );

  it('has every entry, and no other, as the command writes them', () => {
    expect(Object.keys(file.values), anew).toEqual(entries.map(([name]) => name));
    expect(formatRecord(file)).toBe(text);
  });

  it('was computed from these models and this text', async () => {
    expect(file.inputs, anew).toEqual(await recordInputs(record));
  });

  it('has an entry that is computed anew', () => {
    expect(entries.filter(([, entry]) => entry.quick && entry.reads !== 'text')).not.toEqual([]);
  });

  it.each(quick)('%s is what the engine says', async (name, entry) => {
    const value = JSON.parse(JSON.stringify(await entry.compute(texts[entry.reads]))) as unknown;
    expect(value, anew).toEqual(file.values[name]);
  });
});
