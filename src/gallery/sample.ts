/** Facts for the gallery: small, and made by arithmetic that can be read off the picture. */
import type { ArrayFact, ScalarFact } from '../lessons/facts';

export const array = (
  dims: string,
  shape: readonly number[],
  values: readonly number[],
  decimals = 2,
): ArrayFact => ({ kind: 'array', of: 'sample', dims: dims.split(' '), shape, values, decimals });

export const scalar = (value: number, decimals = 2): ScalarFact => ({
  kind: 'scalar',
  of: 'sample',
  value,
  decimals,
});

const grid = (rows: number, columns: number, value: (k: number) => number) =>
  array(
    'T S',
    [rows, columns],
    Array.from({ length: rows * columns }, (_, k) => value(k)),
  );

export const waves = grid(4, 5, (k) => 3 * Math.sin(k / 2));
export const otherWaves = grid(4, 5, (k) => 3 * Math.cos(k / 2));

/** Rows that add up to 1. */
export const shares = grid(4, 4, (k) => [0.7, 0.15, 0.1, 0.05][(k + Math.floor(k / 4)) % 4] ?? 0);

/** The share of token 1 for token 0 is gone, and the others of its row have grown. */
export const cutShares = array(
  'T S',
  [4, 4],
  shares.values.map((value, k) => (k === 1 ? 0 : k < 4 ? value / 0.85 : value)),
);

export const words = ['four', 'thousand', 'two', 'hundred'] as const;
