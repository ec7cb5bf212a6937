/** Every film, in every language and theme: no finding where a beat ends, and none on the way there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFilms } from '../../src/render/host/FilmSource';
import {
  openLintStage,
  printFinding,
  versions,
  type LintStage,
} from '../../src/render/host/lintStage';
import { notYetHeld } from './notYetHeld';

describe.each(await listFilms())('%s', (film) => {
  const isHeld = !notYetHeld.includes(film);
  let stage: LintStage;
  beforeAll(async () => {
    stage = await openLintStage([film]);
  });
  afterAll(() => stage?.close());

  test.each(versions)('$language $theme', async ({ language, theme }) => {
    const found = await stage.lint(film, language, theme, isHeld ? {} : { movements: false });
    const findings = found.filter(({ kind }) => isHeld || kind !== 'numeral');
    expect(findings.map(printFinding)).toEqual([]);
  });
});
