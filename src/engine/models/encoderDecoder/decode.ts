// decode: the decoder half of the Transformer of Vaswani et al. 2017.        ids (B, T), memory (B, S, C) → (B, T, C)
//   x = embedding[id] · √C + position
//   x ← decoderLayer(x, memory), L times     a position sees itself and those before it, and all of the memory
//   y = norm(x)                              as in torch.nn.Transformer, which closes its decoder with one more norm
// Checked against torch.nn.TransformerDecoder, with the gradient of every parameter.
import { causalMask } from '../../nn/causalMask';
import { decoderLayer } from '../../nn/decoderLayer';
import { idRows, type IdRows } from '../../nn/idRows';
import type { KeysAndValues, KeyValueCache } from '../../nn/KeyValueCache';
import { layerNorm } from '../../nn/layerNorm';
import { keysAndValues } from '../../nn/multiHeadAttention';
import { Params } from '../../nn/Params';
import { dims } from '../../tensor/dims';
import { zipElements } from '../../tensor/elementwise';
import { Tensor } from '../../tensor/Tensor';
import { noTrace, type Trace } from '../../trace/Trace';
import { checkParams } from '../checkParams';
import type { Model } from '../Model';
import { embedTokens } from './embedTokens';
import type { EncodeSettings } from './encode';
import type { EncoderDecoderConfig } from './EncoderDecoderConfig';
import { halfShapes } from './encoderDecoderShapes';
import { paddingMask } from './paddingMask';

/** What the decoder asks: the encoder's rows, or for each layer the keys and values already made of them. */
export interface Memory {
  readonly rows: Tensor | readonly KeysAndValues[];
  /** Not 0 at a row that no query must see, such as padding: (B, 1, 1, S). */
  readonly mask?: Tensor | undefined;
}

export interface DecodeSettings extends EncodeSettings {
  /** The positions read before, the same number in every row: with a cache no target is padded. */
  readonly cache?: KeyValueCache | undefined;
}

export function decode(
  { config, params: record }: Model<EncoderDecoderConfig>,
  target: IdRows,
  { rows: memory, mask: memoryMask }: Memory,
  { cache, rng }: DecodeSettings = {},
  trace: Trace = noTrace,
): Tensor {
  const { d_model: C, target_vocab_size: V, layer_norm_eps: epsilon, dropout: rate } = config;
  checkParams(record, halfShapes(config, 'decoder'));
  const params = new Params(record);
  const ids = idRows(target, V);
  const { T } = dims(ids, 'B T');
  const past = cache?.length ?? 0;
  const padding = cache ? undefined : paddingMask(ids, config.pad_token_id);
  const mask = either(causalMask(T, past + T), padding);

  const table = params.get('target_embedding.weight', 'V C', { V, C });
  let x = embedTokens(table, ids, { start: past, rate, rng }, trace);
  const decoder = params.within('transformer.decoder');
  for (let l = 0; l < config.num_decoder_layers; l++) {
    const layer = decoder.within(`layers.${l}`);
    const asked = memory instanceof Tensor ? memory : (memory[l] as KeysAndValues);
    const extend = cache && ((k: Tensor, v: Tensor) => cache.extend(l, k, v));
    const settings = { mask, memoryMask, extend, rng };
    x = decoderLayer(x, asked, layer, config, settings, trace.within(`block.${l}`));
  }
  cache?.advance(T);
  return layerNorm(x, decoder.within('norm'), { epsilon, name: 'final_layer_norm' }, trace);
}

/** The keys and values of the memory (B, S, C) in every layer: they stay the same while the target grows. */
export function memoryOf(
  { config, params }: Model<EncoderDecoderConfig>,
  rows: Tensor,
): KeysAndValues[] {
  const decoder = new Params(params).within('transformer.decoder');
  return Array.from({ length: config.num_decoder_layers }, (_, l) =>
    keysAndValues(rows, decoder.within(`layers.${l}.multihead_attn`), config.nhead),
  );
}

function either(mask: Tensor, other: Tensor | undefined): Tensor {
  return other ? zipElements(mask, other, 'decode: masks', (a, b) => (a || b ? 1 : 0)) : mask;
}
