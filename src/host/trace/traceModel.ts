/**
 * Runs a model once and writes every named intermediate, `logits`, `loss`, and on request the gradient of the loss for every
 * parameter, `grad.<name in model.safetensors>`.
 *   loss = mean cross-entropy: position t tells id t + 1; of the encoder–decoder, target ids
 * One id has nothing to predict: no loss is written then.
 */
import { resolve } from 'node:path';
import { gradients } from '../../engine/autograd/gradients';
import { watch } from '../../engine/autograd/watch';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { causalModel } from '../../engine/models/causalModel';
import { encoderDecoder } from '../../engine/models/encoderDecoder/encoderDecoder';
import type { Model } from '../../engine/models/Model';
import { crossEntropy } from '../../engine/ops/crossEntropy';
import type { ParamRecord } from '../../engine/nn/Params';
import { slice } from '../../engine/ops/slice';
import { scope } from '../../engine/tensor/scope';
import { tensorFrom } from '../../engine/tensor/tensorFrom';
import type { Tensor } from '../../engine/tensor/Tensor';
import { requireNumbers } from '../../engine/trace/requireNumbers';
import type { Trace } from '../../engine/trace/Trace';
import type { ModelFolder } from '../modelFolder/openModelFolder';
import type { ModelConfig } from '../weights/weightLayout';
import { SpoolTrace } from './SpoolTrace';
import { TensorSpool } from './TensorSpool';

export type TraceInput =
  | { readonly ids: readonly number[] }
  | { readonly source: readonly number[]; readonly target: readonly number[] };

export interface TraceSettings {
  readonly grad: boolean;
  /** Told of each tensor that is written. */
  readonly report?: (name: string) => void;
}

export interface Traced {
  readonly tensors: number;
  readonly loss: number | undefined;
}

export async function traceModel(
  folder: ModelFolder,
  input: TraceInput,
  out: string,
  { grad, report = () => undefined }: TraceSettings,
): Promise<Traced> {
  const { config } = folder.model;
  const read = 'ids' in input ? input.ids : input.target;
  if (grad && read.length < 2) throw nothingToPredict(read.length);
  if (folder.weights.some((path) => resolve(path) === resolve(out))) throw ownWeights(out);
  const spool = new TensorSpool(out);
  try {
    const compute = () => {
      const params = grad ? watch(folder.model.params) : folder.model.params;
      const logits = run({ config, params }, input, new SpoolTrace(spool, report));
      const loss = read.length < 2 ? undefined : lossOf(logits, read);
      if (!loss) return undefined;
      requireNumbers('loss', loss);
      spool.add('loss', loss);
      if (grad) addGradients(gradients(loss, params), folder, spool, report);
      return loss.item();
    };
    // Gradients need every step to the end. Without them a step is free as soon as the next one is there.
    const loss = grad ? scope(compute) : compute();
    await spool.finish({ format: 'pt', model_type: config.model_type });
    return { tensors: spool.names.length, loss };
  } finally {
    spool.close();
  }
}

function addGradients(
  found: ParamRecord,
  { fileNames }: ModelFolder,
  spool: TensorSpool,
  report: (name: string) => void,
): void {
  for (const [name, inFile] of fileNames) {
    const gradient = found[name];
    if (!gradient) continue;
    requireNumbers(`grad.${name}`, gradient);
    for (const fileName of inFile) {
      spool.add(`grad.${fileName}`, gradient);
      report(`grad.${fileName}`);
    }
  }
}

function run({ config, params }: Model<ModelConfig>, input: TraceInput, trace: Trace): Tensor {
  if (config.model_type === 'encoder-decoder') {
    if ('ids' in input) throw wrongInput(config, '--src-ids and --tgt-ids', 'one text');
    const { source, target } = input;
    return encoderDecoder({ config, params }, { source: [source], target: [target] }, {}, trace);
  }
  if ('source' in input) throw wrongInput(config, '--text or --ids', 'source and target');
  return causalModel({ config, params }, [input.ids], {}, trace);
}

function lossOf(logits: Tensor, ids: readonly number[]): Tensor {
  const told = slice(logits, { axis: 1, start: 0, end: ids.length - 1 });
  return crossEntropy(told, tensorFrom([ids.slice(1)], 'int32'));
}

function nothingToPredict(length: number): ForwardPassError {
  return new ForwardPassError({
    what: 'trace: the gradient of the loss',
    expected: 'at least 2 ids, as each position is to tell the next',
    got: `${length}`,
    hint: 'leave out --grad, or give more ids',
  });
}

function ownWeights(out: string): ForwardPassError {
  return new ForwardPassError({
    what: 'trace: where to write',
    expected: 'a file of its own',
    got: `${out}, the weights of the model`,
    hint: 'give --out another name',
  });
}

function wrongInput({ model_type }: ModelConfig, expected: string, got: string): ForwardPassError {
  return new ForwardPassError({
    what: `trace: what a model of type ${model_type} reads`,
    expected,
    got,
    hint: 'an encoder–decoder reads a source and a target, any other model one text',
  });
}
