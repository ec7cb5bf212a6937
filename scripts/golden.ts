/**
 * npm run golden -- review [films…]   shoots every beat and writes every lesson as text to output/golden/,
 *                                     frames as old | new | difference
 * npm run golden -- accept [films…]   makes what was reviewed golden
 */
import { languages } from '../src/lessons/language';
import { listFilms, loadFilm } from '../src/render/host/FilmSource';
import { Command } from 'commander';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '../src/render/host/bundle';
import { openLintStage, type LintStage } from '../src/render/host/lintStage';
import {
  compareFrames,
  frameFolder,
  goldens,
  goldenVersions,
  packFrame,
  readFrames,
  reviewSheet,
  shootFrames,
  type FrameState,
  type GoldenVersion,
} from '../tests/golden-frames/goldenFrames';
import { lessonFile, lessonText } from '../tests/lessons/lessonText';

interface Change {
  /** Of the file below tests/golden/ and, as it was reviewed, below output/golden/<film>/. */
  readonly golden: string;
  readonly reviewed: string;
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
  const changes = await reviewTexts(film);
  for (const version of goldenVersions) changes.push(...(await reviewFrames(stage, film, version)));
  await stage.close();
  await save(reviewed(film, 'review.json'), JSON.stringify(changes, null, 2));
  console.log(
    changes.length === 0
      ? `${film}: nothing changed`
      : `${film}: ${changes.length} changes to look at, then: npm run golden -- accept ${film}`,
  );
}

async function reviewFrames(stage: LintStage, film: string, version: GoldenVersion) {
  const golden = await readFrames(join(goldens, frameFolder(film, version)));
  const now = await shootFrames(stage, film, version);
  const changes: Change[] = [];
  for (const beat of new Set([...now.keys(), ...golden.keys()])) {
    const [before, after] = [golden.get(beat), now.get(beat)];
    const { state, pixels, difference } = compareFrames(before, after);
    if (state === 'same') continue;
    const picture = `${version.name}/${beat}.png`;
    const sheet = reviewed(film, version.name, `${beat}.sheet.png`);
    await save(sheet, packFrame(reviewSheet([before, after, difference])));
    if (after) await save(reviewed(film, picture), packFrame(after));
    changes.push({ golden: `${frameFolder(film, version)}/${beat}.png`, reviewed: picture, state });
    console.log(`${film} ${version.name} ${beat}: ${state}, ${pixels} pixels differ  ${sheet}`);
  }
  return changes;
}

async function reviewTexts(film: string) {
  const changes: Change[] = [];
  for (const language of languages) {
    const golden = lessonFile(film, language);
    const before = await readFile(join(goldens, golden), 'utf8').catch(() => null);
    const after = await lessonText(await loadFilm(film), language);
    if (before === after) continue;
    const text = `lesson.${language}.txt`;
    const state = before === null ? 'new' : 'changed';
    await save(reviewed(film, text), after);
    changes.push({ golden, reviewed: text, state });
    console.log(`${film} ${language} lesson: ${state}  ${reviewed(film, text)}`);
  }
  return changes;
}

/** Takes what was reviewed, not what is drawn now. */
async function accept(film: string) {
  const list = await readFile(reviewed(film, 'review.json'), 'utf8').catch(() => null);
  if (list === null) {
    console.error(`${film} was not reviewed: npm run golden -- review ${film}`);
    process.exitCode = 1;
    return;
  }
  const changes = JSON.parse(list) as readonly Change[];
  for (const { golden, reviewed: file, state } of changes) {
    if (state === 'gone') await rm(join(goldens, golden), { force: true });
    else await save(join(goldens, golden), await readFile(reviewed(film, file)));
  }
  await save(reviewed(film, 'review.json'), '[]');
  console.log(`${film}: ${changes.length} changes accepted`);
}

async function save(path: string, content: string | Uint8Array) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
