// MergeTable: learned merges, looked up by pair. Symbols are ids: first the alphabet, then one token
// per merge in the order learned, so that token = alphabetSize + rank.
//   No two merges make the same token. At any moment of training, stretches with the same content that
//   nothing has merged across are cut the same way, so a stretch cannot become one token in two ways.
export type Pair = readonly [left: number, right: number];

export class MergeTable {
  private readonly ranks = new Map<number, number>();
  private readonly pairs: Pair[] = [];

  constructor(
    readonly alphabetSize: number,
    merges: Iterable<Pair> = [],
  ) {
    for (const pair of merges) this.add(pair);
  }

  /** Appends a merge and returns the id of the token that it makes. */
  add(pair: Pair): number {
    const rank = this.pairs.push(pair) - 1;
    this.ranks.set(pairKey(...pair), rank);
    return this.alphabetSize + rank;
  }

  rankOf(left: number, right: number): number | undefined {
    return this.ranks.get(pairKey(left, right));
  }

  tokenOf(rank: number): number {
    return this.alphabetSize + rank;
  }

  get merges(): readonly Pair[] {
    return this.pairs;
  }
}

const keyBase = 2 ** 26; // more symbols than any vocabulary has; two of them fit a float64 exactly

export function pairKey(left: number, right: number): number {
  return left * keyBase + right;
}

export function pairOfKey(key: number): Pair {
  return [Math.floor(key / keyBase), key % keyBase];
}
