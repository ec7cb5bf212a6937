/** The gallery shows every component with each of its verbs, and looks as it did when it was accepted. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../src/render/host/bundle';
import { compareFrames } from '../golden-frames/goldenFrames';
import { fileOf, indexOf, openSheets, sheetFolder, type Sheets } from './gallerySheets';

/** Of the figures that scenes use, by their source: the verbs that each declares. */
function declared(): ReadonlyMap<string, readonly string[]> {
  const folder = join(root, 'src/components');
  const rooms = readdirSync(folder).map((room) => join(folder, room));
  const files = rooms.flatMap((room) =>
    readdirSync(room, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(room, entry.name)),
  );
  const figures = files.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const name = /@nodeName\('(\w+)'\)/.exec(source)?.[1];
    const verbs = [...source.matchAll(/public (?:override )?\*(\w+)/g)].map(
      ([, verb = '']) => verb,
    );
    return name ? [[name, verbs] as const] : [];
  });
  return new Map(figures);
}

let sheets: Sheets;
beforeAll(async () => {
  sheets = await openSheets();
});
afterAll(() => sheets?.close());

test('every component and each of its verbs is in the gallery, and its sheet is true', async () => {
  const changes: string[] = [];
  const shown = new Map<string, string[]>();
  for (const piece of sheets.names) {
    const { verbs, sheet } = await sheets.shoot(piece);
    const [component = piece] = piece.split(/\W/);
    shown.set(component, [...(shown.get(component) ?? []), ...verbs]);
    const golden = PNG.sync.read(readFileSync(join(sheetFolder, fileOf(piece))));
    const { state, pixels } = compareFrames(golden, sheet);
    if (state !== 'same') changes.push(`${piece}: ${pixels} pixels differ`);
  }
  /** A flight is asked for by `fly`. */
  const missing = [...declared()].flatMap(([component, verbs]) => {
    const has = shown.get(component);
    if (!has) return [component];
    return verbs
      .filter((verb) => verb !== 'run' && !has.includes(verb))
      .map((v) => `${component}.${v}`);
  });
  expect(missing, 'add them to src/gallery/pieces').toEqual([]);
  expect(readFileSync(join(sheetFolder, 'README.md'), 'utf8')).toBe(indexOf(sheets.names));
  expect(changes, 'npm run gallery, look at assets/gallery, commit them').toEqual([]);
}, 600_000);

test('a sheet that differs by one digit is noticed', () => {
  const golden = PNG.sync.read(readFileSync(join(sheetFolder, fileOf('NumberView'))));
  const planted = PNG.sync.read(readFileSync(join(sheetFolder, fileOf('NumberView'))));
  // From 0.66 to 0.77: the two digits of the second picture over those of the first.
  const [from, to] = [
    { x: 12 + 200, y: 12 + 100 },
    { x: 408 + 200, y: 12 + 100 },
  ];
  PNG.bitblt(golden, planted, to.x, to.y, 40, 20, from.x, from.y);
  expect(compareFrames(golden, planted).state).toBe('changed');
});
