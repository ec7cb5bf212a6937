/** A planted fault for every lint rule, and what must stay free. */
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import { root } from './sourceFiles';

const eslint = new ESLint({ cwd: root });

async function rulesBrokenBy(path: string, code: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: path });
  return result?.messages.map((m) => m.ruleId ?? m.message) ?? [];
}

const scene = 'scenes/rope/rope.tsx';
const script = 'scenes/rope/script.ts';
const number = 'film/no-data-number';
const act = 'scenes/rope/acts/turn.ts';
const picture = `import { size } from '../../../src/theme/type';\nexport const s = size;\n`;
const spot = `import { spot } from '../layout';\n`;
const digit = 'film/no-digit-in-string';

test.each([
  [scene, 'export const x = 0.37;', number],
  [scene, 'export const rows = [[0.1, 0.9]];', number],
  [scene, 'yield* waitFor(3);', number],
  [scene, 'export const x = picture.inset(40);', number],
  [scene, 'export const x = <A y={-40} />;', number],
  [scene, 'export const x = <A opacity={4} />;', number],
  [scene, 'export const x = other.change * 3;', number],
  [scene, 'export const x = 3n;', number],
  [act, `${picture}export const x = 0.37;`, number],
  [act, `${picture}${spot}export const x = spot(0, 40);`, number],
  [act, `${picture}export const x = spot(0, -0.4);`, number],
  [act, `export const x = '64 numbers';`, digit],
  [scene, 'export const x = <A text="8 heads" />;', digit],
  [scene, 'export const x = <A>8 heads</A>;', digit],
  [scene, 'export const x = `layer ${name} of 6`;', digit],
  [scene, 'export const x = String.raw`\\theta = 10000`;', digit],
  [scene, 'export const x = String.raw`\\frac{1}{0.5}`;', digit],
  [scene, 'export const x = String.raw`\\sqrt{64}`;', digit],
  [script, `export const x = '64 numbers';`, digit],
  [script, `export const x = '共 ８ 个';`, digit],
  [script, `export const x = (f: F) => \`\${f.a} of 12\`;`, digit],
  [scene, 'export const x = Math.random();', 'no-restricted-properties'],
  [scene, 'export const x = useRandom();', 'no-restricted-syntax'],
  ...['engine', 'lessons', 'theme', 'components', 'film'].flatMap((layer) => [
    [`src/${layer}/x.ts`, 'export const x = Math.random();', 'no-restricted-properties'],
    [`src/${layer}/x.ts`, 'export const x = new Date();', 'no-restricted-globals'],
    [`src/${layer}/x.ts`, 'export const x = Date.now();', 'no-restricted-globals'],
    [`src/${layer}/x.ts`, 'export const x = performance.now();', 'no-restricted-globals'],
    [`src/${layer}/x.ts`, 'export const { random } = Math;', 'no-restricted-syntax'],
  ]),
  ['src/film/x.ts', 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
  ['src/film/x.ts', 'export const x = y!;', '@typescript-eslint/no-non-null-assertion'],
  ['src/film/x.ts', 'const x = 1;', '@typescript-eslint/no-unused-vars'],
  ['src/film/x.ts', 'export const x = y == 1;', 'eqeqeq'],
  ['src/film/x.ts', '//\n'.repeat(301), 'max-lines'],
])('%s: %s → %s', async (path, code, rule) => {
  expect(await rulesBrokenBy(path ?? '', code ?? '')).toContain(rule);
});

test.each([
  [
    scene,
    `import { Words } from '../../src/components/text/Words2';\nexport const w = new Words(0);`,
  ],
  [scene, 'export const x = [0, 1, 2, -1, 0.5];'],
  [scene, 'export const x = pace.change * 3;'],
  [scene, 'export const x = -3 * gap.wide;'],
  [scene, 'export const [a, b] = picture.rows(4, 3);'],
  [act, `${picture}${spot}export const x = spot(0.3, -0.4);`],
  ['scenes/rope/proofs.ts', 'export const tolerance = 1e-5;'],
  ['scenes/rope/layout.ts', `${picture.replace('../../../', '../../')}export const cell = 84;`],
  [scene, 'export const x = stage.body.left + gap.wide / 4;'],
  [scene, 'export const x = <A opacity={0.3} reveal={0} />;'],
  [scene, 'export const x = figure.opacity(0.3, pace.quick);'],
  [scene, 'export const x = String.raw`\\frac{1}{1 + e^{-x}} = x^2`;'],
  [scene, 'export const x = String.raw`\\max(0,\\, x W_1)`;'],
  [scene, 'export const x = String.raw`\\theta = ${show(facts.base)}^{-2i}`;'],
  [script, `export const x = (f: F) => \`\${show(f.heads)} heads\`;`],
  ['src/render/host/x.ts', 'export const x = Date.now();'],
])('%s: %s is free', async (path, code) => {
  expect(await rulesBrokenBy(path, code)).toEqual([]);
});
