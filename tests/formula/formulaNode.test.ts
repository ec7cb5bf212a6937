/** The verbs of the node, drawn: which colours are on the canvas before and after each. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from '../../src/render/host/browser';
import { bundleEntry } from '../../src/render/host/bundle';
import { filmDefaults } from '../../src/film/FilmVariables';
import { palettes } from '../../src/theme/palette';

const palette = palettes.dark;
const fps = 20;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const [bundle, opened] = await Promise.all([bundleEntry(entry), launch()]);
  browser = opened;
  page = await openPage(browser, bundle);
  const settings = { fps, scale: 0.5, variables: filmDefaults };
  await page.evaluate((s) => window.forwardPass.prepare('formula', s), settings);
}, 60_000);
afterAll(() => browser?.close());

const entry = `import scene from './tests/formula/formulaScene.tsx';
import { serve } from './src/render/page/page.ts';
scene.meta.seed.set(1);
serve({ formula: scene });`;

describe('Formula', () => {
  it('is invisible while hidden', async () => {
    expect(await coloursAt(0.5)).toEqual([]);
  });

  it('reveals the terms asked for and nothing else', async () => {
    expect(await coloursAt(1.75)).toEqual(['key', 'query']);
  });

  it('reveals the rest, in the colours of roles and of `colors`', async () => {
    expect(await coloursAt(2.75)).toEqual(['key', 'query', 'target', 'text']);
  });

  it('highlights a term and mutes all others', async () => {
    expect(await coloursAt(3.75)).toEqual(['muted', 'surface', 'target']);
  });

  it('hands the highlight over', async () => {
    expect(await coloursAt(4.75)).toEqual(['muted', 'query', 'surface']);
  });

  it('morphs into the next formula', async () => {
    expect(await coloursAt(5.75)).toEqual(['key', 'query', 'target', 'text']);
    await coloursAt(6.5);
    expect(await coloursAt(7.75)).toEqual(['key', 'query', 'target', 'text', 'value']);
  });
});

/** The roles whose exact colour is on the canvas, apart from the background. */
async function coloursAt(seconds: number): Promise<string[]> {
  const frame = Math.round(seconds * fps);
  const url = await page.evaluate((f) => window.forwardPass.picture(f), frame);
  const file = Buffer.from(url.split(',')[1] ?? '', 'base64');
  if (process.env.FORMULA_SHEETS) await writeFile(join(tmpdir(), `formula-${seconds}.png`), file);
  const { data } = PNG.sync.read(file);
  const seen = new Map<string, number>();
  for (let i = 0; i < data.length; i += 4) {
    const hex =
      '#' +
      data
        .subarray(i, i + 3)
        .toString('hex')
        .toUpperCase();
    seen.set(hex, (seen.get(hex) ?? 0) + 1);
  }
  return ['text', 'muted', 'query', 'key', 'value', 'target', 'surface']
    .filter((role) => (seen.get(palette[role as keyof typeof palette]) ?? 0) > 5)
    .sort();
}
