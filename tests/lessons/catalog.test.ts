/** The catalog and the folders of `scenes` name the same films, and every film is whole. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalog } from '../../scenes/catalog';
import { scenesFolder } from '../../src/render/host/FilmSource';

/** What a film that is being made has first. */
const isRecord = (file: string) => /^record/.test(file);
const folders = readdirSync(scenesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .filter((id) => readdirSync(join(scenesFolder, id)).some((file) => !isRecord(file)));

test('the catalog orders the folders', () => {
  expect([...catalog].sort()).toEqual([...folders].sort());
});

test.each(folders)('%s has lesson, script, scene and .meta', (id) => {
  const files = readdirSync(join(scenesFolder, id));
  expect(files).toEqual(
    expect.arrayContaining(['lesson.ts', 'script.ts', `${id}.tsx`, `${id}.meta`]),
  );
});
