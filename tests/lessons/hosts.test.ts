/** The same lesson run in Node and in Chromium gives the same facts. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Facts } from '../../src/lessons/facts';
import { languages, type Language } from '../../src/lessons/language';
import { bundleEntry } from '../../src/render/host/bundle';
import { launch, openPage } from '../../src/render/host/browser';
import { listFilms, loadFilm } from '../../src/render/host/FilmSource';
import { hostDifferences } from './hostDifferences';
import { modelFiles } from './modelFiles';

declare global {
  interface Window {
    factsOf(film: string, language: Language): Promise<Facts>;
  }
}

const films = await listFilms();
const runs = films.flatMap((film) => languages.map((language) => ({ film, language })));

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const imports = films.map((id, i) => `import { lesson as l${i} } from './scenes/${id}/lesson';`);
  const table = films.map((id, i) => `${JSON.stringify(id)}: l${i}`).join(', ');
  const bundle = await bundleEntry(`${imports.join('\n')}
const lessons = { ${table} };
window.factsOf = (film, language) => lessons[film].facts({}, language);
window.forwardPass = {};`);
  browser = await launch();
  page = await openPage(browser, new Map([...bundle, ...(await modelFiles())]));
});
afterAll(() => browser?.close());

test.each(runs)('$film $language', async ({ film, language }) => {
  const inNode = await (await loadFilm(film)).lesson.facts({}, language);
  const given = [film, language] as const;
  const inPage = await page.evaluate((g) => window.factsOf(...g), given);
  expect(Object.keys(inPage).length).toBeGreaterThan(0);
  expect(hostDifferences(inNode, inPage)).toEqual([]);
});
