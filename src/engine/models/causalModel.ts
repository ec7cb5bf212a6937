// causalModel: whichever model predicts the next token, by the `model_type` of its configuration.
//   ids (B, T) → logits (B, T, V)
import { ForwardPassError } from '../errors/ForwardPassError';
import { KeyValueCache } from '../nn/KeyValueCache';
import type { IdRows } from '../nn/idRows';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import type { ForwardSettings } from './ForwardSettings';
import { gpt2 } from './gpt2/gpt2';
import type { Gpt2Config } from './gpt2/Gpt2Config';
import { llama } from './llama/llama';
import { llamaContext, type LlamaConfig } from './llama/LlamaConfig';
import { mamba } from './mamba/mamba';
import type { MambaConfig } from './mamba/MambaConfig';
import { MambaState } from './mamba/MambaState';
import type { Model } from './Model';

export type CausalConfig = Gpt2Config | LlamaConfig | MambaConfig;
export type CausalModel = Model<CausalConfig>;

/** What a model remembers of the tokens it has read: keys and values that grow, or a state that does not. */
export type CausalCache = KeyValueCache | MambaState;

export interface CausalSettings extends Pick<ForwardSettings, 'rng' | 'lastOnly'> {
  readonly cache?: CausalCache | undefined;
}

export function causalModel(
  { config, params }: CausalModel,
  rows: IdRows,
  { cache, ...settings }: CausalSettings = {},
  trace: Trace = noTrace,
): Tensor {
  switch (config.model_type) {
    case 'gpt2':
      return gpt2({ config, params }, rows, { cache: keysAndValues(cache), ...settings }, trace);
    case 'llama':
      return llama({ config, params }, rows, { cache: keysAndValues(cache), ...settings }, trace);
    case 'mamba':
      return mamba({ config, params }, rows, { cache: state(cache), ...settings }, trace);
  }
}

/** An empty cache of the kind that this model keeps. */
export function newCache({ model_type }: CausalConfig): CausalCache {
  return model_type === 'mamba' ? new MambaState() : new KeyValueCache();
}

/** Whether what it has computed stays as it is when the text grows, so that a cache may keep it. */
export function keepsPast(config: CausalConfig): boolean {
  if (config.model_type === 'llama') return config.rope_scaling?.rope_type !== 'dynamic';
  return !('causal' in config && config.causal === false);
}

/** The longest text it can read at once. */
export function contextOf(config: CausalConfig): number {
  switch (config.model_type) {
    case 'gpt2':
      return config.n_positions;
    case 'llama':
      return llamaContext(config);
    case 'mamba':
      return Infinity;
  }
}

function keysAndValues(cache: CausalCache | undefined): KeyValueCache | undefined {
  if (!cache || cache instanceof KeyValueCache) return cache;
  throw otherKind('keys and values');
}

function state(cache: CausalCache | undefined): MambaState | undefined {
  if (!cache || cache instanceof MambaState) return cache;
  throw otherKind('a state');
}

function otherKind(kept: string): ForwardPassError {
  return new ForwardPassError({
    what: 'causalModel: read on from a cache',
    expected: `a cache that keeps ${kept}, as this model does`,
    got: 'a cache of the other kind',
    hint: 'make it with newCache(model.config)',
  });
}
