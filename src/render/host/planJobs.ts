/** What the command line asked for → jobs. Everything that can be wrong is told here, first. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import type { Language } from '../../lessons/language';
import type { ThemeName } from '../../theme/palette';
import { listFilms, loadFilm } from './FilmSource';
import type { QualityName } from './quality';
import type { Range, RenderJob } from './RenderJob';

export interface Asked {
  /** None means all. */
  readonly films: readonly string[];
  readonly languages: readonly Language[];
  readonly quality: QualityName;
  readonly theme: ThemeName;
  readonly captions: boolean;
  readonly set: Readonly<Record<string, string>>;
  readonly range: Range | null;
}

/** @throws ForwardPassError: unknown film, a parameter that a named film does not have, a bad value. */
export async function planJobs(asked: Asked, scenes: string): Promise<readonly RenderJob[]> {
  const { languages, quality, theme, captions, set, range } = asked;
  const known = await listFilms(scenes);
  const films = asked.films.length > 0 ? [...new Set(asked.films)] : known;
  for (const film of films) {
    if (!known.includes(film)) throw unknownFilm(film, known);
  }
  if (Object.keys(set).length > 0) {
    if (asked.films.length === 0) throw setWithoutFilm(set, known);
    for (const film of films) {
      const { lesson } = await loadFilm(film, scenes);
      for (const language of languages) lesson.resolve(set, language);
    }
  }
  return films.flatMap((film) =>
    languages.map((language) => ({ film, language, theme, captions, quality, set, range })),
  );
}

const unknownFilm = (film: string, known: readonly string[]) =>
  new ForwardPassError({
    what: `unknown film "${film}"`,
    expected: known.length > 0 ? `one of: ${known.join(', ')}` : 'a folder below scenes',
    got: film,
    hint: 'npm run render -- --list shows all films',
  });

const setWithoutFilm = (set: Readonly<Record<string, string>>, known: readonly string[]) =>
  new ForwardPassError({
    what: '--set without a film',
    expected: 'the films whose parameter it is, by name',
    got: Object.entries(set)
      .map(([name, value]) => `--set ${name}=${value}`)
      .join(' '),
    hint: `npm run render -- ${known[0] ?? 'rope'} --set …; --list shows every film's parameters`,
  });
