/** Texts of tokens or labels, as words or as a fact. */
import type { TokensFact } from '../../../lessons/facts';

export type LabelTexts = readonly string[] | TokensFact;

export const textsOf = (labels: LabelTexts): readonly string[] =>
  ('kind' in labels ? labels.values : labels).map(visibleText);

/** Nothing is invisible: a line break, a tab and a space at an end get a sign that the faces have. */
export const visibleText = (text: string) =>
  text
    .replaceAll('\n', '¶')
    .replaceAll('\t', '»')
    .replace(/^ +| +$/g, (spaces) => '·'.repeat(spaces.length));
