/** The stage lint of one film in the two versions that its golden frames have, side by side: each language once, each theme once. */
import { openLintStage, printFinding } from '../../src/render/host/lintStage';
import { goldenVersions } from '../../tests/golden-frames/goldenFrames';
import type { FactsOf } from './factsOnce';

export async function checkStage(
  film: string,
  scenes: string,
  factsOf: FactsOf,
): Promise<readonly string[]> {
  const stage = await openLintStage([film], {}, scenes);
  try {
    const plays = goldenVersions.map(async ({ language, theme }) => {
      try {
        const facts = await factsOf(language);
        return (await stage.lint(film, language, theme, { facts })).map(printFinding);
      } catch (error) {
        return [stage.explain(error, film, language)];
      }
    });
    return (await Promise.all(plays)).flat();
  } finally {
    await stage.close();
  }
}
