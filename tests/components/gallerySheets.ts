/** One contact sheet for each piece of the gallery: the picture after each verb. */
import { PNG } from 'pngjs';
import { join } from 'node:path';
import { filmDefaults } from '../../src/film/FilmVariables';
import { launch, openPage } from '../../src/render/host/browser';
import { bundleEntry, root } from '../../src/render/host/bundle';
import type {} from '../../src/render/page/page';
import { coarse } from '../golden-frames/goldenFrames';

export const sheetFolder = join(root, 'assets/gallery');

/** A file's name for a piece. */
export const fileOf = (piece: string) => `${piece.replace(/\W+/g, '-')}.png`;

/** The page that shows all sheets. */
export const indexOf = (pieces: readonly string[]) =>
  [
    '# Components',
    'What scenes draw with, after each of its verbs. `npm run dev` plays all of it at `/gallery`; `npm run gallery` draws these sheets.',
    ...pieces.map((piece) => `## ${piece}\n\n![${piece}](${fileOf(piece)})`),
  ].join('\n\n') + '\n';

/** 384 × 216. */
const scale = 1 / 5;
const fps = 12;

export interface Sheets {
  readonly names: readonly string[];
  /** The verbs of a piece in the order in which it plays them, and the sheet. */
  shoot(piece: string): Promise<{ readonly verbs: readonly string[]; readonly sheet: PNG }>;
  close(): Promise<void>;
}

export async function openSheets(): Promise<Sheets> {
  const browser = await launch();
  const page = await openPage(browser, await bundleEntry(entry));
  const names = await page.evaluate(() => Object.keys(window.gallery));
  return {
    names,
    async shoot(piece) {
      const settings = { fps, scale, variables: filmDefaults };
      const plan = await page.evaluate((given) => window.forwardPass.prepare(...given), [
        piece,
        settings,
      ] as const);
      const starts = plan.beats.map(({ start }) => Math.floor(start * fps));
      const ends = [...starts.slice(1), plan.frames].map((frame) => Math.max(0, frame - 1));
      const pictures: string[] = [];
      for (const frame of ends) {
        pictures.push(await page.evaluate((f) => window.forwardPass.picture(f), frame));
      }
      const verbs = plan.beats.map(({ name }) => name);
      const size = { width: 384, columns: 4 } as const;
      const sheet = await page.evaluate((given) => window.forwardPass.contactSheet(...given), [
        pictures,
        verbs,
        size,
      ] as const);
      const base64 = sheet.slice(sheet.indexOf(',') + 1);
      return { verbs, sheet: coarse(PNG.sync.read(Buffer.from(base64, 'base64'))) };
    },
    close: () => browser.close(),
  };
}

declare global {
  interface Window {
    gallery: Readonly<Record<string, unknown>>;
  }
}

const entry = `
import { gallery } from './src/gallery/gallery.ts';
import { serve } from './src/render/page/page.ts';
window.gallery = gallery;
serve(gallery);`;
