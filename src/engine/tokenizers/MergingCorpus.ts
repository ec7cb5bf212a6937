import type { CountedWord } from './learnMerges';
import { pairKey } from './MergeTable';

// MergingCorpus: words whose symbols merge, and every pair of neighbours with its count and its places,
// kept true through each merge. Words lie behind one another; a place is where a pair's left symbol began
// before any merge, so that places keep their reading order. A pair's list of places is never cleaned:
// a place that a merge has taken away is recognised, because the symbols there are others.
export class MergingCorpus {
  private readonly symbols: Float64Array; // gone: −1
  private readonly next: Int32Array; // −1: the word ends
  private readonly previous: Int32Array;
  private readonly counts: Float64Array; // per place: how often its word occurs
  private readonly byKey = new Map<number, CorpusPair>();

  constructor(words: readonly CountedWord[]) {
    const length = words.reduce((sum, { symbols }) => sum + symbols.length, 0);
    this.symbols = new Float64Array(length);
    this.counts = new Float64Array(length);
    this.next = Int32Array.from({ length }, (_, i) => i + 1);
    this.previous = Int32Array.from({ length }, (_, i) => i - 1);
    let start = 0;
    for (const { symbols, count } of words) {
      if (symbols.length === 0) continue;
      const end = start + symbols.length;
      this.symbols.set(symbols, start);
      this.counts.fill(count, start, end);
      this.previous[start] = -1;
      this.next[end - 1] = -1;
      start = end;
    }
    for (let place = 0; place < length; place++) {
      if (this.after(place) >= 0) this.gain(place);
    }
  }

  get pairs(): Iterable<CorpusPair> {
    return this.byKey.values();
  }

  /** Replaces the pair by the token, from left to right: a a a → aa a. Returns the pairs that this made. */
  merge(pair: CorpusPair, token: number): Iterable<CorpusPair> {
    const made = new Set<CorpusPair>();
    for (const left of pair.places) {
      if (!this.holds(pair, left)) continue;
      const right = this.after(left);
      const before = this.previous[left] ?? -1;
      const beyond = this.after(right);
      for (const place of [before, left, right]) this.lose(place);

      this.symbols[left] = token;
      this.symbols[right] = -1;
      this.next[left] = beyond;
      if (beyond >= 0) this.previous[beyond] = left;
      if (before >= 0) made.add(this.gain(before));
      if (beyond >= 0) made.add(this.gain(left));
    }
    this.byKey.delete(pairKey(pair.left, pair.right));
    return made;
  }

  holds({ left, right }: CorpusPair, place: number): boolean {
    return this.symbols[place] === left && this.symbols[this.after(place)] === right;
  }

  private after(place: number): number {
    return this.next[place] ?? -1;
  }

  private gain(place: number): CorpusPair {
    const left = this.symbols[place] ?? 0;
    const right = this.symbols[this.after(place)] ?? 0;
    const key = pairKey(left, right);
    const pair = this.byKey.get(key) ?? new CorpusPair(this, left, right);
    this.byKey.set(key, pair);
    pair.places.push(place);
    pair.count += this.counts[place] ?? 0;
    return pair;
  }

  /** The pair that begins here, if one does, is about to be broken. */
  private lose(place: number): void {
    const after = this.after(place);
    if (after < 0) return;
    const pair = this.byKey.get(pairKey(this.symbols[place] ?? 0, this.symbols[after] ?? 0));
    if (pair) pair.count -= this.counts[place] ?? 0;
  }
}

export class CorpusPair {
  readonly places: number[] = []; // in reading order, with some that are no longer true
  count = 0;
  private passed = 0; // of the places: no longer true

  constructor(
    private readonly corpus: MergingCorpus,
    readonly left: number,
    readonly right: number,
  ) {}

  /** Where the pair is met first; Infinity when nowhere. */
  get firstPlace(): number {
    for (; this.passed < this.places.length; this.passed++) {
      const place = this.places[this.passed] ?? 0;
      if (this.corpus.holds(this, place)) return place;
    }
    return Infinity;
  }
}
