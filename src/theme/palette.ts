/**
 * Colours by role, in two themes. Text on `bg`, `surface` and `line`-free cells keeps 4.5 : 1.
 * Roles, not hues: a query is `query` in every film.
 */
export type ThemeName = 'dark' | 'light';

export const roles = [
  'text',
  'muted',
  'query',
  'key',
  'value',
  'residual',
  'position',
  'target',
  'warning',
  'neg',
  'pos',
] as const;

export type Role = (typeof roles)[number];

export const isRole = (name: string): name is Role => roles.some((role) => role === name);

export type Palette = Readonly<
  Record<Role | 'bg' | 'surface' | 'line' | 'zero' | 'share', string>
> & {
  readonly name: ThemeName;
};

export const palettes: Readonly<Record<ThemeName, Palette>> = {
  dark: {
    name: 'dark',
    bg: '#0F1318',
    surface: '#181E27',
    line: '#2C3440',
    text: '#E9EDF2',
    muted: '#9AA6B6',
    query: '#FFD166',
    key: '#4FD1A5',
    value: '#C4A1FF',
    residual: '#E9EDF2',
    position: '#FF8FAB',
    target: '#7CC4FF',
    warning: '#FF7B72',
    neg: '#4C9BFF',
    pos: '#FF9F45',
    zero: '#222A35',
    share: '#DCE6F2',
  },
  light: {
    name: 'light',
    bg: '#FBFBF9',
    surface: '#F1F2F0',
    line: '#D5D9DE',
    text: '#1B2430',
    muted: '#586474',
    query: '#8A5A00',
    key: '#0B7A57',
    value: '#6B3FC4',
    residual: '#1B2430',
    position: '#B3264F',
    target: '#1F5FBF',
    warning: '#B3261E',
    neg: '#2B6FD6',
    pos: '#B4500A',
    zero: '#ECEEF0',
    share: '#2E3F55',
  },
};

/** One colour per dimension letter, the same in picture and prose; see the engine's glossary. */
const dimensionRoles: Readonly<Record<string, Role>> = {
  T: 'query',
  S: 'key',
  C: 'muted',
  D: 'value',
  H: 'position',
  F: 'target',
  V: 'pos',
  N: 'neg',
};

export const dimensionRole = (letter: string): Role => dimensionRoles[letter] ?? 'muted';
