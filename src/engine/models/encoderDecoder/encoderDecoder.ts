// encoderDecoder: the Transformer of Vaswani et al. 2017.       source (B, S), target (B, T) → logits (B, T, V)
//   memory = encode(source)                  encoder.… in the trace
//   y = decode(target, memory)               decoder.… in the trace
//   logits = y Wᵀ + b                        W, b: the generator; position t tells what follows target id t
// Checked against torch.nn.Transformer, with the gradient of every parameter.
import { idRows, type IdRows } from '../../nn/idRows';
import { linear } from '../../nn/linear';
import { Params } from '../../nn/Params';
import { ForwardPassError } from '../../errors/ForwardPassError';
import type { Tensor } from '../../tensor/Tensor';
import { noTrace, type Trace } from '../../trace/Trace';
import type { Model } from '../Model';
import { decode, type Memory } from './decode';
import { encode, type EncodeSettings } from './encode';
import type { EncoderDecoderConfig } from './EncoderDecoderConfig';
import { paddingMask } from './paddingMask';

/** One row per text; the target begins with the token that starts it. */
export interface SourceAndTarget {
  readonly source: IdRows;
  readonly target: IdRows;
}

export function encoderDecoder(
  model: Model<EncoderDecoderConfig>,
  { source, target }: SourceAndTarget,
  settings: EncodeSettings = {},
  trace: Trace = noTrace,
): Tensor {
  if (source.length !== target.length) throw unpaired(source.length, target.length);
  const memory = remember(model, source, settings, trace.within('encoder'));
  const rows = decode(model, target, memory, settings, trace.within('decoder'));
  return trace.record('logits', generator(model, rows), 'B T V');
}

/** The encoder's rows, and which of them are padding. */
export function remember(
  model: Model<EncoderDecoderConfig>,
  source: IdRows,
  settings: EncodeSettings = {},
  trace: Trace = noTrace,
): Memory & { readonly rows: Tensor } {
  const rows = encode(model, source, settings, trace);
  const { source_vocab_size: V, pad_token_id: pad } = model.config;
  return { rows, mask: paddingMask(idRows(source, V), pad) };
}

/** (B, T, C) → logits (B, T, V) */
export function generator({ config, params }: Model<EncoderDecoderConfig>, rows: Tensor): Tensor {
  const [V, C] = [config.target_vocab_size, config.d_model];
  const learned = new Params(params).within('generator');
  learned.get('weight', 'V C', { V, C });
  return linear(rows, learned);
}

function unpaired(sources: number, targets: number): ForwardPassError {
  return new ForwardPassError({
    what: 'encoderDecoder: read a batch',
    expected: 'one target for every source',
    got: `${sources} sources, ${targets} targets`,
  });
}
