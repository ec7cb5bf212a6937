/** Frames: what is skipped as unchanged is unchanged. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch } from '../../src/render/host/browser';
import { bundle } from '../../src/render/host/bundle';
import { computeFacts } from '../../src/render/host/computeFacts';
import { FilmPage } from '../../src/render/host/FilmPage';
import { listFilms, loadFilm, scenesFolder } from '../../src/render/host/FilmSource';
import { fixtures } from './renderCommand';

describe('a frame is skipped only where nothing changes', async () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  const films = (await listFilms()).map((film) => [film, scenesFolder] as const);
  test.each([['tiny', fixtures] as const, ...films])('%s', async (film, scenes) => {
    const content = await bundle([film], scenes);
    const source = await loadFilm(film, scenes);
    const { facts } = await computeFacts(source, { set: {}, language: 'en' });
    const variables = { language: 'en', theme: 'dark', captions: true, set: {}, facts } as const;
    const frames = async (redraw: boolean) => {
      const page = await FilmPage.open(browser, content);
      const plan = await page.prepare(film, { fps: 6, scale: 0.25, redraw, variables });
      const drawn: (string | undefined)[] = [];
      for await (const png of page.frames(0, plan.frames)) drawn.push(png?.toString('base64'));
      await page.close();
      return drawn;
    };
    const [skipping, redrawn] = await Promise.all([frames(false), frames(true)]);
    expect(skipping.length).toBe(redrawn.length);
    const different = redrawn.flatMap((png, i) => (png === skipping[i] ? [] : [i]));
    expect(different).toEqual([]);
  });
});
