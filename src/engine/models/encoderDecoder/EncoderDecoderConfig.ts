// EncoderDecoderConfig: the encoder–decoder Transformer's `config.json`, named after the arguments of torch.nn.Transformer.
import type { EncoderLayerConfig } from '../../nn/encoderLayer';

export interface EncoderDecoderConfig extends EncoderLayerConfig {
  readonly model_type: 'encoder-decoder';
  /** C */
  readonly d_model: number;
  /** L of the encoder */
  readonly num_encoder_layers: number;
  /** L of the decoder */
  readonly num_decoder_layers: number;
  /** F */
  readonly dim_feedforward: number;
  /** V of the input */
  readonly source_vocab_size: number;
  /** V of the output; it may be the beginning of one vocabulary that both share. */
  readonly target_vocab_size: number;
  /** The id that fills up shorter rows of a batch; no query sees it. */
  readonly pad_token_id?: number;
}

/** Small enough that every number of it can be shown. */
export const numberTranslator: EncoderDecoderConfig = {
  model_type: 'encoder-decoder',
  d_model: 6,
  nhead: 2,
  num_encoder_layers: 2,
  num_decoder_layers: 2,
  dim_feedforward: 12,
  activation: 'relu',
  norm_first: false,
  layer_norm_eps: 1e-5,
  source_vocab_size: 57,
  target_vocab_size: 13,
};
