/** A film's numbers and words: every claim holds, the facts are plain data, the script is whole in both languages. */
import { languages } from '../../src/lessons/language';
import { requireClaims } from '../../src/lessons/requireClaims';
import { loadFilm } from '../../src/render/host/FilmSource';
import { factFaults } from '../../tests/lessons/factFaults';
import type { FactsOf } from './factsOnce';
import { claimFaults, scriptFaults } from '../../tests/lessons/scriptFaults';

export async function checkLesson(
  film: string,
  scenes: string,
  factsOf: FactsOf,
): Promise<readonly string[]> {
  const { id, lesson, script } = await loadFilm(film, scenes);
  const named = lesson.id === id ? [] : [`lesson.ts: the id is "${lesson.id}", the folder "${id}"`];
  const faults = [...named, ...claimFaults(script, lesson).map((fault) => `script.ts: ${fault}`)];
  for (const language of languages) {
    const facts = await factsOf(language);
    try {
      requireClaims(lesson, facts, language);
    } catch (error) {
      faults.push((error as Error).message);
    }
    faults.push(...factFaults(facts).map((fault) => `lesson.ts, ${language}: ${fault}`));
    faults.push(...scriptFaults(script, facts).map((fault) => `script.ts, ${language}: ${fault}`));
  }
  return [...new Set(faults)];
}
