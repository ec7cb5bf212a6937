/** Texts of tokens or labels, as words or as a fact. */
import type { TokensFact } from '../../../lessons/facts';
import { visibleText } from '../../../theme/visibleText';

export type LabelTexts = readonly string[] | TokensFact;

/** Tokens with their blanks to be seen; other labels may have blanks between their words. */
export const textsOf = (labels: LabelTexts): readonly string[] =>
  'kind' in labels ? labels.values.map(visibleText) : labels.map(withEndsSeen);

const withEndsSeen = (text: string) =>
  text.replace(/^\s+|\s+$|[\n\r\t]/g, (blanks) => visibleText(blanks));
