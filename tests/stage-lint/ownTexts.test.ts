/** Films with parameters of one's own: what the schema allows, the stage bears. More draws: `npm run lint:stage -- --draws 40`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawParams } from '../../src/render/host/drawParams';
import { listFilms, loadFilm } from '../../src/render/host/FilmSource';
import { openLintStage, printFinding, type LintStage } from '../../src/render/host/lintStage';

const draws = [0, 1];

describe.each(await listFilms())('%s', (film) => {
  let stage: LintStage;
  beforeAll(async () => {
    stage = await openLintStage([film]);
  });
  afterAll(() => stage?.close());

  test.each(draws)('draw %i', async (seed) => {
    const { lesson } = await loadFilm(film);
    const set = drawParams(lesson, seed);
    const language = seed % 2 === 0 ? 'en' : 'zh';
    const findings = await stage.lint(film, language, 'dark', { set });
    expect(findings.map(printFinding), JSON.stringify(set)).toEqual([]);
  });
});
