/** Films, titles and parameters as `--list` shows them. */
import { loadFilm, listFilms } from './FilmSource';

export interface Listed {
  readonly film: string;
  readonly title: Readonly<Record<string, string>>;
  readonly question: Readonly<Record<string, string>>;
  readonly params: readonly {
    readonly name: string;
    readonly allowed: string;
    readonly initial: Readonly<Record<string, unknown>>;
  }[];
}

export async function listing(scenes: string): Promise<readonly Listed[]> {
  const films = await listFilms(scenes);
  return Promise.all(
    films.map(async (film) => {
      const { lesson, script } = await loadFilm(film, scenes);
      const params = Object.entries(lesson.params).map(([name, { allowed, initial }]) => ({
        name,
        allowed,
        initial,
      }));
      return { film, title: script.title, question: script.question, params };
    }),
  );
}

export const listingText = (films: readonly Listed[]): string =>
  films
    .map(({ film, title, question, params }) =>
      [
        `${film}  ${title['en']} · ${title['zh']}`,
        `    ${question['en']}`,
        ...params.map(
          ({ name, allowed, initial }) => `    --set ${name}=…  ${allowed}; ${defaults(initial)}`,
        ),
      ].join('\n'),
    )
    .join('\n\n');

function defaults({ en, zh }: Readonly<Record<string, unknown>>): string {
  const [first, second] = [JSON.stringify(en), JSON.stringify(zh)];
  return first === second ? `default ${first}` : `default ${first}, in Chinese ${second}`;
}
