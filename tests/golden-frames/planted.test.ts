/** A changed digit, a changed role and a shifted number are seen; the same film drawn twice is the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLintStage, type LintStage } from '../../src/render/host/lintStage';
import { compareFrames, goldenVersions, packFrame, shootFrames } from './goldenFrames';
import { PNG } from 'pngjs';

let stage: LintStage;
beforeAll(async () => {
  const names = ['base', 'digit', 'role', 'moved'];
  const scenes = names.map((name) => [name, `./tests/golden-frames/fixture/${name}.tsx`]);
  stage = await openLintStage([], Object.fromEntries(scenes));
});
afterAll(() => stage?.close());

test.each(goldenVersions)('$name', async (version) => {
  const shoot = async (film: string) => (await shootFrames(stage, film, version)).get('only');
  const base = await shoot('base');
  if (!base) throw new Error('the fixture has no beat');
  const golden = PNG.sync.read(packFrame(base)); // as it comes back from disk

  expect(compareFrames(golden, await shoot('base'))).toMatchObject({ state: 'same', pixels: 0 });
  for (const planted of ['digit', 'role', 'moved']) {
    expect(compareFrames(golden, await shoot(planted)).state, planted).toBe('changed');
  }
  expect(compareFrames(undefined, base).state).toBe('new');
  expect(compareFrames(golden, undefined).state).toBe('gone');
});
