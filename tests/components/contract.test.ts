/** Each component is mounted with empty, broken and large data, asked for its verbs and drawn. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { filmDefaults } from '../../src/film/FilmVariables';
import { launch, openPage } from '../../src/render/host/browser';
import { bundleEntry } from '../../src/render/host/bundle';
import type { ThemeName } from '../../src/theme/palette';
import type {} from './exhibitPage';

let browser: Browser;
let page: Page;
const logged: string[] = [];

beforeAll(async () => {
  browser = await launch();
  page = await openPage(browser, await bundleEntry(`import './tests/components/exhibitPage.ts';`));
  page.on('pageerror', (error) => logged.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) logged.push(message.text());
  });
});
afterAll(() => browser?.close());

/** Plays and draws every frame; what went wrong, or nothing. */
async function play(name: string, theme: ThemeName): Promise<string | undefined> {
  const settings = { fps: 20, scale: 0.25, variables: { ...filmDefaults, theme } };
  try {
    const { frames } = await page.evaluate(([id, set]) => window.forwardPass.prepare(id, set), [
      name,
      settings,
    ] as const);
    await page.evaluate(async (to) => {
      for (let frame = 0; frame < to; frame++) await window.forwardPass.picture(frame);
    }, frames);
  } catch (error) {
    return (error as Error).message.split('\n    at ')[0];
  }
  return logged.splice(0)[0];
}

test.each(['dark', 'light'] as const)('plays all its verbs on any data, %s', async (theme) => {
  const failures: string[] = [];
  for (const name of await page.evaluate(() => window.exhibits.sound)) {
    const problem = await play(name, theme);
    if (problem) failures.push(`${name}: ${problem}`);
  }
  expect(failures).toEqual([]);
});

test('and the contract notices what it is there for', async () => {
  const noticed = [];
  for (const name of await page.evaluate(() => window.exhibits.planted)) {
    noticed.push(await play(name, 'dark'));
  }
  expect(noticed).toEqual([
    expect.stringMatching(/expected +the axes of planted: T = 2, S = 1/),
    expect.stringMatching(/more than one node/),
    expect.stringMatching(/tightened: 0 of 1/),
  ]);
});
