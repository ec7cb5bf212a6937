/** Films with parameters of one's own: what the schema allows, the stage bears. More draws: `npm run lint:stage -- --draws 40`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawParams, longestParams } from '../../src/render/host/drawParams';
import { listFilms, loadFilm } from '../../src/render/host/FilmSource';
import { languages } from '../../src/lessons/language';
import { openLintStage, printFinding, type LintStage } from '../../src/render/host/lintStage';

const draws = [0, 1];
/** Films whose longest texts have been looked at. */
const longestHeld: readonly string[] = ['encoder'];

describe.each(await listFilms())('%s', (film) => {
  let stage: LintStage;
  beforeAll(async () => {
    stage = await openLintStage([film]);
  });
  afterAll(() => stage?.close());

  const longest = longestHeld.includes(film) ? languages : [];
  test.each(longest)('the longest texts, %s', async (language) => {
    const { lesson } = await loadFilm(film);
    const set = longestParams(lesson, language);
    const findings = await stage.lint(film, language, 'dark', { set });
    expect(findings.map(printFinding), JSON.stringify(set)).toEqual([]);
  });

  test.each(draws)('draw %i', async (seed) => {
    const { lesson } = await loadFilm(film);
    const set = drawParams(lesson, seed);
    const language = seed % 2 === 0 ? 'en' : 'zh';
    const findings = await stage.lint(film, language, 'dark', { set });
    expect(findings.map(printFinding), JSON.stringify(set)).toEqual([]);
  });
});
