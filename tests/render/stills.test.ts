/** Stills: every beat by name as it is now, or only those asked for; and as much as there is of a film that is not done. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFilm } from '../../src/render/host/FilmSource';
import { beatNames } from '../../src/film/script';
import { filesBelow, fixtures, outputFolder, render, run } from './renderCommand';

let out: string;
beforeAll(async () => {
  out = await outputFolder();
});
afterAll(() => rm(out, { recursive: true, force: true }));

const stills = (film: string, ...args: readonly string[]) =>
  run('stills', [film, '--scenes', fixtures, '--out', out, ...args]);

/** Names of the pictures, as `01-hook`. */
const numbered = async (film: string) =>
  beatNames((await loadFilm(film, fixtures)).script).map(
    (name, i) => `${String(i + 1).padStart(2, '0')}-${name}`,
  );
const below = async (film: string, version: string) =>
  (await filesBelow(join(out, film, version))).map((path) => path.replace('.png', ''));

test('every beat, and a contact sheet; what is no longer in the film goes', async () => {
  await mkdir(join(out, 'tiny/en.light'), { recursive: true });
  await writeFile(join(out, 'tiny/en.light/02-gone.png'), 'of a beat that has another name now');
  expect((await stills('tiny', '--theme', 'light')).code).toBe(0);
  expect(await below('tiny', 'en.light')).toEqual([...(await numbered('tiny')), 'contact-sheet']);
  const still = PNG.sync.read(await readFile(join(out, 'tiny/en.light/02-count.png')));
  expect([still.width, still.height]).toEqual([1920, 1080]);
  expect([...still.data.subarray(0, 3)]).toEqual([0xfb, 0xfb, 0xf9]);
});

test('one beat alone is the picture that it is in the whole film', async () => {
  expect((await stills('tiny')).code).toBe(0);
  const name = (await numbered('tiny')).find((each) => each.endsWith('count'));
  const path = join(out, `tiny/en.dark/${name}.png`);
  const among = await readFile(path);
  await rm(path);
  const { code, stdout } = await stills('tiny', '--beat', 'count');
  expect(code).toBe(0);
  expect(stdout.match(/\S+\.png/g)).toHaveLength(1);
  expect((await readFile(path)).equals(among)).toBe(true);
  expect(await below('tiny', 'en.dark')).toContain((await numbered('tiny')).at(-1));
});

test('moments inside one beat', async () => {
  const { stdout } = await stills('tiny', '--beat', 'count', '--between', '2', '--lang', 'zh');
  const [first = ''] = (await numbered('tiny')).filter((each) => each.endsWith('count'));
  const inside = [`${first}.1`, `${first}.2`, `${first}.end`, 'contact-sheet'];
  expect(await below('tiny', 'zh.dark')).toEqual(inside);
  expect(stdout.match(/\S+\.png/g)).toHaveLength(inside.length);
});

test('a beat that is none', async () => {
  const { code, stderr } = await stills('tiny', '--beat', 'cuont');
  expect(stderr).toMatch(/--beat "cuont" of film "tiny"[^]*one of: .*count, answer/);
  expect(code).toBe(2);
});

test('a half-written film shows the beats that it plays, and says what is missing', async () => {
  const { code, stderr } = await stills('half-written');
  expect(stderr).toContain('half written: "later", "answer" of the script are not played yet');
  expect(code).toBe(0);
  const shown = await below('half-written', 'en.dark');
  expect(shown.map((name) => name.slice(3))).toEqual(expect.arrayContaining(['hook', 'first']));
  expect(shown.join()).not.toMatch(/later|answer/);

  const missing = await stills('half-written', '--beat', 'later');
  expect(missing.stderr).toMatch(/beat "later" of film "half-written"[^]*ends before it/);
  expect(missing.code).toBe(1);
});

test('a half-written film is not rendered', async () => {
  const { code, stdout } = await render(join(out, 'films'), 'half-written');
  expect(stdout).toMatch(/is half written[^]*nothing after "first"; missing: later, answer/);
  expect(stdout).toContain("yield* stage.beat('later')");
  expect(code).toBe(1);
});

test('where a beat fails, those before it are shown', async () => {
  const { code, stdout, stderr } = await stills('crash');
  expect(stderr).toMatch(/beat "fall", \S+crash.tsx:\d+\n {4}the stage has a hole/);
  expect(stdout).toMatch(/01-\w+\.png/);
  expect(stdout).not.toContain('fall');
  expect(code).toBe(1);
});

test('LaTeX that is none is told as KaTeX says it, with beat, file and line', async () => {
  const { code, stderr } = await stills('bad-formula');
  expect(stderr).toMatch(/beat "wrong", \S+bad-formula.tsx:\d+\n {4}formula \\frac\{a\}/);
  expect(stderr).toMatch(/LaTeX that KaTeX can parse\n +got +\S.*/);
  expect(code).toBe(1);
});

test.each([
  [
    'row',
    /row 3 of scores\n +expected +a whole number from 0 to 0\n +got +3\n +hint +it has 1 row,/,
  ],
  [
    'axes',
    /morphTo\n +expected +the axes of scores: T = 1, S = 2\n +got +widths: T = 1, C = 2\n +hint/,
  ],
  [
    'title',
    /role of \{qeury:…\}[^]*expected +text, [^]*query, [^]*got +qeury\n +hint +did you mean query\?/,
  ],
  [
    'sentence',
    /role of \{qeury:…\}[^]*expected +text, [^]*query, [^]*got +qeury\n +hint +did you mean query\?/,
  ],
])('a wrong %s is told with beat, file and line, and what is known', async (fault, message) => {
  const { code, stderr } = await stills('wrong-part', '--set', `fault=${fault}`);
  const scene = await readFile(join(fixtures, 'wrong-part/wrong-part.tsx'), 'utf8');
  const line = scene.split('\n').findIndex((text) => text.endsWith(`// the ${fault}`)) + 1;
  expect(stderr).toMatch(`beat "wrong", tests/fixtures/scenes/wrong-part/wrong-part.tsx:${line}\n`);
  expect(stderr).toMatch(message);
  expect(code).toBe(1);
});
