import type { Pair } from './MergeTable';

// mergePair: replace every occurrence of a pair by one token, from left to right: a a a → aa a.
// `at` says where the new tokens stand in the result.
export function mergePair(
  symbols: readonly number[],
  [left, right]: Pair,
  token: number,
): { symbols: number[]; at: number[] } {
  const merged: number[] = [];
  const at: number[] = [];
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i] ?? 0;
    if (symbol === left && i + 1 < symbols.length && symbols[i + 1] === right) {
      at.push(merged.length);
      merged.push(token);
      i++;
    } else {
      merged.push(symbol);
    }
  }
  return { symbols: merged, at };
}
