/** A film's numbers in a language: its lesson runs once, whoever asks. */
import type { Facts } from '../../src/lessons/facts';
import type { Language } from '../../src/lessons/language';
import { loadFilm } from '../../src/render/host/FilmSource';

export type FactsOf = (language: Language) => Promise<Facts>;

export function factsOnce(film: string, scenes: string): FactsOf {
  const known = new Map<Language, Promise<Facts>>();
  const run = async (language: Language) =>
    (await loadFilm(film, scenes)).lesson.facts({}, language);
  return (language) => {
    const facts = known.get(language) ?? run(language);
    known.set(language, facts);
    return facts;
  };
}
