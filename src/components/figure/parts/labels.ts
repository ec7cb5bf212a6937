/** Texts of tokens or labels, as words or as a fact. */
import type { TokensFact } from '../../../lessons/facts';
import { visibleText } from '../../../theme/visibleText';
import { literal } from '../../text/literal';

export type LabelTexts = readonly string[] | TokensFact;

/** Tokens with their blanks to be seen; other labels may have blanks between their words. */
export const textsOf = (labels: LabelTexts): readonly string[] =>
  'kind' in labels ? labels.values.map(visibleText) : labels.map(withEndsSeen);

/** As `paintWords` takes them: what an author has written may have markup, what a token holds has none. */
export const markupOf = (labels: LabelTexts): readonly string[] =>
  'kind' in labels ? textsOf(labels).map(literal) : textsOf(labels);

const withEndsSeen = (text: string) =>
  text.replace(/^\s+|\s+$|[\n\r\t]/g, (blanks) => visibleText(blanks));
