/** The README's film, taken from its text, must be a film; its commands must exist; its tables be whole. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { catalog } from '../../scenes/catalog';
import { sourceFiles } from '../architecture/sourceFiles';
import { codeOf, indexOf, sheetFolder } from '../components/gallerySheets';
import { filesBelow, outputFolder, run } from '../render/renderCommand';

const root = fileURLToPath(new URL('../../', import.meta.url));
const contributing = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8');
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

describe('CONTRIBUTING', () => {
  it('says of lessons, scripts and scenes only names that there are', async () => {
    const title = '## What a lesson can ask, what a script and a scene may say\n';
    const section = contributing.split(title)[1]?.split('\n## ')[0] ?? '';
    const code = [...section.matchAll(/`([^`]+)`/g)].map(([, text = '']) =>
      text.replace(/'[^']*'|my-film|\$…\$/g, ' '),
    );
    const names = new Set(code.flatMap((text) => text.match(/[A-Za-z]\w+/g) ?? []));
    const sources = await Promise.all(
      [...sourceFiles('src'), 'scripts/newFilm/template/lesson.ts'].map((path) =>
        readFile(join(root, path), 'utf8'),
      ),
    );
    const comments = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;
    const known = new Set(
      sources
        .join('\n')
        .replace(comments, '')
        .match(/[A-Za-z]\w+/g),
    );
    expect(names.size).toBeGreaterThan(80);
    expect([...names].filter((name) => !known.has(name))).toEqual([]);
    expect(known.has('showEntriesOf')).toBe(false);
  });
});

describe('the gallery', () => {
  it('has under each picture the code that made it', async () => {
    const page = await readFile(join(sheetFolder, 'README.md'), 'utf8');
    const pieces = [...page.matchAll(/^## (.+)$/gm)].map(([, name = '']) => name);
    expect(pieces.length).toBeGreaterThan(25);
    expect(page, 'npm run gallery writes it').toBe(indexOf(pieces));
    expect(codeOf(['ShareBar']).get('ShareBar')).toMatch(
      /^import \{ ShareBar \} from .*ShareBar';\n\nconst drawn = array\([\s\S]*new ShareBar\(\{[\s\S]*bar\.sample\(/,
    );
    expect(() => codeOf(['Sharebar'])).toThrow(/no piece "Sharebar"/);
  });
});

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
