/**
 * npm run golden -- review [films…]   shoots every beat, writes old | new | difference to output/golden/
 * npm run golden -- accept [films…]   makes what was reviewed the new golden frames
 */
import { listFilms } from '../src/render/host/FilmSource';
import { Command } from 'commander';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '../src/render/host/bundle';
import { openLintStage } from '../src/render/host/lintStage';
import {
  compareFrames,
  goldenFolder,
  goldenVersions,
  packFrame,
  readFrames,
  reviewSheet,
  shootFrames,
  type FrameState,
} from '../tests/golden-frames/goldenFrames';

interface Change {
  readonly version: string;
  readonly beat: string;
  readonly state: FrameState;
}

const reviewed = (film: string, ...parts: string[]) => join(root, 'output/golden', film, ...parts);

const program = new Command('golden');
program.command('review').argument('[films...]').action(forFilms(review));
program.command('accept').argument('[films...]').action(forFilms(accept));
await program.parseAsync();

function forFilms(act: (film: string) => Promise<void>) {
  return async (given: string[]) => {
    const known = await listFilms();
    const unknown = given.filter((film) => !known.includes(film));
    if (unknown.length > 0) {
      program.error(`no film ${unknown.join(', ')}; there are: ${known.join(', ')}`, {
        exitCode: 2,
      });
    }
    for (const film of given.length > 0 ? given : known) await act(film);
  };
}

async function review(film: string) {
  const stage = await openLintStage([film]);
  const changes: Change[] = [];
  for (const version of goldenVersions) {
    const golden = await readFrames(goldenFolder(film, version));
    const now = await shootFrames(stage, film, version);
    for (const beat of new Set([...now.keys(), ...golden.keys()])) {
      const [before, after] = [golden.get(beat), now.get(beat)];
      const { state, pixels, difference } = compareFrames(before, after);
      if (state === 'same') continue;
      changes.push({ version: version.name, beat, state });
      const sheet = reviewed(film, version.name, `${beat}.sheet.png`);
      await save(sheet, packFrame(reviewSheet([before, after, difference])));
      if (after) await save(reviewed(film, version.name, `${beat}.png`), packFrame(after));
      console.log(`${film} ${version.name} ${beat}: ${state}, ${pixels} pixels differ  ${sheet}`);
    }
  }
  await stage.close();
  await save(reviewed(film, 'review.json'), JSON.stringify(changes, null, 2));
  console.log(
    changes.length === 0
      ? `${film}: nothing changed`
      : `${film}: ${changes.length} frames to look at, then: npm run golden -- accept ${film}`,
  );
}

/** Takes the frames that were reviewed, not new ones. */
async function accept(film: string) {
  const list = await readFile(reviewed(film, 'review.json'), 'utf8').catch(() => null);
  if (list === null) {
    console.error(`${film} was not reviewed: npm run golden -- review ${film}`);
    process.exitCode = 1;
    return;
  }
  const changes = JSON.parse(list) as readonly Change[];
  for (const version of goldenVersions) {
    const folder = goldenFolder(film, version);
    for (const { beat, state } of changes.filter((change) => change.version === version.name)) {
      const target = join(folder, `${beat}.png`);
      if (state === 'gone') await rm(target);
      else await save(target, await readFile(reviewed(film, version.name, `${beat}.png`)));
    }
  }
  await save(reviewed(film, 'review.json'), '[]');
  console.log(`${film}: ${changes.length} golden frames accepted`);
}

async function save(path: string, content: string | Uint8Array) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
