/** Numbers flow engine → lesson → scene, pictures theme → component → scene: no other arrow exists. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf } from './importsOf';
import { circles, layers, offences } from './layers';
import { root, sourceFiles } from './sourceFiles';

const isTest = (path: string) => path.endsWith('.test.ts');
const files = [...sourceFiles('src'), ...sourceFiles('scenes')].filter((path) => !isTest(path));
const parse = (path: string, text: string) => ({ path, imports: importsOf(path, text) });
const sources = files.map((path) => parse(path, readFileSync(join(root, path), 'utf8')));

/** Offences of a planted text among the project's own files. */
const offencesIn = (path: string, text: string) =>
  offences([...sources.filter((source) => source.path !== path), parse(path, text)]).filter(
    (line) => line.startsWith(path),
  );

test('every arrow is one that a layer may have', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(offences(sources)).toEqual([]);
});

test('no file needs itself', () => {
  expect(circles(sources)).toEqual([]);
  const [a, b] = [parse('a.ts', `import './b';`), parse('b.ts', `import './a';`)];
  expect(circles([a, b])).toEqual(['a → b → a']);
  expect(circles([a, parse('b.ts', `import type { A } from './a';`)])).toEqual([]);
});

test('files are named by what they hold', () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.tsx?$)/i;
  expect(files.filter((path) => vague.test(path))).toEqual([]);
  expect(files.filter((path) => /^src\/engine\/.*index\.ts$/.test(path))).toEqual([]);
});

describe('a planted arrow is found', () => {
  test.each([
    ['src/engine/ops/softmax.ts', `import { z } from 'zod';`],
    ['src/engine/ops/softmax.ts', `import { readFile } from 'node:fs/promises';`],
    ['src/engine/ops/softmax.ts', `import { pace } from '../../theme/pace';`],
    ['src/engine/ops/softmax.ts', `import type { Facts } from '../../lessons/facts';`],
    ['src/engine/ops/softmax.ts', `export { pace } from '../../theme/pace';`],
    ['src/engine/ops/softmax.ts', `const m = await import('../../lessons/facts');`],
    ['src/engine/ops/softmax.ts', `let a: import('../../lessons/facts').Facts;`],
    ['src/lessons/facts.ts', `import { Figure } from '../components/Figure';`],
    ['src/lessons/facts.ts', `import { pace } from '../theme/pace';`],
    ['src/lessons/facts.ts', `import { Vector2 } from '@motion-canvas/core';`],
    ['src/theme/pace.ts', `import { waitFor } from '@motion-canvas/core';`],
    ['src/theme/pace.ts', `import { Facts } from '../lessons/facts';`],
    ['src/components/figure/Figure.ts', `import { softmax } from '../../engine/ops/softmax';`],
    ['src/components/figure/Figure.ts', `import { array } from '../../lessons/facts';`],
    ['src/components/figure/Figure.ts', `import { type Facts, array } from '../../lessons/facts';`],
    [
      'src/engine/models/Model.ts',
      `import { openModelFolder } from '../../host/modelFolder/openModelFolder';`,
    ],
    [
      'src/lessons/models.ts',
      `import { openModelFolder } from '../host/modelFolder/openModelFolder';`,
    ],
    ['src/host/modelFolder/openModelFolder.ts', `import { at } from '../../lessons/facts';`],
    ['src/host/modelFolder/openModelFolder.ts', `import { Vector2 } from '@motion-canvas/core';`],
    [
      'src/host/modelFolder/openModelFolder.ts',
      `import { Seal } from '../../server/session/Seal';`,
    ],
    ['src/server/limits.ts', `import { at } from '../lessons/facts';`],
    ['src/server/limits.ts', `import { Vector2 } from '@motion-canvas/core';`],
    ['src/components/figure/Figure.ts', `import { grouped } from '../../../scenes/bpe/reading';`],
    ['src/components/figure/Figure.ts', `import { Stage } from '../../film/Stage';`],
    ['src/film/Stage.ts', `import { softmax } from '../engine/ops/softmax';`],
    ['src/film/Stage.ts', `import { serve } from '../render/page/page';`],
    ['src/render/page/page.ts', `import { bundle } from '../host/bundle';`],
    ['src/render/page/page.ts', `import { array } from '../../lessons/facts';`],
    ['src/render/host/bundle.ts', `import { Figure } from '../../components/Figure';`],
    ['src/render/host/bundle.ts', `import { Vector2 } from '@motion-canvas/core';`],
    ['src/render/host/bundle.ts', `import { lesson } from '../../../scenes/rope/lesson';`],
    ['scenes/catalog.ts', `import { lesson } from './rope/lesson';`],
    ['scenes/rope/lesson.ts', `import { pace } from '../../src/theme/pace';`],
    ['scenes/rope/lesson.ts', `import { script } from './script';`],
    ['scenes/rope/lesson.ts', `import rope from './rope';`],
    ['scenes/rope/lesson.ts', `import { lesson } from '../bpe/lesson';`],
    ['scenes/rope/lesson.ts', `import ts from 'typescript';`],
    [
      'scenes/rope/part.ts',
      `import { relu } from '../../src/engine/ops/relu'; import '../../src/theme/pace';`,
    ],
    ['scenes/rope/rope.tsx', `import { palettes } from '../../src/theme/palette';`],
    [
      'scenes/rope/rope.tsx',
      `import { paintText } from '../../src/components/figure/parts/paintText';`,
    ],
    ['src/film/Stage.ts', `import { Shares } from '../components/figure/parts/Shares';`],
    ['scenes/rope/script.ts', `import { Words } from '../../src/components/text/Words';`],
    ['scenes/rope/script.ts', `import { softmax } from '../../src/engine/ops/softmax';`],
    ['scenes/rope/script.ts', `import { lesson } from '../bpe/lesson';`],
    ['scenes/rope/rope.tsx', `import { softmax } from '../../src/engine/ops/softmax';`],
    ['scenes/rope/rope.tsx', `import { array } from '../../src/lessons/facts';`],
    ['scenes/rope/rope.tsx', `import { array as at } from '../../src/lessons/facts';`],
    ['scenes/rope/rope.tsx', `import * as facts from '../../src/lessons/facts';`],
    ['scenes/rope/rope.tsx', `import { palettes } from '../../src/theme/palette';`],
    ['scenes/rope/rope.tsx', `import { script } from '../bpe/script';`],
    ['scenes/rope/rope.tsx', `import katex from 'katex';`],
    ['src/somewhere/new.ts', `import './else';`],
  ])('%s: %s', (path, text) => {
    expect(offencesIn(path, text)).toHaveLength(1);
    expect(offencesIn(path, text)[0]).toContain(path);
  });

  test('and the error names what is used instead', () => {
    const text = `import { at } from '../../src/lessons/facts';`;
    expect(offencesIn('scenes/rope/script.ts', text)[0]).toMatch(
      /only its types may be imported; it uses: .*src\/film\/show .*showEntry/,
    );
    expect(layers.filter(({ uses }) => !uses)).toEqual([]);
  });
});

describe('the arrows of the layers are free', () => {
  test.each([
    ['src/engine/ops/softmax.ts', `import { Tensor } from '../tensor/Tensor';`],
    ['src/theme/fonts.ts', `import '@fontsource/inter/400.css'; import 'katex/dist/katex.css';`],
    ['src/theme/fonts.ts', `import { ForwardPassError } from '../engine/errors/ForwardPassError';`],
    ['src/components/figure/Figure.ts', `import type { Facts } from '../../lessons/facts';`],
    ['src/components/figure/Figure.ts', `import { type Facts } from '../../lessons/facts';`],
    [
      'src/host/modelFolder/openModelFolder.ts',
      `import { z } from 'zod'; import '../../engine/models/Model';`,
    ],
    ['src/render/host/bundle.ts', `import { catalog } from '../../../scenes/catalog';`],
    ['scenes/rope/lesson.ts', `import { rope } from '../../src/engine/ops/rope';`],
    ['scenes/rope/rope.tsx', `import { lesson } from './lesson';`],
    ['scenes/rope/rope.tsx', `import { at, type Facts } from '../../src/lessons/facts';`],
    ['scenes/rope/rope.tsx', `import { all } from '@motion-canvas/core';`],
    [
      'scenes/rope/acts/turn.ts',
      `import '../../../src/theme/pace'; import type { lesson } from '../lesson';`,
    ],
    ['scenes/bpe/script.ts', `import { grouped } from './reading';`],
    ['scenes/rope/proofs.ts', `import type { Facts } from '../../src/lessons/facts';`],
  ])('%s: %s', (path, text) => {
    expect(offencesIn(path, text)).toEqual([]);
  });
});
