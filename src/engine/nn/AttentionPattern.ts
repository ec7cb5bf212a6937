// AttentionPattern: which keys a query may see, as plain data that a model's configuration can hold.
//   { kind: 'sliding_window', window: 4 }
//   { kind: 'union', of: [{ kind: 'sliding_window', window: 3 }, { kind: 'random', keys: 2, seed: 7 }] }
// Names as in the papers: Child et al. 2019 (strided), Beltagy et al. 2020 (Longformer: window, global), Zaheer et al. 2020
// (BigBird: blocks, random). A query always sees itself, unless a mask written out hides it. `sparseMask` makes the mask.

export type AttentionPattern =
  /** Every key. */
  | { readonly kind: 'dense' }
  /** The nearest keys, the query's own included: |t − s| < window. */
  | { readonly kind: 'sliding_window'; readonly window: number }
  /** Longformer: a window, and chosen positions that see every key and are seen by every query. */
  | {
      readonly kind: 'global_local';
      readonly window: number;
      readonly global: readonly number[];
    }
  /** Child et al., eq. 3 and 4 in one mask: |t − s| < stride, and every stride-th key from the query. */
  | { readonly kind: 'strided'; readonly stride: number }
  /** Blocks of that many positions: the query's own, and so many on either side (0 when absent). */
  | { readonly kind: 'blocked'; readonly block: number; readonly neighbours?: number }
  /** The query's own key and that many others, drawn once per query from the seed (0 when absent). */
  | { readonly kind: 'random'; readonly keys: number; readonly seed?: number }
  /** Written out: not 0 where query t (row) must not see key s (column); a shorter text uses the upper left. */
  | { readonly kind: 'custom'; readonly hidden: readonly (readonly number[])[] }
  /** What any of these shows: BigBird is a window, global positions and random keys. */
  | { readonly kind: 'union'; readonly of: readonly AttentionPattern[] };
