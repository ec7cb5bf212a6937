// encode: the encoder half of the Transformer of Vaswani et al. 2017.                    ids (B, T) → memory (B, T, C)
//   x = embedding[id] · √C + position
//   x ← encoderLayer(x), L times             block.0, block.1, … in the trace
//   memory = norm(x)                         not in the paper: torch.nn.Transformer closes its encoder with one more norm,
//                                            and its state dict carries it
// Checked against torch.nn.TransformerEncoder, with the gradient of every parameter.
import { encoderLayer } from '../../nn/encoderLayer';
import { idRows, type IdRows } from '../../nn/idRows';
import { layerNorm } from '../../nn/layerNorm';
import { Params } from '../../nn/Params';
import type { Rng } from '../../random/Rng';
import type { Tensor } from '../../tensor/Tensor';
import { noTrace, type Trace } from '../../trace/Trace';
import { checkParams } from '../checkParams';
import type { Model } from '../Model';
import { embedTokens } from './embedTokens';
import type { EncoderDecoderConfig } from './EncoderDecoderConfig';
import { halfShapes } from './encoderDecoderShapes';
import { paddingMask } from './paddingMask';

export interface EncodeSettings {
  /** Present while training: dropout at `config.dropout`, drawn in the order of computation. */
  readonly rng?: Rng | undefined;
}

export function encode(
  { config, params: record }: Model<EncoderDecoderConfig>,
  rows: IdRows,
  { rng }: EncodeSettings = {},
  trace: Trace = noTrace,
): Tensor {
  const { d_model: C, source_vocab_size: V, layer_norm_eps: epsilon, dropout: rate } = config;
  checkParams(record, halfShapes(config, 'encoder'));
  const params = new Params(record);
  const ids = idRows(rows, V);
  const mask = paddingMask(ids, config.pad_token_id);

  const table = params.get('source_embedding.weight', 'V C', { V, C });
  let x = embedTokens(table, ids, { rate, rng }, trace);
  const encoder = params.within('transformer.encoder');
  for (let l = 0; l < config.num_encoder_layers; l++) {
    const layer = encoder.within(`layers.${l}`);
    x = encoderLayer(x, layer, config, { mask, rng }, trace.within(`block.${l}`));
  }
  return layerNorm(x, encoder.within('norm'), { epsilon, name: 'final_layer_norm' }, trace);
}
