/** Numbers and tokens of facts as they stand inside a sentence. */
import { literal } from '../components/text/literal';
import { plainWords } from '../components/text/plainWords';
import { ForwardPassError } from '../engine/errors/ForwardPassError';
import { entry } from '../lessons/facts';
import type { ArrayFact, ScalarFact, TokensFact } from '../lessons/facts';
import { formatNumber } from '../theme/formatNumber';
import { visibleText } from '../theme/visibleText';

export const show = (fact: ScalarFact): string => formatNumber(fact.value, fact.decimals);

/** One number of a row or of a matrix. */
export const showEntry = (fact: ArrayFact, i: number, j?: number): string =>
  show(entry(fact, i, j));

/** A share in [0, 1] as whole per cent. */
export const percent = (fact: ScalarFact): string => `${Math.round(fact.value * 100)}%`;

/** One share of a row or of a matrix as whole per cent. */
export const percentEntry = (fact: ArrayFact, i: number, j?: number): string =>
  percent(entry(fact, i, j));

/** One token of a list, the first unless another is asked for, its blanks to be seen; no part of it is markup. */
export function token({ of, values }: TokensFact, i = 0): string {
  const found = values[i];
  if (found !== undefined) return literal(visibleText(found));
  throw new ForwardPassError({
    what: `token ${i} of "${of}"`,
    expected: values.length === 0 ? 'at least one token' : `a place from 0 to ${values.length - 1}`,
    got: `${i}, of ${values.length}`,
    hint: 'the lesson says how many there are',
  });
}

export const length = (fact: TokensFact): string => String(fact.values.length);

/** The size along a dimension letter. */
export function extentOf(fact: ArrayFact, letter: string): string {
  const axis = fact.dims.indexOf(letter);
  return String(fact.shape[axis] ?? '?');
}

/** A sentence as caption files carry it: without colours, formulas in plain characters. */
export const unmarked = plainWords;
