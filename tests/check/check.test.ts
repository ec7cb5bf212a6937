/** A new film passes `check` as it is written; what is then done wrong in it is told, each fault in its own line. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const home = fileURLToPath(new URL('../../', import.meta.url));
const settings = ['package.json', 'eslint.config.js', '.prettierrc.json', '.prettierignore'];
const copied = ['src', 'scenes/catalog.ts', 'scripts', 'assets', ...settings];
const tests = ['architecture', 'lessons', 'golden-frames'].map((name) => `tests/${name}`);

/** A copy of the project without films, in which films can be made. */
let tree: string;
beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'forward-pass-check-'));
  for (const name of [...copied, ...tests, 'tsconfig.json', 'tsconfig.base.json']) {
    await cp(join(home, name), join(tree, name), { recursive: true });
  }
  await symlink(join(home, 'node_modules'), join(tree, 'node_modules'), 'junction');
});
afterAll(() => rm(tree, { recursive: true, force: true }));

const run = (script: string, ...args: readonly string[]) =>
  new Promise<{ readonly code: number; readonly output: string }>((resolve) => {
    const path = join(tree, 'scripts', `${script}.ts`);
    const options = { cwd: tree, env: { ...process.env, NO_COLOR: '1' } };
    execFile(
      process.execPath,
      ['--import', 'tsx', path, ...args],
      options,
      (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr });
      },
    );
  });

test.each(['shakespeare-gpt', 'shakespeare-llama'])('a new film on %s', async (model) => {
  const film = `new-${model}`;
  const made = await run('new-film', film, '--model', model);
  expect(made.output).toContain(`npm run check -- ${film}`);
  expect(made.code).toBe(0);
  const { code, output } = await run('check', film);
  expect(output).not.toContain('✗');
  expect(output).toContain(`npm run golden -- review ${film}`);
  expect(output).toContain(`add '${film}'`);
  expect(code).toBe(0);
});

test('what is wrong with a film is told with file and line', async () => {
  await run('new-film', 'wrong');
  await change('lesson.ts', "en: 'no other character has a larger share'", 'en: ``');
  await change('lesson.ts', 'share <= f.share.value', 'share < f.share.value');
  await change('script.ts', "proves: ['shares']", "proves: ['sharse']");
  await change('script.ts', '加起来等于一。', '加起来等于1.');
  await change('wrong.tsx', 'shares.opacity(1);', 'shares.opacity(1).x(1234);');
  const { code, output } = await run('check', 'wrong');
  const line = async (file: string, text: string) =>
    (await source(file)).split('\n').findIndex((each) => each.includes(text)) + 1;
  for (const told of [
    new RegExp(
      `scenes/wrong/script.ts\\(${await line('script.ts', 'sharse')},\\d+\\): error .*"sharse".*"shares"`,
    ),
    `scenes/wrong/wrong.tsx:${await line('wrong.tsx', '1234')}  1234 stands in a scene`,
    'beat "shares" proves "sharse", which is not claimed',
    'claim "most" has no en text',
    /claims what its facts do not show\n[^]*most: 没有别的字符份额更大/,
    /does not end in 。！？/,
    /wrong en dark · shares [\d.]+ s · outside/,
    /\d+ to mend, then: npm run check -- wrong/,
  ]) {
    expect(output).toMatch(told);
  }
  expect(code).toBe(1);
});

test.each([
  ['Wrong Name', /"Wrong Name" as the name of a film[^]*small letters/],
  ['catalog', /"catalog" as the name/],
  ['new-shakespeare-gpt', /there is a film "new-shakespeare-gpt" already/],
])('no film is called %s', async (name, told) => {
  const { code, output } = await run('new-film', name);
  expect(output).toMatch(told);
  expect(code).toBe(2);
});

const source = (file: string) => readFile(join(tree, 'scenes/wrong', file), 'utf8');

async function change(file: string, from: string, to: string) {
  const text = await source(file);
  expect(text).toContain(from);
  await writeFile(join(tree, 'scenes/wrong', file), text.replace(from, to));
}
