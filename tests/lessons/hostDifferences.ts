/** Where two hosts disagree about facts: beyond 1e-6 relative, or in any digit that is shown. */
import type { Facts } from '../../src/lessons/facts';
import { formatNumber } from '../../src/theme/formatNumber';

const relative = 1e-6;
/** Of the largest value in the array: a zero that one host reaches exactly and the other nearly. */
const besideLargest = 1e-12;

export function hostDifferences(a: Facts, b: Facts): readonly string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) => compare(a[name], b[name], name, 0, null));
}

function compare(
  a: unknown,
  b: unknown,
  path: string,
  largest: number,
  decimals: number | null,
): readonly string[] {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Object.is(a, b)) return [];
    const allowed = relative * Math.max(Math.abs(a), Math.abs(b)) + besideLargest * largest;
    const near = a === b || Math.abs(a - b) <= allowed;
    const shown = decimals === null || formatNumber(a, decimals) === formatNumber(b, decimals);
    return near && shown ? [] : [`${path}: ${a} and ${b}`];
  }
  if (!isObject(a) || !isObject(b)) return a === b ? [] : [`${path}: ${a} and ${b}`];
  const digits = typeof a.decimals === 'number' ? a.decimals : decimals;
  const values = Object.values(a).filter((x) => typeof x === 'number' && Number.isFinite(x));
  const bound = Math.max(0, ...values.map((x) => Math.abs(Number(x))));
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => compare(a[key], b[key], `${path}.${key}`, bound, digits));
}

const isObject = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === 'object' && x !== null;
