/** All jobs of a command: some at once, each on its own page; one that fails stops no other. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launch } from './browser';
import { bundle, root, type Bundle } from './bundle';
import { describeFailure } from './describeFailure';
import { loadFilm, type FilmSource } from './FilmSource';
import { Manifest } from './Manifest';
import { nameOutputs } from './nameOutputs';
import { renderFilm, type Workshop } from './renderFilm';
import type { Report } from './RenderEvent';
import { jobLabel, type RenderJob } from './RenderJob';
import { browserVersion, resolveBrowser } from './resolveBrowser';
import { resolveFfmpeg } from './resolveFfmpeg';
import { WorkFolder } from './WorkFolder';

export interface RenderOptions {
  readonly scenes: string;
  readonly out: string;
  readonly force: boolean;
  /** Films drawn at once. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly report: Report;
}

export interface Tally {
  readonly rendered: number;
  readonly skipped: number;
  readonly failed: number;
}

/** Two films keep two cores busy; more than four only take memory. */
export const defaultJobs = Math.max(1, Math.min(4, availableParallelism()));

/** @throws when nothing can be rendered at all: no browser, no ffmpeg, no output folder. */
export async function renderFilms(
  jobs: readonly RenderJob[],
  options: RenderOptions,
): Promise<Tally> {
  const began = performance.now();
  const { scenes, out, signal, report } = options;
  const [ffmpeg, resolved] = await Promise.all([resolveFfmpeg(), resolveBrowser()]);
  const versions = {
    'forward-pass': await ownVersion(),
    browser: await browserVersion(resolved),
    ffmpeg: ffmpeg.version,
  };
  const work = await WorkFolder.open(out);
  const bundles = new Map<string, Promise<Bundle>>();
  let browser: Promise<Browser> | undefined;
  const shop: Workshop = {
    browser: () => (browser ??= launch()),
    bundle: (film) => remember(bundles, film, () => bundle([film], scenes)),
    ffmpeg: ffmpeg.executable,
    versions,
    work,
    manifest: new Manifest(out),
    force: options.force,
    signal,
    report,
  };
  const tally = { rendered: 0, skipped: 0, failed: 0 };
  const queue = [...jobs];

  async function worker() {
    for (let job = queue.shift(); job && !signal.aborted; job = queue.shift()) {
      let { movie } = nameOutputs(job, true);
      report({ type: 'started', movie, label: jobLabel(job) });
      try {
        const source: FilmSource = await loadFilm(job.film, scenes);
        const outcome = await renderFilm(job, source, shop);
        movie = outcome.movie;
        tally[outcome.type === 'finished' ? 'rendered' : 'skipped']++;
        report(outcome);
      } catch (error) {
        if (signal.aborted) return;
        tally.failed++;
        const known = await bundles.get(job.film)?.catch(() => undefined);
        const failure = describeFailure(error, {
          film: job.film,
          language: job.language,
          movie,
          scenes,
          bundle: known,
        });
        report({ type: 'failed', ...failure });
      }
    }
  }

  try {
    await Promise.all(Array.from({ length: Math.min(options.jobs, jobs.length) }, worker));
  } finally {
    await browser?.then((b) => b.close()).catch(() => undefined);
    await work.close();
  }
  if (!signal.aborted) {
    report({ type: 'summary', out, ...tally, seconds: (performance.now() - began) / 1000 });
  }
  return tally;
}

function remember<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>) {
  const existing = known.get(key);
  if (existing) return existing;
  const made = make();
  known.set(key, made);
  return made;
}

async function ownVersion(): Promise<string> {
  const text = await readFile(join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
