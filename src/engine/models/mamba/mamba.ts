// mamba: the language model of Gu & Dao 2023: no attention, a state of constant size.      ids (B, T) → logits (B, T, V)
//   x = embedding[id]
//   x ← x + mixer(norm(x)),  L times       RMSNorm; the mixer is mambaMixer, and does the work of attention and of the
//                                          feed-forward layer
//   logits = norm(x) · Wᵀ                  W may be the embedding itself (tied)
// Parameters as Hugging Face's MambaForCausalLM. The trace calls the norms layer_norm_1 and final_layer_norm, as in every
// model. Checked against torch, with the gradient of every parameter.
import { idRows, type IdRows } from '../../nn/idRows';
import { lastPosition } from '../../nn/lastPosition';
import { affine } from '../../nn/linear';
import { mambaMixer, type Held } from '../../nn/mambaMixer';
import { Params } from '../../nn/Params';
import { rmsNorm } from '../../nn/rmsNorm';
import { add } from '../../ops/add';
import { embedding } from '../../ops/embedding';
import { dims } from '../../tensor/dims';
import type { Tensor } from '../../tensor/Tensor';
import { noTrace, type Trace } from '../../trace/Trace';
import { checkParams } from '../checkParams';
import type { ForwardSettings } from '../ForwardSettings';
import type { Model } from '../Model';
import type { MambaConfig } from './MambaConfig';
import { mambaShapes } from './mambaShapes';
import type { MambaState } from './MambaState';

/** `rng` as every model takes it while training: Mamba has no dropout. */
export interface MambaSettings extends Pick<ForwardSettings, 'rng' | 'lastOnly'> {
  /** What was read before; the new tokens come after it. */
  readonly cache?: MambaState | undefined;
}

export function mamba(
  { config, params: record }: Model<MambaConfig>,
  rows: IdRows,
  { cache, lastOnly }: MambaSettings = {},
  trace: Trace = noTrace,
): Tensor {
  const { vocab_size: V, hidden_size: C, layer_norm_epsilon: epsilon } = config;
  const { selective = true, discretisation = 'simplified' } = config;
  checkParams(record, mambaShapes(config));
  const params = new Params(record);
  const ids = idRows(rows, V);
  const { B, T } = dims(ids, 'B T');

  const table = params.get('backbone.embeddings.weight', 'V C', { V, C });
  let x = trace.record('token_embedding', embedding(table, ids), 'B T C');
  const layers: Held[] = [];
  for (let l = 0; l < config.num_hidden_layers; l++) {
    const layer = params.within(`backbone.layers.${l}`);
    const block = trace.within(`block.${l}`);
    const calm = rmsNorm(x, layer.within('norm'), { epsilon, name: 'layer_norm_1' }, block);
    const settings = { selective, discretisation, held: cache?.at(l, B) };
    const { output, held } = mambaMixer(calm, layer.within('mixer'), settings, block);
    x = block.record('residual_1', add(x, output), 'B T C');
    layers.push(held);
  }
  cache?.advance(layers, T);
  if (lastOnly) x = lastPosition(x);
  const last = { epsilon, name: 'final_layer_norm' };
  const rest = rmsNorm(x, params.within('backbone.norm_f'), last, trace);
  const tied = config.tie_word_embeddings ?? true;
  const head = tied ? table : params.get('lm_head.weight', 'V C', { V, C });
  return trace.record('logits', affine(rest, head), 'B T V');
}
