/** Every film, in every language and theme: no finding where a beat ends, and none on the way there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFilms } from '../../src/render/host/FilmSource';
import {
  openLintStage,
  printFinding,
  versions,
  type LintStage,
} from '../../src/render/host/lintStage';

describe.each(await listFilms())('%s', (film) => {
  let stage: LintStage;
  beforeAll(async () => {
    stage = await openLintStage([film]);
  });
  afterAll(() => stage?.close());

  test.each(versions)('$language $theme', async ({ language, theme }) => {
    const findings = await stage.lint(film, language, theme);
    expect(findings.map(printFinding)).toEqual([]);
  });
});
