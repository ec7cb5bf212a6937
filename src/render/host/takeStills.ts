/** The end of every beat as PNG, and a contact sheet: a film looked at in a minute. */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Bundle } from './bundle';
import { computeFacts } from './computeFacts';
import { FilmPage } from './FilmPage';
import type { FilmSource } from './FilmSource';
import type { RenderJob } from './RenderJob';
import { spans, type BeatSpan } from './timeline';

export interface StillsJob extends Pick<
  RenderJob,
  'film' | 'language' | 'theme' | 'captions' | 'set'
> {
  /** Further moments inside each beat, evenly spread. */
  readonly between: number;
}

export interface Still {
  readonly name: string;
  readonly frame: number;
}

const fps = 30;

/**
 * Writes `01-hook.png`, … and `contact-sheet.png` to `folder`, and removes stills of beats as they were before.
 * @returns the written paths.
 */
export async function takeStills(
  job: StillsJob,
  source: FilmSource,
  bundle: Bundle,
  browser: Browser,
  folder: string,
): Promise<readonly string[]> {
  const { facts } = await computeFacts(source, job);
  const page = await FilmPage.open(browser, bundle);
  try {
    const { language, theme, captions, set } = job;
    const variables = { language, theme, captions, set, facts };
    const plan = await page.prepare(job.film, { fps, scale: 1, variables });
    const stills = momentsOf(spans(plan), job.between);
    const pictures: Buffer[] = [];
    const written: string[] = [];
    for (const { name, frame } of stills) {
      for await (const png of page.frames(frame, frame + 1)) {
        const picture = png ?? pictures[pictures.length - 1];
        if (!picture) throw new Error(`frame ${frame} was not drawn`);
        pictures.push(picture);
        written.push(await write(join(folder, `${name}.png`), picture));
      }
    }
    const labels = stills.map(({ name, frame }) => `${name} · ${(frame / fps).toFixed(1)} s`);
    const sheet = await page.contactSheet(pictures, labels);
    await removeStillsBut(
      written.map((path) => basename(path)),
      folder,
    );
    return [...written, await write(join(folder, 'contact-sheet.png'), sheet)];
  } finally {
    await page.close().catch(() => undefined);
  }
}

/** The last frame of each beat, and `between` frames on the way to it. */
export const momentsOf = (beats: readonly BeatSpan[], between: number): readonly Still[] =>
  beats.flatMap(({ name, first, end }, i) => {
    const number = `${String(i + 1).padStart(2, '0')}-${name}`;
    const inside = Array.from({ length: between }, (_, k) => ({
      name: `${number}.${k + 1}`,
      frame: first + Math.round(((end - 1 - first) * (k + 1)) / (between + 1)),
    }));
    return [...inside, { name: between > 0 ? `${number}.end` : number, frame: end - 1 }];
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
