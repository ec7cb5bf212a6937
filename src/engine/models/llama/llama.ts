// llama: the decoder of Touvron et al. 2023.                                             ids (B, T) → logits (B, T, V)
//   x = embedding[id]
//   x ← x + attention(norm₁(x)),  x ← x + swiglu(norm₂(x)),  L times      RMSNorm; RoPE turns q and k in every layer
//   logits = norm(x) · W_outᵀ                                            W_out may be the embedding itself (tied)
// The trace calls the norms layer_norm_1, layer_norm_2 and final_layer_norm, as in every model. Checked against torch.
import { ForwardPassError } from '../../errors/ForwardPassError';
import { idRows, type IdRows } from '../../nn/idRows';
import { lastPosition } from '../../nn/lastPosition';
import { affine } from '../../nn/linear';
import { llamaAttention, type LlamaAttentionSettings } from '../../nn/llamaAttention';
import { Params } from '../../nn/Params';
import { rmsNorm } from '../../nn/rmsNorm';
import { reluLayer } from '../../nn/reluLayer';
import { swiglu } from '../../nn/swiglu';
import { add } from '../../ops/add';
import { embedding } from '../../ops/embedding';
import { dims } from '../../tensor/dims';
import type { Tensor } from '../../tensor/Tensor';
import { noTrace, type Trace } from '../../trace/Trace';
import { checkContext } from '../checkContext';
import { checkParams } from '../checkParams';
import type { ForwardSettings } from '../ForwardSettings';
import type { Model } from '../Model';
import { llamaContext, type LlamaConfig } from './LlamaConfig';
import { llamaShapes } from './llamaShapes';

export function llama(
  { config, params: record }: Model<LlamaConfig>,
  rows: IdRows,
  settings: ForwardSettings = {},
  trace: Trace = noTrace,
): Tensor {
  const { vocab_size: V, hidden_size: C, rms_norm_eps: epsilon } = config;
  const { cache, rng, lastOnly } = settings;
  checkParams(record, llamaShapes(config));
  const params = new Params(record);
  const ids = idRows(rows, V);
  const { T } = dims(ids, 'B T');
  const past = cache?.length ?? 0;
  checkContext('llama', past, T, llamaContext(config));
  if (cache && config.rope_scaling?.rope_type === 'dynamic') throw noPast();

  const table = params.get('model.embed_tokens.weight', 'V C', { V, C });
  let x = trace.record('token_embedding', embedding(table, ids), 'B T C');
  for (let l = 0; l < config.num_hidden_layers; l++) {
    const extend = cache && ((k: Tensor, v: Tensor) => cache.extend(l, k, v));
    const layer = params.within(`model.layers.${l}`);
    x = llamaLayer(x, layer, { config, past, extend, rng }, trace.within(`block.${l}`));
  }
  cache?.advance(T);
  if (lastOnly) x = lastPosition(x);
  const last = { epsilon, name: 'final_layer_norm' };
  const rest = rmsNorm(x, params.within('model.norm'), last, trace);
  const head = config.tie_word_embeddings ? table : params.get('lm_head.weight', 'V C', { V, C });
  return trace.record('logits', affine(rest, head), 'B T V');
}

interface LayerSettings
  extends Pick<LlamaAttentionSettings, 'past' | 'extend'>, Pick<ForwardSettings, 'rng'> {
  readonly config: LlamaConfig;
}

function llamaLayer(
  x: Tensor,
  params: Params,
  { config, past, extend, rng }: LayerSettings,
  trace: Trace,
): Tensor {
  const epsilon = config.rms_norm_eps;
  const attention = {
    heads: config.num_attention_heads,
    keyValueHeads: config.num_key_value_heads,
    base: config.rope_theta,
    scaling: config.rope_scaling,
    layout: config.rope_interleave ? ('interleaved' as const) : ('half-split' as const),
    past,
    extend,
    dropout: rng && { rate: config.attention_dropout ?? 0, rng },
  };
  const before = { epsilon, name: 'layer_norm_1' };
  const calm = rmsNorm(x, params.within('input_layernorm'), before, trace);
  const attended = llamaAttention(calm, params.within('self_attn'), attention, trace);
  const between = trace.record('residual_1', add(x, attended), 'B T C');

  const after = { epsilon, name: 'layer_norm_2' };
  const settled = rmsNorm(between, params.within('post_attention_layernorm'), after, trace);
  const think = config.feed_forward === 'relu' ? reluLayer : swiglu;
  const thought = think(settled, params.within('mlp'), trace);
  return trace.record('residual_2', add(between, thought), 'B T C');
}

function noPast(): ForwardPassError {
  return new ForwardPassError({
    what: 'llama: read on from a cache',
    expected: 'angles that stay as they are when the text grows',
    got: 'rope_scaling dynamic',
    hint: 'read the whole text each time, without a cache',
  });
}
