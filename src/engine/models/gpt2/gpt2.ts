// gpt2: the decoder of Radford et al. 2019.                                              ids (B, T) → logits (B, T, V)
//   x = embedding[id] + position[t]                                      both learned
//   x ← x + attention(norm₁(x)),  x ← x + ffn(norm₂(x)),  L times        LayerNorm before each (pre-norm)
//   ffn(x) = gelu(x W₁ + b₁) W₂ + b₂                                     the tanh form of GELU
//   num_local_experts: a mixture of experts in place of each ffn       Shazeer et al. 2017
//   attention_pattern: a query sees fewer keys than all before it      Child et al. 2019
//   causal false: a query sees all keys, those after it too            to compare with
//   logits = norm(x) · Wᵀ                                                W is the embedding itself (tied)
// Parameters as in Hugging Face's GPT-2. Checked against torch, with the gradient of every parameter.
import { causalMask } from '../../nn/causalMask';
import { conv1d } from '../../nn/conv1d';
import { dropout } from '../../nn/dropout';
import { gpt2Attention, type Gpt2AttentionSettings } from '../../nn/gpt2Attention';
import { idRows, type IdRows } from '../../nn/idRows';
import { lastPosition } from '../../nn/lastPosition';
import { layerNorm } from '../../nn/layerNorm';
import { affine } from '../../nn/linear';
import { mixtureOfExperts, type MixtureSettings } from '../../nn/mixtureOfExperts';
import { Params } from '../../nn/Params';
import { sparseMask } from '../../nn/sparseMask';
import { add } from '../../ops/add';
import { embedding } from '../../ops/embedding';
import { slice } from '../../ops/slice';
import type { Rng } from '../../random/Rng';
import { dims } from '../../tensor/dims';
import type { Tensor } from '../../tensor/Tensor';
import { sliceView } from '../../tensor/views';
import { noTrace, type Trace } from '../../trace/Trace';
import { ForwardPassError } from '../../errors/ForwardPassError';
import { checkContext } from '../checkContext';
import { checkParams } from '../checkParams';
import type { ForwardSettings } from '../ForwardSettings';
import type { Model } from '../Model';
import { gpt2Activations, type Gpt2Config } from './Gpt2Config';
import { gpt2Shapes } from './gpt2Shapes';

export function gpt2(
  { config, params: record }: Model<Gpt2Config>,
  rows: IdRows,
  settings: ForwardSettings = {},
  trace: Trace = noTrace,
): Tensor {
  const { vocab_size: V, n_embd: C, n_positions: P, layer_norm_epsilon: epsilon } = config;
  const { cache, rng, lastOnly } = settings;
  checkParams(record, gpt2Shapes(config));
  const params = new Params(record);
  const ids = idRows(rows, V);
  const { T } = dims(ids, 'B T');
  const past = cache?.length ?? 0;
  checkContext('gpt2', past, T, P);
  if (cache && config.causal === false) throw noPast();

  const table = params.get('transformer.wte.weight', 'V C', { V, C });
  const places = params.get('transformer.wpe.weight', 'P C', { P, C });
  const tokens = trace.record('token_embedding', embedding(table, ids), 'B T C');
  const here = slice(places, { axis: 0, start: past, end: past + T });
  const positions = trace.record('position_embedding', here, 'T C');
  const sum = trace.record('embedding_sum', add(tokens, positions), 'B T C');

  const mask = maskOf(config, past, T);
  let x = dropout(sum, config.embd_pdrop, rng);
  for (let l = 0; l < config.n_layer; l++) {
    const extend = cache && ((k: Tensor, v: Tensor) => cache.extend(l, k, v));
    const layer = params.within(`transformer.h.${l}`);
    x = gpt2Layer(x, layer, { config, mask, extend, rng }, trace.within(`block.${l}`));
  }
  cache?.advance(T);
  if (lastOnly) x = lastPosition(x);
  const last = { epsilon, name: 'final_layer_norm' };
  const rest = layerNorm(x, params.within('transformer.ln_f'), last, trace);
  const tied = config.tie_word_embeddings ?? true;
  const head = tied ? table : params.get('lm_head.weight', 'V C', { V, C });
  return trace.record('logits', affine(rest, head), 'B T V');
}

/** (T, S): the last T rows of the mask over all S = past + T positions; undefined where nothing is hidden. */
function maskOf(
  { attention_pattern: pattern, causal = true }: Gpt2Config,
  past: number,
  T: number,
): Tensor | undefined {
  const S = past + T;
  if (pattern) return sliceView(sparseMask(S, { ...pattern, causal }), 0, past, S);
  return causal ? causalMask(T, S) : undefined;
}

interface LayerSettings
  extends Pick<Gpt2AttentionSettings, 'mask' | 'extend'>, Pick<ForwardSettings, 'rng'> {
  readonly config: Gpt2Config;
}

function gpt2Layer(
  x: Tensor,
  params: Params,
  { config, mask, extend, rng }: LayerSettings,
  trace: Trace,
): Tensor {
  const epsilon = config.layer_norm_epsilon;
  const added = (rows: Tensor, change: Tensor) =>
    add(rows, dropout(change, config.resid_pdrop, rng));

  const before = { epsilon, name: 'layer_norm_1' };
  const calm = layerNorm(x, params.within('ln_1'), before, trace);
  const attention = {
    heads: config.n_head,
    mask: mask && config.attention_pattern ? trace.record('sparse_mask', mask, 'T S') : mask,
    extend,
    dropout: rng && { rate: config.attn_pdrop, rng },
  };
  const attended = gpt2Attention(calm, params.within('attn'), attention, trace);
  const between = trace.record('residual_1', added(x, attended), 'B T C');

  const after = { epsilon, name: 'layer_norm_2' };
  const settled = layerNorm(between, params.within('ln_2'), after, trace);
  const mlp = params.within('mlp');
  const thought = config.num_local_experts
    ? mixtureOfExperts(settled, mlp, mixtureSettings(config, rng), trace)
    : gpt2FeedForward(settled, mlp, config, trace);
  return trace.record('residual_2', added(between, thought), 'B T C');
}

function gpt2FeedForward(x: Tensor, params: Params, config: Gpt2Config, trace: Trace): Tensor {
  const activation = gpt2Activations[config.activation_function];
  const hidden = trace.record('ffn_hidden', conv1d(x, params.within('c_fc')), 'B T F');
  const active = trace.record('ffn_activation', activation(hidden), 'B T F');
  return trace.record('ffn_output', conv1d(active, params.within('c_proj')), 'B T C');
}

function mixtureSettings(config: Gpt2Config, rng: Rng | undefined): MixtureSettings {
  return {
    experts: config.num_local_experts ?? 0,
    chosen: config.num_experts_per_tok ?? 2,
    activation: gpt2Activations[config.activation_function],
    gateDeviation: config.router_deviation ?? 0,
    gateDropout: config.router_pdrop ?? 0,
    expertDropout: config.expert_pdrop ?? 0,
    rng,
  };
}

function noPast(): ForwardPassError {
  return new ForwardPassError({
    what: 'gpt2: read on from a cache',
    expected: 'a causal model, whose rows stay as they are when the text grows',
    got: 'one whose configuration says causal: false',
    hint: 'read the whole text again, as generate does',
  });
}
