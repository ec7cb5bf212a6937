/** The end of every beat as PNG, and a contact sheet: a film looked at in a minute. */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { beatNames } from '../../film/script';
import { halfWritten } from '../../film/unplayed';
import type { Plan } from '../page/Projection';
import type { Bundle } from './bundle';
import { computeFacts } from './computeFacts';
import { FilmPage, PageFailure } from './FilmPage';
import type { FilmSource } from './FilmSource';
import type { RenderJob } from './RenderJob';
import { spans, type BeatSpan } from './timeline';

export interface StillsJob extends Pick<
  RenderJob,
  'film' | 'language' | 'theme' | 'captions' | 'set'
> {
  /** Further moments inside each beat, evenly spread. */
  readonly between: number;
  /** Only these beats; nothing after the last of them is played. None means all. */
  readonly beats: readonly string[];
}

export interface Still {
  readonly name: string;
  readonly frame: number;
}

export interface Stills {
  /** Paths: the pictures, then their contact sheet where there is more than one. */
  readonly written: readonly string[];
  /** What the film lacks still. */
  readonly notice: string | null;
  /** What ended the film before its time; the pictures are of the beats before. */
  readonly failure: unknown;
}

const fps = 30;

/**
 * Writes `01-hook.png`, … and `contact-sheet.png` to `folder`, and removes stills of beats as they were before.
 */
export async function takeStills(
  job: StillsJob,
  source: FilmSource,
  bundle: Bundle,
  browser: Browser,
  folder: string,
): Promise<Stills> {
  const { facts } = await computeFacts(source, job);
  const page = await FilmPage.open(browser, bundle);
  try {
    const { language, theme, captions, set } = job;
    const variables = { language, theme, captions, set, facts };
    const names = beatNames(source.script);
    const prepare = (until: string | undefined) =>
      page.prepare(job.film, {
        fps,
        scale: 1,
        variables,
        ...(until === undefined ? {} : { until }),
      });
    const asked = job.beats.length > 0 ? job.beats : names;
    const last = names.findLast((name) => asked.includes(name));
    const { plan, shown, failure } = await asFarAsItPlays(prepare, names, last);
    const beats = spans(plan).filter(({ name }) => asked.includes(name) && shown.includes(name));
    if (beats.length === 0) throw failure ?? notPlayed(source, job.beats);
    const stills = momentsOf(beats, names, job.between);
    const { pictures, broken } = await draw(page, stills);
    const written: string[] = [];
    for (const [i, picture] of pictures.entries()) {
      written.push(await write(join(folder, `${stills[i]?.name}.png`), picture));
    }
    if (job.beats.length === 0)
      await removeStillsBut(
        written.map((path) => basename(path)),
        folder,
      );
    if (pictures.length > 1) {
      const labels = stills.map(({ name, frame }) => `${name} · ${(frame / fps).toFixed(1)} s`);
      const sheet = await page.contactSheet(pictures, labels.slice(0, pictures.length));
      written.push(await write(join(folder, 'contact-sheet.png'), sheet));
    }
    const played = plan.beats.map(({ name }) => name);
    const isWhole = job.beats.length === 0 && failure === null;
    const notice = isWhole ? halfWritten(source.script, played) : null;
    return { written, notice, failure: failure ?? broken };
  } finally {
    await page.close().catch(() => undefined);
  }
}

/** Where a beat fails, the plan and the names of those before it. */
async function asFarAsItPlays(
  prepare: (until: string | undefined) => Promise<Plan>,
  names: readonly string[],
  last: string | undefined,
) {
  const isAll = last === names.at(-1);
  try {
    return { plan: await prepare(isAll ? undefined : last), shown: names, failure: null };
  } catch (failure) {
    const at = failure instanceof PageFailure ? names.indexOf(failure.beat) : -1;
    if (at < 1) throw failure;
    return { plan: await prepare(names[at - 1]), shown: names.slice(0, at), failure };
  }
}

/** As many as can be drawn. */
async function draw(page: FilmPage, stills: readonly Still[]) {
  const pictures: Buffer[] = [];
  try {
    for (const { frame } of stills) pictures.push(await page.picture(frame));
    return { pictures, broken: null };
  } catch (broken) {
    if (pictures.length === 0) throw broken;
    return { pictures, broken };
  }
}

/** The last frame of each beat, and `between` frames on the way to it; numbered as the script has them. */
export const momentsOf = (
  beats: readonly BeatSpan[],
  names: readonly string[],
  between: number,
): readonly Still[] =>
  beats.flatMap(({ name, first, end }) => {
    const number = `${String(names.indexOf(name) + 1).padStart(2, '0')}-${name}`;
    const inside = Array.from({ length: between }, (_, k) => ({
      name: `${number}.${k + 1}`,
      frame: first + Math.round(((end - 1 - first) * (k + 1)) / (between + 1)),
    }));
    return [...inside, { name: between > 0 ? `${number}.end` : number, frame: end - 1 }];
  });

const notPlayed = ({ id, script }: FilmSource, beats: readonly string[]) =>
  new ForwardPassError({
    what: `beat ${beats.map((name) => `"${name}"`).join(', ')} of film "${id}"`,
    expected: 'a beat that the scene plays',
    got: 'a scene that ends before it',
    hint: `yield* stage.beat('${beats[0]}'); the script has ${beatNames(script).join(', ')}`,
  });

async function removeStillsBut(kept: readonly string[], folder: string): Promise<void> {
  const names = await readdir(folder);
  const old = names.filter((name) => /^\d\d-.*\.png$/.test(name) && !kept.includes(name));
  await Promise.all(old.map((name) => rm(join(folder, name))));
}

async function write(path: string, content: Buffer): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.${process.pid}`, content);
  await rename(`${path}.${process.pid}`, path);
  return path;
}
