/** Faults that come and go between the ends of beats are found, each as what it is and in its own beat. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLintStage, type LintStage, type StageFinding } from '../../src/render/host/lintStage';

let stage: LintStage;
beforeAll(async () => {
  stage = await openLintStage([], { movements: './tests/stage-lint/fixture/movements.tsx' });
});
afterAll(() => stage?.close());

/** The fixture has no script to play. */
const kindsOf = (findings: readonly StageFinding[]) => {
  const found: Record<string, string[]> = {};
  for (const { beat, kind } of findings.filter((f) => f.kind !== 'unplayed'))
    found[beat] = [...new Set([...(found[beat] ?? []), kind])];
  return found;
};

test('planted movements', async () => {
  const findings = await stage.lint('movements', 'en', 'dark');
  expect(kindsOf(findings)).toEqual({
    softmax: ['numeral'],
    lying: ['numeral'],
    rolling: ['numeral'],
    unnamed: ['numeral'],
    lane: ['overlap', 'lane'],
    collision: ['overlap'],
    outing: ['outside'],
    growing: ['small'],
    double: ['overlap'],
  });
  const [softmax] = findings.filter(({ beat }) => beat === 'softmax');
  expect(softmax).toMatchObject({
    film: 'movements',
    text: expect.stringMatching(/^\d\.\d\d$/),
    detail: expect.stringContaining('no number of the lesson, drawn by VectorView'),
  });
  expect(softmax?.time).toBeGreaterThan(3);
  const told = findings.filter(({ beat }) => beat === 'unnamed').map(({ text }) => text);
  expect(told.toSorted()).toEqual(['0.47', '2.31']);
});

test('and without a look inside, only what stands at the end is found', async () => {
  const findings = await stage.lint('movements', 'en', 'light');
  expect(kindsOf(findings)).toEqual({ unnamed: ['numeral'] });
});
