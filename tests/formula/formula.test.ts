/**
 * Our canvas against KaTeX's own HTML in one browser, 64 px per em. A difference is written as a
 * picture (KaTeX, ours, both); FORMULA_SHEETS=1 writes all of them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareInk, darkPixels } from './compareInk';
import { ComparisonBrowser, writeSheet, type Compared } from './comparisonBrowser';
import type { Plant, Sample } from './comparisonPage';
import { filmFormulas, latexFormulas } from './formulas';

/** Unmatched pixels that a 16 px square may hold: rules that a browser snaps to whole pixels. */
const tolerance = 4;

let browser: ComparisonBrowser;
beforeAll(async () => {
  browser = await ComparisonBrowser.open();
}, 120_000);
afterAll(() => browser?.close());

describe('Formula looks like KaTeX', () => {
  const samples: Sample[] = [
    ...[...filmFormulas, ...latexFormulas].map((tex) => ({ tex, display: true })),
    ...filmFormulas.map((tex) => ({ tex, display: false })),
  ];

  it(`in ${samples.length} formulas`, async () => {
    const found = await browser.compare(samples);
    const failures: string[] = [];
    for (const [i, compared] of found.entries()) {
      const { worst, unmatched } = compareInk(compared.katex, compared.ours);
      const { widthError } = compared.cell;
      const good = worst <= tolerance && Math.abs(widthError) < 0.01;
      if (good && process.env.FORMULA_SHEETS === undefined) continue;
      const sheet = await writeSheet(`formula-${i}`, compared, unmatched);
      if (good) continue;
      const differs = `${worst} px, width ${widthError.toFixed(3)} em`;
      failures.push(`${differs}: ${compared.sample.tex}\n  ${sheet}`);
    }
    expect(failures).toEqual([]);
    for (const { ours, sample } of found) expect(darkPixels(ours), sample.tex).toBeGreaterThan(200);
  }, 120_000);
});

describe('the comparison finds a planted bug', () => {
  it('a glyph shifted by 0.1 em, in every formula', async () => {
    const shifted = [...filmFormulas, ...latexFormulas].map((tex): Sample => ({
      tex,
      display: true,
      plant: 'shift',
    }));
    for (const { sample, katex, ours } of await browser.compare(shifted)) {
      expect(compareInk(katex, ours).worst, sample.tex).toBeGreaterThan(2 * tolerance);
    }
  }, 120_000);

  const planted: readonly (readonly [Plant, string])[] = [
    ['lower', filmFormulas[7] ?? ''],
    ['wrong face', filmFormulas[2] ?? ''],
    ['drop rule', filmFormulas[0] ?? ''],
    ['drop path', filmFormulas[0] ?? ''],
    ['drop path', filmFormulas[17] ?? ''],
  ];

  it.each(planted)('%s in %s', async (plant, tex) => {
    const [broken] = await browser.compare([{ tex, display: true, plant }]);
    const { katex, ours } = broken as Compared;
    expect(compareInk(katex, ours).worst).toBeGreaterThan(3 * tolerance);
  });
});

it('every glyph of every face is as wide as the browser draws it', async () => {
  const errors = Object.entries(await browser.measureGlyphs());
  expect(errors.length).toBeGreaterThan(2000);
  expect(errors.filter(([, error]) => error > 0.0006)).toEqual([]);
});
