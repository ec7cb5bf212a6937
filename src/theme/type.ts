/** Type: faces by what they set, sizes in stage pixels. Nothing below `size.small`. */

/** Registered in Chinese films only; elsewhere the next family sets the quotation marks. */
export const quoteFamily = 'Chinese quotes';

/** Marks of blanks, which neither face has; as wide as a figure. */
export const markFamily = 'Marks of blanks';

export const family = {
  words: `"${quoteFamily}", "Inter", "${markFamily}", "Noto Sans SC"`,
  numbers: `"JetBrains Mono", "${markFamily}", "Noto Sans SC"`,
} as const;

export type Face = keyof typeof family;

export const size = {
  large: 44,
  heading: 36,
  caption: 34,
  formula: 44,
  label: 30,
  token: 32,
  cell: 26,
  small: 26,
} as const;

export type Weight = 400 | 600;

/** The CSS shorthand that a canvas takes. */
export const font = (face: Face, px: number, weight: Weight = 400) =>
  `${weight} ${px}px ${family[face]}`;
