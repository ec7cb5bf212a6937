/** A GPT-2 whose next token is drawn from the given logits, whatever it has read: its last norm is a constant. */
import { gpt2Small, type Gpt2Config } from '../../src/engine/models/gpt2/Gpt2Config';
import { initialGpt2 } from '../../src/engine/models/gpt2/initialGpt2';
import type { Model } from '../../src/engine/models/Model';
import { Rng } from '../../src/engine/random/Rng';
import { filled, tensorFrom } from '../../src/engine/tensor/tensorFrom';

export function spokenModel(logits: readonly number[]): Model<Gpt2Config> {
  const sizes = { vocab_size: logits.length, n_positions: 16, n_embd: 2, n_layer: 1, n_head: 1 };
  const { config, params } = initialGpt2({ ...gpt2Small, ...sizes }, new Rng('spoken'));
  return {
    config,
    params: {
      ...params,
      'transformer.wte.weight': tensorFrom(logits.map((logit) => [logit, 0])),
      'transformer.ln_f.weight': filled([2], 0),
      'transformer.ln_f.bias': tensorFrom([1, 0]),
    },
  };
}

/** Logits of V ids, as given where they are, else so low that such an id is never drawn. */
export function favouring(V: number, given: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: V }, (_, id) => given[id] ?? -60);
}
