/** What goes wrong is told by name, and stops nothing else. */
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesBelow, fixtures, jsonLines, outputFolder, render, run } from './renderCommand';

let out: string;
beforeAll(async () => {
  out = await outputFolder();
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe('wrong usage ends with 2, and says what is allowed', () => {
  test.each([
    [
      ['nosuch'],
      'unknown film "nosuch"',
      'one of: bad-formula, crash, false-claim, half-written, tiny, typo, wrong-part',
    ],
    [['tiny', '--quality', 'best'], 'option --quality', 'one of: draft, standard, final'],
    [['tiny', '--lang', 'fr'], 'option --lang', 'one of: en, zh, all'],
    [['tiny', '--theme', 'blue'], 'option --theme', 'one of: dark, light'],
    [['tiny', '--captions', 'maybe'], 'option --captions', 'one of: on, off'],
    [['tiny', '--range', '5:3'], 'option --range', 'a:b in seconds with a < b'],
    [['tiny', '--set', 'word'], 'option --set', 'name=value'],
    [['tiny', '--set', 'size=3'], 'unknown parameter "size"', 'one of: word'],
    [['tiny', '--set', '__proto__=x'], 'unknown parameter "__proto__"', 'one of: word'],
    [['tiny', '--set', 'toString=x'], 'unknown parameter "toString"', 'one of: word'],
    [['tiny', '--set', 'word='], 'parameter "word" of film "tiny"', 'text of 1 to 12 characters'],
    [['--set', 'word=a'], '--set without a film', 'by name'],
    [['tiny', '--jobs', '0'], 'option --jobs', 'from 1 to 16'],
    [['tiny', '--fast'], "unknown option '--fast'", 'usage of'],
  ])('%j', async (args, what, expected) => {
    const { code, stderr } = await run('render', ['--scenes', fixtures, '--out', out, ...args]);
    expect(stderr.split('\n')[0]).toContain(what);
    expect(stderr).toMatch(/\n {2}expected {2}/);
    expect(stderr).toContain(expected);
    expect(stderr).toMatch(/\n {2}got {7}/);
    expect(stderr).toMatch(/\n {2}hint {6}/);
    expect(code).toBe(2);
  });
});

test('an output folder that cannot be is named', async () => {
  const { code, stderr } = await run('render', [
    '--out',
    join(fixtures, 'tiny', 'lesson.ts'),
    '--scenes',
    fixtures,
    'tiny',
  ]);
  expect(stderr).toContain('the output folder (--out)');
  expect(stderr).not.toContain('    at ');
  expect(code).toBe(1);
});

describe('films that fail', () => {
  test('each names film, beat, file and line; the others are rendered', async () => {
    const { code, stdout } = await render(out, 'crash', 'false-claim', 'typo', 'tiny', '--json');
    expect(code).toBe(1);
    const events = jsonLines(stdout);
    const failed = (film: string) =>
      events.find((e) => e['type'] === 'failed' && e['film'] === film);
    expect(failed('crash')).toMatchObject({
      beat: 'fall',
      file: 'tests/fixtures/scenes/crash/crash.tsx',
      line: await lineOf('crash/crash.tsx', 'throw new Error'),
      message: 'the stage has a hole',
    });
    expect(failed('false-claim')?.['message']).toContain('isTwo: one is two');
    expect(failed('typo')).toMatchObject({
      file: 'tests/fixtures/scenes/typo/typo.tsx',
      line: await lineOf('typo/typo.tsx', './missing'),
    });
    expect(events.at(-1)).toMatchObject({ rendered: 1, failed: 3 });
    expect((await filesBelow(out)).map((file) => file.split('/')[0])).not.toContain('crash');
  });

  test('for people, in one line', async () => {
    const { stdout } = await render(out, 'crash');
    expect(stdout).toMatch(
      /✗ film "crash", en, beat "fall", tests\/fixtures\/scenes\/crash\/crash.tsx:\d+\n {4}the stage has a hole/,
    );
  });

  test('a range behind the end', async () => {
    const { code, stdout } = await render(out, 'tiny', '--range', '900:901');
    expect(stdout).toContain('the range holds no frame');
    expect(code).toBe(1);
  });
});

describe.skipIf(process.platform === 'win32')('tools that fail', () => {
  const fake = async (name: string, script: string) => {
    const path = join(out, name);
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  };
  const args = () => [
    '--scenes',
    fixtures,
    '--out',
    join(out, 'tools'),
    '--quality',
    'draft',
    'tiny',
  ];

  test('an ffmpeg that dies: its last words, and no file', async () => {
    const ffmpeg = await fake(
      'ffmpeg',
      'case "$*" in *-version) echo ffmpeg version 9;; *-encoders) echo libx264;; *) head -c 20000 >/dev/null; echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1;; esac',
    );
    const { code, stdout } = await run('render', args(), { FORWARD_PASS_FFMPEG: ffmpeg });
    expect(stdout).toContain('No space left on device');
    expect(stdout).toContain('the disk is full');
    expect(code).toBe(1);
    expect(await filesBelow(join(out, 'tools'))).toEqual([]);
  });

  test('an ffmpeg that cannot encode', async () => {
    const ffmpeg = await fake('useless', 'echo useless');
    const { code, stderr } = await run('render', args(), { FORWARD_PASS_FFMPEG: ffmpeg });
    expect(stderr).toContain('has no libx264');
    expect(code).toBe(1);
  });

  test('a browser that does not start', async () => {
    const browser = await fake(
      'browser',
      'echo "error while loading shared libraries: libnss3.so" >&2; exit 127',
    );
    const { code, stdout, stderr } = await run('render', args(), { FORWARD_PASS_BROWSER: browser });
    expect(stdout + stderr).toContain('libnss3.so');
    expect(stdout + stderr).toContain('npm run doctor');
    expect(code).toBe(1);
  });

  test('the doctor tells what is missing', async () => {
    const { code, stdout } = await run('doctor', [], { FORWARD_PASS_FFMPEG: '/nowhere/ffmpeg' });
    expect(stdout).toMatch(/✗ ffmpeg +FORWARD_PASS_FFMPEG\n/);
    expect(stdout).toMatch(/✓ browser +.*Chrom/);
    expect(stdout).toContain('Missing: ffmpeg.');
    expect(code).toBe(1);
  });
});

async function lineOf(path: string, text: string): Promise<number> {
  const lines = (await readFile(join(fixtures, path), 'utf8')).split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}
