// runModel: any model on what it reads, whichever architecture it has.               rows of ids → logits (B, T, V)
import { ForwardPassError } from '../errors/ForwardPassError';
import { causalModel, type CausalConfig } from '../models/causalModel';
import { encoderDecoder, type SourceAndTarget } from '../models/encoderDecoder/encoderDecoder';
import type { EncoderDecoderConfig } from '../models/encoderDecoder/EncoderDecoderConfig';
import type { Model } from '../models/Model';
import type { IdRows } from '../nn/idRows';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';

export type AnyConfig = CausalConfig | EncoderDecoderConfig;
export type AnyModel = Model<AnyConfig>;

/** One row per text; an encoder–decoder reads sources and targets. */
export type ModelInput = IdRows | SourceAndTarget;

export function runModel(
  { config, params }: AnyModel,
  input: ModelInput,
  trace: Trace = noTrace,
): Tensor {
  if (config.model_type === 'encoder-decoder') {
    if (!hasSource(input)) throw wrongInput(config, '{ source, target }', 'rows of ids');
    return encoderDecoder({ config, params }, input, {}, trace);
  }
  if (hasSource(input)) throw wrongInput(config, 'rows of ids', '{ source, target }');
  return causalModel({ config, params }, input, {}, trace);
}

export function hasSource(input: ModelInput): input is SourceAndTarget {
  return 'source' in input;
}

function wrongInput({ model_type }: AnyConfig, expected: string, got: string): ForwardPassError {
  return new ForwardPassError({
    what: `run a model of type ${model_type}`,
    expected,
    got,
    hint: 'inputOfText makes the input of any model from a text',
  });
}
