import { mergePair } from './mergePair';
import type { MergeTable, Pair } from './MergeTable';

// applyMerges: cut a sequence the way training would have: while any neighbours are a learned pair,
// take the pair learned first and merge all its occurrences. Every round is returned.
//   source: Sennrich et al. 2016, section 3.2; the loop is `bpe` in GPT-2's encoder.py
//   checked against: mergeByHeap, which encodes long text
export interface AppliedMerge {
  readonly rank: number;
  readonly pair: Pair;
  readonly token: number;
  readonly at: readonly number[]; // where the new tokens stand in `symbols`
  readonly symbols: readonly number[]; // after this merge
}

export function applyMerges(symbols: readonly number[], table: MergeTable): AppliedMerge[] {
  const rounds: AppliedMerge[] = [];
  let current = symbols;
  for (;;) {
    const best = firstLearned(current, table);
    if (best === undefined) return rounds;
    const token = table.tokenOf(best.rank);
    const merged = mergePair(current, best.pair, token);
    current = merged.symbols;
    rounds.push({ ...best, token, ...merged });
  }
}

function firstLearned(
  symbols: readonly number[],
  table: MergeTable,
): { rank: number; pair: Pair } | undefined {
  let best: { rank: number; pair: Pair } | undefined;
  for (let i = 0; i + 1 < symbols.length; i++) {
    const pair: Pair = [symbols[i] ?? 0, symbols[i + 1] ?? 0];
    const rank = table.rankOf(...pair);
    if (rank !== undefined && (best === undefined || rank < best.rank)) best = { rank, pair };
  }
  return best;
}
