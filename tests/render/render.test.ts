/** A film from the command line to files that are read back. */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMovie } from '../../src/render/host/checkMovie';
import { resolveFfmpeg } from '../../src/render/host/resolveFfmpeg';
import { filesBelow, jsonLines, outputFolder, render } from './renderCommand';

let out: string;
beforeAll(async () => {
  out = await outputFolder();
});
afterAll(() => rm(out, { recursive: true, force: true }));

const read = (name: string) => readFile(join(out, name));
const manifest = async () =>
  (JSON.parse((await read('manifest.json')).toString()) as { films: Record<string, never> }).films;

describe('a film in both languages', () => {
  let events: Record<string, unknown>[];
  beforeAll(async () => {
    const { code, stdout } = await render(out, 'tiny', '--lang', 'all', '--json');
    expect(code).toBe(0);
    events = jsonLines(stdout);
  });

  test('every file is there and nothing else', async () => {
    expect(await filesBelow(out)).toEqual([
      'manifest.json',
      'tiny/captions.en.draft.vtt',
      'tiny/captions.zh.draft.vtt',
      'tiny/facts.json',
      'tiny/facts.zh.json',
      'tiny/tiny.en.draft.mp4',
      'tiny/tiny.en.draft.png',
      'tiny/tiny.zh.draft.mp4',
      'tiny/tiny.zh.draft.png',
    ]);
  });

  test('the MP4 has the frames, size, duration and colours that the manifest says', async () => {
    const films = await manifest();
    const entry = films['tiny/tiny.en.draft.mp4'] as unknown as Record<string, unknown>;
    expect(await readMovie(join(out, 'tiny/tiny.en.draft.mp4'))).toEqual({
      frames: entry['frames'],
      width: 960,
      height: 540,
      duration: expect.closeTo(Number(entry['frames']) / 30, 3),
      codec: 'avc',
      color: 'bt709 bt709 bt709 tv',
    });
    expect(entry).toMatchObject({
      film: 'tiny',
      language: 'en',
      quality: 'draft',
      params: { word: 'turn' },
      seed: 7,
      fps: 30,
      bytes: (await read('tiny/tiny.en.draft.mp4')).length,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      versions: { browser: expect.any(String), ffmpeg: expect.any(String) },
    });
  });

  test('the index precedes the pictures, so that a browser plays at once', async () => {
    const movie = (await read('tiny/tiny.en.draft.mp4')).toString('latin1');
    expect(movie.indexOf('moov')).toBeLessThan(movie.indexOf('mdat'));
  });

  test('every beat is a chapter', async () => {
    const ffmpeg = await resolveFfmpeg();
    const args = ['-i', join(out, 'tiny/tiny.en.draft.mp4'), '-f', 'ffmetadata', '-'];
    const { stdout } = await promisify(execFile)(ffmpeg.executable, args);
    expect(stdout.match(/^title=.*/gm)).toEqual([
      'title=Tiny',
      'title=Here is a word.',
      'title=4 letters & <no> more.',
      'title=As long as it is.',
    ]);
  });

  test('captions hold the sentence of each beat, at its time', async () => {
    expect((await read('tiny/captions.en.draft.vtt')).toString()).toMatch(
      /^WEBVTT\nLanguage: en\n\nhook\n00:00:00.000 --> 00:00:0\d.\d{3}\nHere is a word\.\n\ncount\n00:00:0\d.\d{3} --> 00:00:0\d.\d{3}\n4 letters &amp; &lt;no&gt; more.\n\nanswer\n/,
    );
    expect((await read('tiny/captions.zh.draft.vtt')).toString()).toContain('1个字。');
  });

  test('facts name the tensor of every number', async () => {
    const facts = JSON.parse((await read('tiny/facts.json')).toString()) as unknown;
    expect(facts).toMatchObject({
      count: { of: 'letters.length', value: 4 },
      masked: { value: '-Infinity' },
    });
  });

  test('the colours of the file are those of the picture', async () => {
    const { executable } = await resolveFfmpeg();
    const poster = PNG.sync.read(await read('tiny/tiny.en.draft.png'));
    const films = await manifest();
    const { beats } = films['tiny/tiny.en.draft.mp4'] as unknown as {
      beats: { name: string; end: number }[];
    };
    const time = (beats.find((b) => b.name === 'count')?.end ?? 0) - 1 / 30;
    const { stdout } = await promisify(execFile)(
      executable,
      [
        ...['-loglevel', 'error', '-i', join(out, 'tiny/tiny.en.draft.mp4'), '-ss', String(time)],
        ...['-frames:v', '1', '-vf', 'scale=in_color_matrix=bt709', '-f', 'rawvideo'],
        ...['-pix_fmt', 'rgba', '-'],
      ],
      { encoding: 'buffer', maxBuffer: 2 ** 24 },
    );
    let [sum, background] = [0, 0];
    for (let i = 0; i < stdout.length; i += 4) {
      for (let c = 0; c < 3; c++) {
        const difference = Math.abs((stdout[i + c] ?? 0) - (poster.data[i + c] ?? 0));
        sum += difference;
        if (i < 400) background = Math.max(background, difference);
      }
    }
    expect(background).toBeLessThanOrEqual(2);
    expect(sum / (stdout.length * 0.75)).toBeLessThan(1);
  });

  test('what a program reads: one JSON object per line', () => {
    expect(events.at(-1)).toMatchObject({ type: 'summary', rendered: 2, skipped: 0, failed: 0 });
    expect(events.filter((e) => e['type'] === 'finished')).toHaveLength(2);
  });

  test('what is up to date is not made again, and made again it has the same bytes', async () => {
    const before = await read('tiny/tiny.en.draft.mp4');
    const again = await render(out, 'tiny', '--json');
    expect(jsonLines(again.stdout).at(-1)).toMatchObject({ rendered: 0, skipped: 1 });
    const forced = await render(out, 'tiny', '--force', '--json');
    expect(jsonLines(forced.stdout).at(-1)).toMatchObject({ rendered: 1, skipped: 0 });
    expect((await read('tiny/tiny.en.draft.mp4')).equals(before)).toBe(true);
  });

  test('a file that was changed by hand is made again', async () => {
    await writeFile(join(out, 'tiny/tiny.en.draft.mp4'), 'not a film');
    const { stdout } = await render(out, 'tiny', '--json');
    expect(jsonLines(stdout).at(-1)).toMatchObject({ rendered: 1 });
    expect((await readMovie(join(out, 'tiny/tiny.en.draft.mp4'))).width).toBe(960);
  });

  test('a variant has files of its own', async () => {
    const before = await filesBelow(out);
    const args = ['--theme', 'light', '--set', 'word=a b', '--range', '1:2.5', '--captions', 'off'];
    expect((await render(out, 'tiny', ...args)).code).toBe(0);
    const added = (await filesBelow(out)).filter((file) => !before.includes(file));
    const variant = expect.stringMatching(
      /light\.draft\.no-captions\.word-a-b-[0-9a-f]{6}\.1s-2\.5s/,
    );
    expect(added).toHaveLength(4);
    expect(added.filter((file) => !file.includes('facts'))).toEqual([variant, variant, variant]);
    const movie = added.find((file) => file.endsWith('.mp4')) ?? '';
    expect((await readMovie(join(out, movie))).frames).toBe(45);
  });
});
