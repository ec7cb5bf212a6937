/** What a renderer or the editor decides about a film. Plain data. */
import type { Facts } from '../lessons/facts';
import type { Language } from '../lessons/language';
import type { ThemeName } from '../theme/palette';

export interface FilmVariables {
  readonly language: Language;
  readonly theme: ThemeName;
  readonly captions: boolean;
  readonly set: Readonly<Record<string, string>>;
  readonly facts: Facts | null;
}

export const filmDefaults: FilmVariables = {
  language: 'en',
  theme: 'dark',
  captions: true,
  set: {},
  facts: null,
};

/** The seed of a film whose `.meta` states none. */
export const defaultSeed = 1;
