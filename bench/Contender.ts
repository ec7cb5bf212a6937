import type { Product } from './workloads';

/** What a library must do to be measured. `contend.ts` calls it in a process of its own. */
export interface Contender {
  readonly version: string;
  /** One product: each call computes it once and ends when the result is there. */
  product(product: Product): Promise<() => unknown>;
  /** nanoGPT's step: each call takes the next batch and gives the loss before the update. */
  trainer(): Promise<(step: number) => Promise<number>>;
  /** GPT-2 small. */
  gpt2(): Promise<Gpt2>;
}

export interface Gpt2 {
  /** All positions; the logits (V) of the last one. */
  forward(ids: Int32Array): Promise<Float32Array>;
  /** The same, and begins a cache anew. */
  prefill(ids: Int32Array): Promise<Float32Array>;
  /** One more token after those in the cache. */
  next(id: number): Promise<Float32Array>;
}
