/** Frames: what is skipped as unchanged is unchanged. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFilms, scenesFolder } from '../../src/render/host/FilmSource';
import { openLintStage, type LintStage } from '../../src/render/host/lintStage';
import { fixtures } from './renderCommand';

const films = await listFilms();

describe.each([
  ['of the catalog', films, scenesFolder],
  ['of the fixtures', ['tiny'], fixtures],
])('a frame of a film %s', (_, ids, folder) => {
  let stage: LintStage;
  beforeAll(async () => {
    stage = await openLintStage(ids, {}, folder);
  });
  afterAll(() => stage?.close());

  test.each(ids)('is skipped only where nothing changes: %s', async (film) => {
    expect(await stage.stale(film, 'en', 'dark')).toEqual([]);
  });
});

test('a figure that keeps what it draws outside signals is noticed', async () => {
  const stage = await openLintStage([], { forgetful: './tests/render/fixture/forgetful.tsx' });
  expect(await stage.stale('forgetful', 'en', 'dark')).toHaveLength(5); // it grows five times
  await stage.close();
});
