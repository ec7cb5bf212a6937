/** prepare: a session's model and what it reads, so that one call runs it. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { contextOf } from '../../engine/models/causalModel';
import { gpt2 } from '../../engine/models/gpt2/gpt2';
import type { ParamRecord } from '../../engine/nn/Params';
import { inputOfText } from '../../engine/questions/inputOfText';
import { hasSource, runModel } from '../../engine/questions/runModel';
import { Rng } from '../../engine/random/Rng';
import type { Tensor } from '../../engine/tensor/Tensor';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import type { Trace } from '../../engine/trace/Trace';
import type { Limits } from '../limits';
import type { SessionContent } from '../session/SessionContent';
import { checkDrawn, checkSize, checkWhole } from './checkSize';
import { factsOf } from './factsOf';
import type { Models } from './Models';
import type { Run } from './Run';
import { gpt2ConfigOf, modelOfTokens, wholeModel, type ModelPart } from './seededModel';
import { tokenTexts } from './tokenTexts';

export interface Asked {
  readonly content: SessionContent;
  /** The folder of its model, if it is a trained one. */
  readonly folder?: string;
}

export interface Prepared extends Pick<Run, 'tokens' | 'texts' | 'target' | 'facts'> {
  readonly params: ParamRecord;
  /** With these parameters, or watched ones: the logits. */
  forward(params: ParamRecord, trace: Trace): Tensor;
  /** Whether its logits are of a whole vocabulary; those of a few rows of one say nothing. */
  readonly whole: boolean;
}

/**
 * `whole`: with every row of its vocabulary, for a loss. What comes back is to be called and run at once: what is kept of
 * drawn models may go as soon as another task has its turn.
 */
export async function prepare(
  { content, folder }: Asked,
  models: Models,
  limits: Limits,
  whole = false,
): Promise<() => Prepared> {
  if (folder !== undefined) return prepareTrained(content.text, folder, models, limits);
  if (content.config) return prepareSeeded(content, content.config, models, limits, whole);
  throw new ForwardPassError({
    what: 'a session',
    expected: 'a model or a configuration',
    got: 'neither',
  });
}

async function prepareSeeded(
  { text, seed }: SessionContent,
  part: ModelPart,
  models: Models,
  limits: Limits,
  whole: boolean,
): Promise<() => Prepared> {
  const tokenizer = await models.tokenizerOf(part.n_vocab);
  const tokens = tokensOf(text, tokenizer, part.max_seq_len, 'max_seq_len');
  const config = gpt2ConfigOf(part, seed, tokens.length);
  checkDrawn(config, limits);
  checkSize(config, tokens.length, limits);
  if (whole) checkWhole(config, tokens.length, limits);
  const noisy = (config.router_pdrop ?? 0) > 0 || (config.router_deviation ?? 0) > 0;
  const pattern = part.sparse_config?.pattern ?? 'sliding_window';
  const facts = { ...factsOf(config), ...(part.attention_type === 'sparse' && { pattern }) };
  return () => {
    const layers = models.layersOf(config, seed);
    const { model, ids } = whole
      ? { model: wholeModel(config, layers, seed), ids: tokens }
      : modelOfTokens(config, layers, seed, tokens);
    const forward = (params: ParamRecord, trace: Trace) => {
      const rng = noisy ? new Rng(seed).fork('gates') : undefined;
      return gpt2({ config: model.config, params }, [ids], { rng }, trace);
    };
    const texts = tokenTexts(tokenizer, tokens);
    return { params: model.params, forward, whole, tokens, texts, facts };
  };
}

async function prepareTrained(
  text: string,
  folder: string,
  models: Models,
  limits: Limits,
): Promise<() => Prepared> {
  const { folder: opened, tokenizer } = await models.open(folder);
  const { config, params } = opened.model;
  const longest = config.model_type === 'encoder-decoder' ? limits.tokens : contextOf(config);
  const ids = tokensOf(text, tokenizer, Math.min(longest, limits.tokens), 'the model’s context');
  checkSize(config, ids.length, limits);
  const input = inputOfText(opened.model, tokenizer, text);
  const [source = []] = hasSource(input) ? input.source : input;
  const said = hasSource(input) ? (input.target[0] ?? []) : undefined;
  return () => ({
    params,
    forward: (given, trace) => runModel({ config, params: given }, input, trace),
    whole: true,
    tokens: source,
    texts: tokenTexts(tokenizer, source),
    ...(said && { target: { tokens: said, texts: tokenTexts(tokenizer, said) } }),
    facts: factsOf(config),
  });
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
