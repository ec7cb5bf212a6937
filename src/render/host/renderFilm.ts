/**
 * One job from facts to published files:
 * facts and claims → bundle → up to date? → draw → encode → check → publish.
 */
import { createHash } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import type { Bundle } from './bundle';
import { checkMovie } from './checkMovie';
import { computeFacts, factsJson } from './computeFacts';
import { Encoder, encoderArguments } from './Encoder';
import { FilmPage } from './FilmPage';
import type { FilmSource } from './FilmSource';
import type { Manifest } from './Manifest';
import { requireWhole } from './requireWhole';
import { nameOutputs } from './nameOutputs';
import { qualities, sizeOf } from './quality';
import type { RenderEvent, Report } from './RenderEvent';
import type { RenderJob } from './RenderJob';
import { posterFrame, timeline } from './timeline';
import { chapterMetadata, cuesOf, webVtt } from './writeCaptions';
import type { WorkFolder } from './WorkFolder';
import { YuvPicture } from './YuvPicture';

/** What all jobs of a run share. */
export interface Workshop {
  readonly browser: () => Promise<Browser>;
  readonly bundle: (film: string) => Promise<Bundle>;
  readonly ffmpeg: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly work: WorkFolder;
  readonly manifest: Manifest;
  readonly force: boolean;
  readonly signal: AbortSignal;
  readonly report: Report;
}

export type Outcome = Extract<RenderEvent, { type: 'finished' | 'skipped' }>;

export async function renderFilm(
  job: RenderJob,
  source: FilmSource,
  shop: Workshop,
): Promise<Outcome> {
  const began = performance.now();
  const { work } = shop;
  const { lesson, script } = source;
  const quality = qualities[job.quality];
  const { facts, shared } = await computeFacts(source, job);
  const bundle = await shop.bundle(job.film);
  const files = nameOutputs(job, shared);
  const { movie } = files;
  const hash = inputHash(bundle, [
    factsJson(facts),
    job,
    shop.versions,
    encoderArguments(blank(quality)),
  ]);
  if (!shop.force && (await shop.manifest.isCurrent(movie, hash))) {
    return { type: 'skipped', movie, reason: 'up to date' };
  }

  const page = await FilmPage.open(await shop.browser(), bundle);
  let encoder: Encoder | undefined;
  try {
    const { language, theme, captions, set } = job;
    const variables = { language, theme, captions, set, facts };
    const plan = await page.prepare(job.film, {
      fps: quality.fps,
      scale: quality.scale,
      variables,
    });
    requireWhole(source, plan);
    const line = timeline(plan, job.range);
    const cues = cuesOf(line, script, facts, language);
    const frames = line.end - line.first;

    const unfinished = work.path(movie);
    const metadata = `${unfinished}.ffmetadata`;
    await writeFile(metadata, chapterMetadata(cues, script.title[language], language));
    const size = sizeOf(quality);
    encoder = new Encoder({ ffmpeg: shop.ffmpeg, quality, metadata, movie: unfinished, frames });
    const picture = new YuvPicture(size.width, size.height);
    let frame = 0;
    const encode = async (from: number, to: number, encoder: Encoder) => {
      for await (const patch of page.patches(from, to)) {
        shop.signal.throwIfAborted();
        if (patch) picture.apply(patch);
        await encoder.frame(picture.bytes());
        shop.report({ type: 'progress', movie, frame: ++frame, frames });
      }
    };
    const poster = posterFrame(line, script.poster);
    await encode(line.first, poster + 1, encoder);
    await writeFile(work.path(files.poster), await page.picture(poster));
    await encode(poster + 1, line.end, encoder);
    await encoder.finish();

    const checked = await checkMovie(unfinished, { frames, fps: quality.fps, ...size });
    shop.signal.throwIfAborted();

    const { size: bytes } = await stat(unfinished);
    for (const [name, content] of [
      [files.facts, factsJson(facts)],
      [files.captions, webVtt(cues, language)],
    ] as const) {
      await writeFile(work.path(name), content);
      await work.publish(work.path(name), name);
    }
    await work.publish(work.path(files.poster), files.poster);
    await work.publish(unfinished, movie);
    await shop.manifest.add(movie, {
      film: job.film,
      title: script.title[language],
      language,
      theme,
      captions,
      quality: job.quality,
      range: job.range,
      hash,
      params: lesson.resolve(set, language),
      seed: source.seed,
      versions: shop.versions,
      frames,
      fps: quality.fps,
      ...size,
      duration: checked.duration,
      bytes,
      beats: cues.map(({ beat, start, end }) => ({ name: beat, start, end })),
      files,
    });
    const seconds = (performance.now() - began) / 1000;
    return { type: 'finished', movie, files, frames, duration: checked.duration, seconds, bytes };
  } catch (error) {
    await encoder?.abort();
    throw error;
  } finally {
    await page.close().catch(() => undefined);
  }
}

const blank = (quality: (typeof qualities)[keyof typeof qualities]) => ({
  ffmpeg: '',
  metadata: '',
  movie: '',
  frames: 0,
  quality,
});

/** Of everything that a film follows from. */
function inputHash(bundle: Bundle, others: unknown): string {
  const hash = createHash('sha256');
  for (const [path, content] of [...bundle].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!path.endsWith('.map')) hash.update(path).update('\0').update(content).update('\0');
  }
  return hash.update(JSON.stringify(others)).digest('hex');
}
