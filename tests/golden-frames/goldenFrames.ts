/**
 * Golden frames: the last frame of every beat, small, in two of the four versions of a film.
 * The browser is pinned and draws the same bytes twice, so the tolerance is only for its next release.
 */
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../src/render/host/bundle';
import type { LintStage } from '../../src/render/host/lintStage';
import type { Language } from '../../src/lessons/language';
import type { ThemeName } from '../../src/theme/palette';

/** 640 × 360. At half of it a changed digit is too few pixels to be told from noise. */
export const goldenScale = 1 / 3;

/** Colour difference of one pixel (0 … 1) and how many may have it; one digit at 22 px changes 15. */
const tolerance = { color: 0.03, pixels: 4 } as const;

export interface GoldenVersion {
  readonly name: string;
  readonly language: Language;
  readonly theme: ThemeName;
}

export const goldenVersions: readonly GoldenVersion[] = [
  { name: 'en-dark', language: 'en', theme: 'dark' },
  { name: 'zh-light', language: 'zh', theme: 'light' },
];

/** Beat → frame, in the order of the film. */
export type Frames = ReadonlyMap<string, PNG>;

/** Everything that was looked at and accepted. */
export const goldens = join(root, 'tests/golden');

export const frameFolder = (film: string, version: GoldenVersion) =>
  `frames/${film}/${version.name}`;

export async function shootFrames(
  stage: LintStage,
  film: string,
  { language, theme }: GoldenVersion,
): Promise<Frames> {
  const shots = await stage.beats(film, language, theme, goldenScale);
  return new Map(
    shots.map(({ beat, picture }) => {
      const base64 = picture.slice(picture.indexOf(',') + 1);
      return [beat, coarse(PNG.sync.read(Buffer.from(base64, 'base64')))];
    }),
  );
}

export async function readFrames(folder: string): Promise<Frames> {
  const files = await readdir(folder).catch((): string[] => []);
  const pictures = files.filter((file) => file.endsWith('.png')).sort();
  return new Map(
    await Promise.all(
      pictures.map(async (file) => {
        const frame = PNG.sync.read(await readFile(join(folder, file)));
        return [file.slice(0, -'.png'.length), frame] as const;
      }),
    ),
  );
}

export type FrameState = 'same' | 'changed' | 'new' | 'gone';

export interface FrameComparison {
  readonly state: FrameState;
  readonly pixels: number;
  readonly difference: PNG | null;
}

export function compareFrames(golden: PNG | undefined, now: PNG | undefined): FrameComparison {
  if (!golden || !now) return { state: now ? 'new' : 'gone', pixels: 0, difference: null };
  const { width, height } = golden;
  if (now.width !== width || now.height !== height) {
    return { state: 'changed', pixels: width * height, difference: null };
  }
  const difference = new PNG({ width, height });
  const pixels = pixelmatch(golden.data, now.data, difference.data, width, height, {
    threshold: tolerance.color,
    includeAA: true,
  });
  return { state: pixels > tolerance.pixels ? 'changed' : 'same', pixels, difference };
}

/** Five bits a channel: half the bytes, and still every role apart from every other. */
export function coarse(frame: PNG): PNG {
  const steps = 31;
  for (const [i, value] of frame.data.entries()) {
    frame.data[i] = Math.round((Math.round((value / 255) * steps) / steps) * 255);
  }
  return frame;
}

/** No alpha, no prediction (flat colours pack better without), packed hard. */
export const packFrame = (frame: PNG): Buffer =>
  PNG.sync.write(frame, { colorType: 2, filterType: 0, deflateStrategy: 0, deflateLevel: 9 });

/** Old, new and what differs, side by side; a missing one stays grey. */
export function reviewSheet(frames: readonly (PNG | null | undefined)[]): PNG {
  const width = Math.max(...frames.map((frame) => frame?.width ?? 0));
  const height = Math.max(...frames.map((frame) => frame?.height ?? 0));
  const sheet = new PNG({ width: width * frames.length, height });
  sheet.data.fill(128);
  for (let i = 3; i < sheet.data.length; i += 4) sheet.data[i] = 255;
  frames.forEach((frame, i) => {
    if (frame) PNG.bitblt(frame, sheet, 0, 0, frame.width, frame.height, width * i, 0);
  });
  return sheet;
}
