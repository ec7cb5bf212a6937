/** The README's film, taken from its text, must be a film; its commands must exist; its tables be whole. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { catalog } from '../../scenes/catalog';
import { filesBelow, outputFolder, run } from '../render/renderCommand';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = await readFile(join(root, 'README.md'), 'utf8');
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};

/** Files named in the first line of a code block. */
const files = [...readme.matchAll(/```tsx?\n\/\/ scenes\/(\S+)\n([\s\S]*?)```/g)].map(
  ([, path = '', code = '']) => ({ path, code }),
);

describe('README', () => {
  const scenes = join(root, '.cache', `readme-${process.pid}`, 'films', 'scenes');
  afterAll(() => rm(dirname(dirname(scenes)), { recursive: true, force: true }));

  it('shows a film that plays as it stands, without a finding', async () => {
    expect(files.map(({ path }) => path)).toEqual([
      'softmax/lesson.ts',
      'softmax/script.ts',
      'softmax/softmax.tsx',
    ]);
    for (const { path, code } of files) {
      await mkdir(dirname(join(scenes, path)), { recursive: true });
      await writeFile(join(scenes, path), code.replaceAll('../../src/', `${root}src/`));
    }
    const out = await outputFolder();
    const stills = await run('stills', ['softmax', '--scenes', scenes, '--out', out]);
    expect(stills.stderr + stills.stdout).toContain('contact-sheet.png');
    expect(stills.code).toBe(0);
    expect((await filesBelow(out)).length).toBe(['hook', 'shares', 'answer'].length + 1);
  });

  it('names every film of the catalog and only commands that exist', () => {
    for (const id of catalog) expect(readme).toContain(`\`${id}\``);
    const commands = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? '');
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('gives every dependency a line', () => {
    const names = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    const covered = (name: string) =>
      readme.includes(`\`${name}\``) ||
      (name.startsWith('@fontsource/') && readme.includes('`@fontsource/*`')) ||
      (name === '@motion-canvas/2d' && readme.includes('`@motion-canvas/core`, `2d`'));
    expect(names.filter((name) => !covered(name))).toEqual([]);
  });
});
