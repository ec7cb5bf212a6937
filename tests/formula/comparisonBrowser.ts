/** Draws samples on the comparison page in the pinned Chromium; all it loads comes from memory. */
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { launch } from '../../src/render/host/browser';
import { bundleEntry } from '../../src/render/host/bundle';
import type { InkPicture } from './compareInk';
import type { Cell, Sample } from './comparisonPage';

export interface Compared {
  readonly sample: Sample;
  readonly cell: Cell;
  readonly katex: InkPicture;
  readonly ours: InkPicture;
}

const origin = 'http://formula.localhost/';
const samplesPerSheet = 20; // keeps a screenshot below Chromium's largest texture
const folder = join(tmpdir(), 'forward-pass-formulas');

export class ComparisonBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
  ) {}

  public static async open(): Promise<ComparisonBrowser> {
    const [files, browser] = await Promise.all([
      bundleEntry(`import './tests/formula/comparisonPage.ts';`),
      launch(),
    ]);
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    await page.route('**/*', (route) => {
      const path = new URL(route.request().url()).pathname.slice(1);
      if (path === '') return route.fulfill({ contentType: 'text/html', body: html });
      const content = files.get(path);
      if (content === undefined) return route.fulfill({ status: 404, body: '' });
      const contentType = path.endsWith('.css')
        ? 'text/css'
        : path.endsWith('.js')
          ? 'text/javascript'
          : 'font/woff2';
      return route.fulfill({ contentType, body: Buffer.from(content) });
    });
    await page.goto(origin);
    await page.waitForFunction(() => 'showSheet' in window);
    return new ComparisonBrowser(browser, page);
  }

  public close = () => this.browser.close();

  public measureGlyphs = () => this.page.evaluate(() => window.measureGlyphs());

  public async compare(samples: readonly Sample[]): Promise<Compared[]> {
    const compared: Compared[] = [];
    for (let i = 0; i < samples.length; i += samplesPerSheet) {
      const some = samples.slice(i, i + samplesPerSheet);
      const cells = await this.page.evaluate((s) => window.showSheet(s), some);
      await this.page.setViewportSize(sheetSize(cells));
      const sheet = PNG.sync.read(await this.page.screenshot());
      for (const [j, cell] of cells.entries()) {
        const sample = some[j];
        if (sample === undefined) continue;
        compared.push({
          sample,
          cell,
          katex: cut(sheet, 0, cell),
          ours: cut(sheet, cell.left, cell),
        });
      }
    }
    return compared;
  }
}

/** Writes KaTeX above ours above both (red: unmatched) and returns the file's path. */
export async function writeSheet(
  name: string,
  { katex, ours }: Compared,
  unmatched: Uint8Array,
): Promise<string> {
  const { width, height } = katex;
  const sheet = new PNG({ width, height: 3 * height });
  const dot = (x: number, y: number, rgb: readonly [number, number, number]) =>
    sheet.data.set([...rgb, 255], 4 * (y * width + x));
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const [a, b] = [255 - (katex.ink[i] ?? 0), 255 - (ours.ink[i] ?? 0)];
    dot(x, y, [a, a, a]);
    dot(x, y + height, [b, b, b]);
    dot(
      x,
      y + 2 * height,
      unmatched[i] === 1 ? [220, 0, 0] : [Math.max(a, 160), Math.max(b, 160), 255],
    );
  }
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await writeFile(path, PNG.sync.write(sheet));
  return path;
}

const sheetSize = (cells: readonly Cell[]) => ({
  width: 2 * Math.max(...cells.map((c) => c.left)),
  height: Math.max(...cells.map((c) => c.top + c.height)),
});

function cut(sheet: PNG, left: number, { top, width, height }: Cell): InkPicture {
  const ink = new Uint8Array(width * height);
  for (let i = 0; i < ink.length; i++) {
    const at = 4 * ((top + Math.floor(i / width)) * sheet.width + left + (i % width));
    ink[i] =
      255 -
      Math.round(
        ((sheet.data[at] ?? 0) + (sheet.data[at + 1] ?? 0) + (sheet.data[at + 2] ?? 0)) / 3,
      );
  }
  return { width, height, ink };
}

const html = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="page.css">
<style>body{margin:0;background:#fff;color:#000}</style><script type="module" src="page.js"></script>`;
