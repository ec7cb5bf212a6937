/** Siblings that fill regions of their own with letters of one size: the largest with which all of them fit. */
import type { Figure, Filling } from './Figure';
import type { Region } from './Region';

/** A figure whose letters have a size, such as `Words` and `TextRun`. */
type Lettered = Figure & { readonly px: () => number };

export function fillAlike(
  pairs: readonly (readonly [figure: Lettered, region: Region])[],
  filling: Filling = {},
): void {
  for (const [figure, region] of pairs) figure.fill(region, filling);
  const px = Math.min(...pairs.map(([figure]) => figure.px()));
  for (const [figure, region] of pairs) {
    figure.fill(region, { ...filling, most: { ...filling.most, px } });
  }
}
