/** Characters that a face would join to a sign of its own stay apart: `-->` is three characters in every film. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, openPage } from '../../src/render/host/browser';
import { bundleEntry } from '../../src/render/host/bundle';

declare global {
  interface Window {
    /** The same picture, written at once and letter by letter. */
    staysApart(text: string, face: 'words' | 'numbers', weight: 400 | 600): Promise<boolean>;
  }
}

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const bundle = await bundleEntry(`
    import { loadFonts } from './src/theme/fonts';
    import { font } from './src/theme/type';
    window.forwardPass = {};
    window.staysApart = async (text, face, weight) => {
      await loadFonts(text);
      const draw = (parts) => {
        const canvas = document.createElement('canvas');
        canvas.width = 400;
        const context = canvas.getContext('2d');
        context.font = font(face, 40, weight);
        context.fontKerning = 'none';
        let x = 0;
        for (const part of parts) {
          context.fillText(part, x, 60);
          x += context.measureText(part).width;
        }
        return canvas.toDataURL();
      };
      return draw([text]) === draw(Array.from(text));
    };`);
  browser = await launch();
  page = await openPage(browser, bundle);
});
afterAll(() => browser?.close());

const cases = ['-->', '!=', '=== |>', '<=', 'fi ff'].flatMap((text) =>
  (['words', 'numbers'] as const).flatMap((face) =>
    ([400, 600] as const).map((weight) => ({ text, face, weight })),
  ),
);

test.each(cases)('$text in the face for $face, $weight', async ({ text, face, weight }) => {
  const apart = await page.evaluate(([t, f, w]) => window.staysApart(t, f, w), [
    text,
    face,
    weight,
  ] as const);
  expect(apart).toBe(true);
});
