/** What pictures.test.ts holds every film to, broken by a planted figure: skipped frames differ. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filmDefaults } from '../../src/film/FilmVariables';
import { launch } from '../../src/render/host/browser';
import { bundleEntry } from '../../src/render/host/bundle';
import { FilmPage } from '../../src/render/host/FilmPage';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test('a figure that keeps what it draws outside signals is noticed', async () => {
  const content = await bundleEntry(`import forgetful from './tests/render/fixture/forgetful.tsx';
    import { serve } from './src/render/page/page.ts';
    forgetful.meta.seed.set(1);
    serve({ forgetful });`);
  const newPictures = async (redraw: boolean) => {
    const page = await FilmPage.open(browser, content);
    const settings = { fps: 10, scale: 0.25, redraw, variables: filmDefaults };
    const plan = await page.prepare('forgetful', settings);
    let count = 0;
    for await (const png of page.frames(0, plan.frames)) if (png) count++;
    await page.close();
    return count;
  };
  expect(await newPictures(true)).toBe(6); // the first and five growths
  expect(await newPictures(false)).toBe(1);
});
