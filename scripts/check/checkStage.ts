/** The stage lint of one film in the two versions that its golden frames have: each language once, each theme once. */
import { openLintStage, printFinding } from '../../src/render/host/lintStage';
import { goldenVersions } from '../../tests/golden-frames/goldenFrames';

export async function checkStage(film: string, scenes: string): Promise<readonly string[]> {
  const stage = await openLintStage([film], {}, scenes);
  try {
    const faults: string[] = [];
    for (const { language, theme } of goldenVersions) {
      try {
        faults.push(...(await stage.lint(film, language, theme)).map(printFinding));
      } catch (error) {
        return [...faults, stage.explain(error, film, language)];
      }
    }
    return faults;
  } finally {
    await stage.close();
  }
}
