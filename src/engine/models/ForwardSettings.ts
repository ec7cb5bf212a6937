// ForwardSettings: what a causal model may be given besides ids.
import type { KeyValueCache } from '../nn/KeyValueCache';
import type { Rng } from '../random/Rng';

export interface ForwardSettings {
  /** The positions read before; the new ones come after them and are kept too. */
  readonly cache?: KeyValueCache | undefined;
  /** Present while training: dropout at the rates of the configuration, drawn in the order of computation. */
  readonly rng?: Rng | undefined;
  /** What comes next, and nothing else: logits of the last position alone, (B, 1, V). */
  readonly lastOnly?: boolean | undefined;
}
