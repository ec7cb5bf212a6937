// encode: the encoder half of the Transformer of Vaswani et al. 2017.                    ids (B, T) → memory (B, T, C)
//   x = embedding[id] · √C + position        rows of variance 1, so that the positions do not drown them
//   x ← encoderLayer(x), L times             block.0, block.1, … in the trace
//   memory = norm(x)                         not in the paper: torch.nn.Transformer closes its encoder with one more norm,
//                                            and its state dict carries it
// Checked against torch.nn.TransformerEncoder, with the gradient of every parameter.
import { encoderLayer } from '../../nn/encoderLayer';
import { idRows, type IdRows } from '../../nn/idRows';
import { layerNorm } from '../../nn/layerNorm';
import { Params } from '../../nn/Params';
import { sinusoidalPositions } from '../../nn/sinusoidalPositions';
import { add } from '../../ops/add';
import { embedding } from '../../ops/embedding';
import { scale } from '../../ops/scale';
import { dims } from '../../tensor/dims';
import { mapElements } from '../../tensor/elementwise';
import type { Tensor } from '../../tensor/Tensor';
import { reshapeView } from '../../tensor/views';
import { noTrace, type Trace } from '../../trace/Trace';
import type { Model } from '../Model';
import type { EncoderDecoderConfig } from './EncoderDecoderConfig';

export function encode(
  { config, params: record }: Model<EncoderDecoderConfig>,
  rows: IdRows,
  trace: Trace = noTrace,
): Tensor {
  const { d_model: C, source_vocab_size: V, layer_norm_eps: epsilon } = config;
  const params = new Params(record);
  const ids = idRows(rows, V);
  const { B, T } = dims(ids, 'B T');

  const table = params.get('source_embedding.weight', 'V C', { V, C });
  const tokens = trace.record('token_embedding', embedding(table, ids), 'B T C');
  const scaled = trace.record('scaled_embedding', scale(tokens, { by: Math.sqrt(C) }), 'B T C');
  const positions = trace.record('position_encoding', sinusoidalPositions(T, C), 'T C');
  let x = trace.record('embedding_sum', add(scaled, positions), 'B T C');

  const { pad_token_id: pad } = config;
  const padding = pad === undefined ? undefined : mapElements(ids, (id) => (id === pad ? 1 : 0));
  const mask = padding && reshapeView(padding, [B, 1, 1, T]); // the same keys hidden from every query
  const encoder = params.within('transformer.encoder');
  for (let l = 0; l < config.num_encoder_layers; l++) {
    x = encoderLayer(
      x,
      encoder.within(`layers.${l}`),
      config,
      { mask },
      trace.within(`block.${l}`),
    );
  }
  return layerNorm(x, encoder.within('norm'), { epsilon, name: 'final_layer_norm' }, trace);
}
