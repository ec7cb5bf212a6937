/**
 * What is chosen about a film ↔ the page's address:
 *   ?language=zh&theme=light&captions=off&text=unbelievable
 * Every other name is a parameter of the lesson. What has its initial value is left out.
 */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { filmDefaults, type FilmVariables } from '../../film/FilmVariables';
import { languages } from '../../lessons/language';
import { palettes } from '../../theme/palette';

export type Choice = Omit<FilmVariables, 'facts'>;

const allowed = {
  language: languages,
  theme: Object.keys(palettes) as (keyof typeof palettes)[],
  captions: ['on', 'off'],
} as const;

/** Motion Canvas' own words in an address. */
const reserved = new Set(['present', 'render']);

/** @throws ForwardPassError naming the setting and what is allowed */
export function parseQuery(query: string): Choice {
  const given = Object.fromEntries(new URLSearchParams(query));
  const set = Object.entries(given).filter(([name]) => !(name in allowed) && !reserved.has(name));
  return {
    language: oneOf('language', given, filmDefaults.language),
    theme: oneOf('theme', given, filmDefaults.theme),
    captions: oneOf('captions', given, filmDefaults.captions ? 'on' : 'off') === 'on',
    set: Object.fromEntries(set),
  };
}

export function formatQuery({ language, theme, captions, set }: Choice): string {
  const query = new URLSearchParams(set);
  if (language !== filmDefaults.language) query.set('language', language);
  if (theme !== filmDefaults.theme) query.set('theme', theme);
  if (captions !== filmDefaults.captions) query.set('captions', captions ? 'on' : 'off');
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function oneOf<Name extends keyof typeof allowed>(
  name: Name,
  given: Readonly<Record<string, string>>,
  otherwise: (typeof allowed)[Name][number],
): (typeof allowed)[Name][number] {
  const got = given[name];
  if (got === undefined) return otherwise;
  const found = allowed[name].find((value) => value === got);
  if (found !== undefined) return found;
  throw new ForwardPassError({
    what: `"${name}" in the address of the page`,
    expected: `one of: ${allowed[name].join(', ')}`,
    got,
  });
}
