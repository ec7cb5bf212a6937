/** Every beat of every film looks as it did when it was accepted; idle until the first is accepted. */
import { listFilms } from '../../src/render/host/FilmSource';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLintStage, type LintStage } from '../../src/render/host/lintStage';
import {
  compareFrames,
  frameFolder,
  goldens,
  goldenVersions,
  readFrames,
  shootFrames,
} from './goldenFrames';

const films = await listFilms();
const plays = films.flatMap((film) => goldenVersions.map((version) => ({ film, version })));

let stage: LintStage;
beforeAll(async () => {
  stage = await openLintStage(films);
});
afterAll(() => stage?.close());

const isKept = existsSync(join(goldens, 'frames'));

test.skipIf(!isKept).each(plays)('$film $version.name', async ({ film, version }) => {
  const folder = join(goldens, frameFolder(film, version));
  const [golden, now] = [await readFrames(folder), await shootFrames(stage, film, version)];
  const beats = [...new Set([...now.keys(), ...golden.keys()])];
  const changes = beats.flatMap((beat) => {
    const { state, pixels } = compareFrames(golden.get(beat), now.get(beat));
    return state === 'same' ? [] : [`${beat}: ${state}, ${pixels} pixels differ`];
  });
  expect(changes, `look at them: npm run golden -- review ${film}`).toEqual([]);
});
