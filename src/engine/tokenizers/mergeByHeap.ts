import type { MergeTable } from './MergeTable';
import { MinHeap } from './MinHeap';

// mergeByHeap: the result of applyMerges without the record, in O(n log n), so that a megabyte without
// a space is no trap. Possible merges wait in a heap, lowest rank first, leftmost first within a rank;
// one that an earlier merge has broken is recognised when it comes up: its pair has another rank by then.
//   checked against: applyMerges
export function mergeByHeap(symbols: readonly number[], table: MergeTable): number[] {
  const n = symbols.length;
  const ids = Float64Array.from(symbols);
  const next = Int32Array.from(symbols, (_, i) => i + 1); // n: the end
  const previous = Int32Array.from(symbols, (_, i) => i - 1);
  const gone = new Uint8Array(n);
  const heap = new MinHeap<number>((a, b) => a < b);

  const rankAt = (i: number): number | undefined => {
    const after = next[i] ?? n;
    return after < n ? table.rankOf(ids[i] ?? 0, ids[after] ?? 0) : undefined;
  };
  const offer = (i: number): void => {
    const rank = rankAt(i);
    if (rank !== undefined) heap.push(rank * positions + i);
  };

  for (let i = 0; i < n; i++) offer(i);
  for (let entry = heap.pop(); entry !== undefined; entry = heap.pop()) {
    const rank = Math.floor(entry / positions);
    const left = entry % positions;
    if (gone[left] === 1 || rankAt(left) !== rank) continue;
    const right = next[left] ?? n;
    const after = next[right] ?? n;
    ids[left] = table.tokenOf(rank);
    gone[right] = 1;
    next[left] = after;
    if (after < n) previous[after] = left;
    offer(left);
    const before = previous[left] ?? -1;
    if (before >= 0) offer(before);
  }
  return Array.from(ids).filter((_, i) => gone[i] === 0);
}

const positions = 2 ** 31; // rank · positions + position stays an exact integer in a float64
