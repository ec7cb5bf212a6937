/** runSession: a session's forward pass; everything that the engine's trace names, laid into memory that threads share. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { contextOf } from '../../engine/models/causalModel';
import { gpt2 } from '../../engine/models/gpt2/gpt2';
import { inputOfText } from '../../engine/questions/inputOfText';
import { hasSource, runModel, type ModelInput } from '../../engine/questions/runModel';
import { Rng } from '../../engine/random/Rng';
import { flat } from '../../engine/tensor/flat';
import { scope } from '../../engine/tensor/scope';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import { Recorder } from '../../engine/trace/Recorder';
import { requireNumbers } from '../../engine/trace/requireNumbers';
import type { Trace } from '../../engine/trace/Trace';
import type { ModelConfig } from '../../host/weights/weightLayout';
import type { Limits } from '../limits';
import type { SessionContent } from '../session/SessionContent';
import { planSteps } from '../steps/planSteps';
import { checkSize } from './checkSize';
import type { Models } from './Models';
import type { LaidTensor, Run, RunFacts } from './Run';
import { gpt2ConfigOf, modelOfTokens, type ModelPart } from './seededModel';
import { tokenTexts } from './tokenTexts';

export interface Asked {
  readonly content: SessionContent;
  /** The folder of its model, if it is a trained one. */
  readonly folder?: string;
}

export async function runSession(
  { content, folder }: Asked,
  models: Models,
  limits: Limits,
): Promise<Run> {
  if (folder !== undefined) return runTrained(content.text, folder, models, limits);
  if (content.config) return runSeeded(content, content.config, models, limits);
  throw new ForwardPassError({
    what: 'a session',
    expected: 'a model or a configuration',
    got: 'neither',
  });
}

async function runSeeded(
  { text, seed }: SessionContent,
  part: ModelPart,
  models: Models,
  limits: Limits,
): Promise<Run> {
  const tokenizer = await models.tokenizerOf(part.n_vocab);
  const tokens = tokensOf(text, tokenizer, part.max_seq_len, 'max_seq_len');
  const config = gpt2ConfigOf(part, seed, tokens.length);
  checkSize(config, tokens.length, limits);
  const layers = models.layersOf(config, seed);
  const { model, ids } = modelOfTokens(config, layers, seed, tokens);
  const noisy = (config.router_pdrop ?? 0) > 0 || (config.router_deviation ?? 0) > 0;
  const rng = noisy ? new Rng(seed).fork('gates') : undefined;
  const forward = (trace: Trace) => void gpt2(model, [ids], { rng }, trace);
  const sparse = part.attention_type === 'sparse' ? part.sparse_config : undefined;
  return {
    ...recorded(forward, ({ name }) => name !== 'logits'), // of a few tokens they say nothing
    tokens,
    texts: tokenTexts(tokenizer, tokens),
    facts: {
      ...factsOf(config),
      ...(part.attention_type === 'sparse' && { pattern: sparse?.pattern ?? 'sliding_window' }),
    },
  };
}

async function runTrained(
  text: string,
  folder: string,
  models: Models,
  limits: Limits,
): Promise<Run> {
  const { folder: opened, tokenizer } = await models.open(folder);
  const { model } = opened;
  const { config } = model;
  const longest = config.model_type === 'encoder-decoder' ? limits.tokens : contextOf(config);
  const ids = tokensOf(text, tokenizer, Math.min(longest, limits.tokens), 'the model’s context');
  checkSize(config, ids.length, limits);
  const input: ModelInput = inputOfText(model, tokenizer, text);
  const [source = []] = hasSource(input) ? input.source : input;
  const said = hasSource(input) ? (input.target[0] ?? []) : undefined;
  return {
    ...recorded((trace) => void runModel(model, input, trace)),
    tokens: source,
    texts: tokenTexts(tokenizer, source),
    ...(said && { target: { tokens: said, texts: tokenTexts(tokenizer, said) } }),
    facts: factsOf(config),
  };
}

function tokensOf(text: string, tokenizer: Tokenizer, most: number, name: string): number[] {
  const tokens = tokenizer.encode(text);
  if (tokens.length > 0 && tokens.length <= most) return tokens;
  throw new ForwardPassError({
    what: 'the text of a session',
    expected: `from 1 to ${most} tokens (${name})`,
    got: `${tokens.length}`,
    hint: tokens.length === 0 ? 'give the model something to read' : 'shorten the text',
  });
}

type Recorded = Pick<Run, 'numbers' | 'tensors' | 'steps' | 'milliseconds'>;

function recorded(
  forward: (trace: Trace) => void,
  keep: (tensor: { readonly name: string }) => boolean = () => true,
): Recorded {
  const start = performance.now();
  return scope(() => {
    const trace = new Recorder();
    forward(trace);
    const milliseconds = performance.now() - start;
    const names = trace.names.filter((name) => keep({ name }));
    let bytes = 0;
    const tensors = names.map((name): LaidTensor => {
      const tensor = trace.get(name);
      const offset = bytes;
      bytes += 4 * tensor.size;
      const dtype = tensor.dtype === 'int32' ? 'int32' : 'float32';
      return { name, letters: trace.letters(name), shape: [...tensor.shape], dtype, offset };
    });
    const numbers = new SharedArrayBuffer(bytes);
    for (const { name, dtype, offset } of tensors) {
      const tensor = trace.get(name);
      requireNumbers(name, tensor);
      const room =
        dtype === 'int32'
          ? new Int32Array(numbers, offset, tensor.size)
          : new Float32Array(numbers, offset, tensor.size);
      room.set(flat(tensor));
    }
    return { numbers, tensors, steps: planSteps(names), milliseconds };
  });
}

function factsOf(config: ModelConfig): RunFacts {
  const { model_type } = config;
  switch (config.model_type) {
    case 'gpt2':
      return {
        model_type,
        width: config.n_embd,
        heads: config.n_head,
        epsilon: config.layer_norm_epsilon,
        activation: config.activation_function,
        ...(config.attention_pattern && { pattern: config.attention_pattern.kind }),
        ...(config.num_local_experts !== undefined && {
          experts: config.num_local_experts,
          chosen: config.num_experts_per_tok ?? 2,
        }),
      };
    case 'llama':
      return {
        model_type,
        width: config.hidden_size,
        heads: config.num_attention_heads,
        epsilon: config.rms_norm_eps,
        activation: 'silu, times the value',
      };
    case 'mamba':
      return { model_type, width: config.hidden_size, epsilon: config.layer_norm_epsilon };
    case 'encoder-decoder':
      return {
        model_type,
        width: config.d_model,
        heads: config.nhead,
        epsilon: config.layer_norm_eps,
        activation: config.activation,
      };
  }
}
