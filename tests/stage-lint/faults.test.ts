/** Each planted fault of the fixture is found, as what it is, in its own beat and nowhere else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openLintStage,
  versions,
  type LintStage,
  type StageFinding,
} from '../../src/render/host/lintStage';

let stage: LintStage;
beforeAll(async () => {
  stage = await openLintStage([], { faults: './tests/stage-lint/fixture/faults.tsx' });
});
afterAll(() => stage?.close());

const planted: Readonly<Record<string, readonly string[]>> = {
  overlap: ['overlap "plain words"'],
  small: ['small "plain words"'],
  faint: ['contrast "plain words"'],
  ground: ['contrast "plain words"'],
  cells: ['0.45', '0.89', '−0.12', '−1.23'].map((number) => `overlap "${number}"`),
  script: ['small "∑jexjexi"'],
  formulas: ['overlap "∑jexjexi"'],
  group: ['contrast "faint in a group"'],
  side: ['outside "plain words"'],
  strip: ['outside "plain words"'],
  shape: ['outside ""'],
  covered: ['covered "plain words"'],
  nothing: ['broken " "', 'broken "NaN"'],
  stranger: ['fallback "क"'],
  fast: ['fast "A sentence that nobody can read in the one second that it stands here."'],
  three: [`outside "${'word '.repeat(70).trim()}"`],
};

test.each(versions)('planted faults, $language $theme', async ({ language, theme }) => {
  expect(byBeat(await stage.lint('faults', language, theme, { movements: false }))).toEqual(
    planted,
  );
});

function byBeat(findings: readonly StageFinding[]) {
  const found: Record<string, string[]> = {};
  for (const { beat, kind, text } of findings) {
    if (beat === 'cells' && kind !== 'overlap') continue; // numbers too wide also cover each other
    (found[beat] ??= []).push(`${kind} "${text}"`);
  }
  for (const list of Object.values(found)) list.sort();
  return found;
}
