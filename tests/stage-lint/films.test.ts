/** Every film, in every language and theme, ends every beat without a finding. */
import { listFilms } from '../../src/render/host/FilmSource';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openLintStage,
  printFinding,
  versions,
  type LintStage,
} from '../../src/render/host/lintStage';

const films = await listFilms();
const plays = films.flatMap((film) => versions.map((version) => ({ film, ...version })));

let stage: LintStage;
beforeAll(async () => {
  stage = await openLintStage(films);
});
afterAll(() => stage?.close());

test.each(plays)('$film $language $theme', async ({ film, language, theme }) => {
  const findings = await stage.lint(film, language, theme);
  expect(findings.map(printFinding)).toEqual([]);
});
