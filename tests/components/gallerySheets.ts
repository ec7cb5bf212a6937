/** One contact sheet for each piece of the gallery: the picture after each verb. */
import { readFileSync, readdirSync } from 'node:fs';
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

const pieceFolder = 'src/gallery/pieces';

/** The code of each piece, with the numbers and imports of its file that it uses, as it stands in src/gallery/pieces. */
export function codeOf(pieces: readonly string[]): ReadonlyMap<string, string> {
  const files = readdirSync(join(root, pieceFolder)).map((file) =>
    readFileSync(join(root, pieceFolder, file), 'utf8'),
  );
  return new Map(pieces.map((piece) => [piece, codeIn(files, piece)]));
}

function codeIn(files: readonly string[], piece: string): string {
  for (const file of files) {
    const [before = '', after] = file.split(
      new RegExp(`^  \\*'?${piece}'?\\(board\\) \\{\\n`, 'm'),
    );
    if (after === undefined) continue;
    const body = after.slice(0, after.indexOf('\n  },')).replace(/^ {4}/gm, '');
    const uses = (text: string, name: string) => new RegExp(`\\b${name}\\b`).test(text);
    const constants = [...before.matchAll(/^const (\w+) =[\s\S]*?;$/gm)].filter(([, name = '']) =>
      uses(body, name),
    );
    const own = [...constants.map(([code]) => code), body].join('\n');
    const imports = [...before.matchAll(/^import \{([^}]+)\} from '..\/..\/(.+)';$/gm)].flatMap(
      ([, names = '', from = '']) => {
        const used = names.split(',').filter((name) => uses(own, name.trim()));
        return used.length > 0
          ? [`import { ${used.map((name) => name.trim()).join(', ')} } from '../../src/${from}';`]
          : [];
      },
    );
    return [imports.join('\n'), own].filter((part) => part !== '').join('\n\n');
  }
  throw new Error(`no piece "${piece}" in ${pieceFolder}`);
}

/** The page that shows all sheets, and under each the code that made it. */
export function indexOf(pieces: readonly string[]): string {
  const code = codeOf(pieces);
  const section = (piece: string) => [
    `## ${piece}`,
    `![${piece}](${fileOf(piece)})`,
    '```ts\n' + (code.get(piece) ?? '') + '\n```',
  ];
  return (
    [
      '# Components',
      'What scenes draw with, after each of its verbs, and the code that made each sheet. `npm run dev` plays all of it at `/gallery`; `npm run gallery` draws these sheets.',
      'The code is that of [src/gallery/pieces](../../src/gallery/pieces). A film says `stage.add` and `stage.body` where it says `board.add` and `board.body`, and takes its facts from its lesson where it makes a sample with `array(dims, shape, values)` and `scalar(value)` or takes one from [sample.ts](../../src/gallery/sample.ts); `board.verb` names the picture and plays what follows.',
      ...pieces.flatMap(section),
    ].join('\n\n') + '\n'
  );
}

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
