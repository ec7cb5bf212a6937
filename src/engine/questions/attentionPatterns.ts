// attentionPatterns: who looks at whom: the pattern (T, S) of any layer and head for one text; rows sum to 1.
//   attentionPattern(gpt, [ids], { layer: 2, head: 1 })
//   attentionPattern(translator, { source, target }, { attention: 'cross', layer: 1, head: 0 })
//   attentionPatterns(model, input)                                                      all of them
// Heads are query heads: in Llama with grouped queries H/G of them share their keys, and each has its own pattern.
import { ForwardPassError } from '../errors/ForwardPassError';
import type { Tensor } from '../tensor/Tensor';
import { activations } from './activations';
import type { AnyConfig, AnyModel, ModelInput } from './runModel';

/** Of a decoder's text to itself; of an encoder–decoder's source to itself, target to itself, target to source. */
export type Attention = 'self' | 'encoder' | 'decoder' | 'cross';

export interface HeadPlace {
  readonly attention: Attention;
  readonly layer: number;
  readonly head: number;
}

export interface HeadPattern extends HeadPlace {
  /** (T, S) */
  readonly pattern: Tensor;
}

export interface AttentionStack {
  readonly attention: Attention;
  readonly layers: number;
  readonly heads: number;
}

/** `attention` may be left out where a model has one kind only; `row` is the text's place in the batch. */
export interface PatternChoice extends Partial<HeadPlace> {
  readonly layer: number;
  readonly head: number;
  readonly row?: number;
}

export function attentionPattern(
  model: AnyModel,
  input: ModelInput,
  { attention, layer, head, row = 0 }: PatternChoice,
): Tensor {
  const stack = stackOf(model.config, attention);
  check('layer', layer, stack.layers, stack);
  check('head', head, stack.heads, stack);
  const name = patternName(stack.attention, layer);
  const patterns = activations(model, input, name).get(name);
  check('row', row, patterns.length(0), stack);
  return patterns.part(row, head);
}

/** Of every kind, layer and head, in this order. */
export function attentionPatterns(model: AnyModel, input: ModelInput, row = 0): HeadPattern[] {
  const stacks = attentionStacks(model.config);
  const names = stacks.flatMap(({ attention, layers }) =>
    range(layers).map((layer) => patternName(attention, layer)),
  );
  const found = activations(model, input, names);
  return stacks.flatMap((stack) =>
    range(stack.layers).flatMap((layer) => {
      const { attention, heads } = stack;
      const patterns = found.get(patternName(attention, layer));
      check('row', row, patterns.length(0), stack);
      return range(heads).map((head) => {
        return { attention, layer, head, pattern: patterns.part(row, head) };
      });
    }),
  );
}

export function attentionStacks(config: AnyConfig): readonly AttentionStack[] {
  switch (config.model_type) {
    case 'gpt2':
      return [{ attention: 'self', layers: config.n_layer, heads: config.n_head }];
    case 'llama': {
      const { num_hidden_layers: layers, num_attention_heads: heads } = config;
      return [{ attention: 'self', layers, heads }];
    }
    case 'encoder-decoder': {
      const { num_encoder_layers: above, num_decoder_layers: below, nhead: heads } = config;
      return [
        { attention: 'encoder', layers: above, heads },
        { attention: 'decoder', layers: below, heads },
        { attention: 'cross', layers: below, heads },
      ];
    }
    case 'mamba':
      throw noAttention();
  }
}

/** As the trace calls it. */
export function patternName(attention: Attention, layer: number): string {
  switch (attention) {
    case 'self':
      return `block.${layer}.attention_weights`;
    case 'encoder':
    case 'decoder':
      return `${attention}.block.${layer}.attention_weights`;
    case 'cross':
      return `decoder.block.${layer}.cross_attention_weights`;
  }
}

export function stackOf(config: AnyConfig, attention: Attention | undefined): AttentionStack {
  const stacks = attentionStacks(config);
  const [first] = stacks;
  const found = stacks.find((stack) => stack.attention === attention);
  if (found) return found;
  if (attention === undefined && first && stacks.length === 1) return first;
  throw new ForwardPassError({
    what: `attention of a model of type ${config.model_type}`,
    expected: `attention: ${stacks.map((stack) => `'${stack.attention}'`).join(', ')}`,
    got: attention === undefined ? 'none chosen' : `'${attention}'`,
  });
}

function check(what: string, value: number, count: number, { attention }: AttentionStack): void {
  if (Number.isInteger(value) && value >= 0 && value < count) return;
  throw new ForwardPassError({
    what: `attention pattern: ${what} of ${attention} attention`,
    expected: `a whole number from 0 to ${count - 1}`,
    got: `${value}`,
    hint: 'layers, heads and rows count from 0',
  });
}

function noAttention(): ForwardPassError {
  return new ForwardPassError({
    what: 'attention of a model of type mamba',
    expected: 'a model with attention: gpt2, llama or encoder-decoder',
    got: 'a Mamba, which has none',
    hint: 'what it keeps of each token its gate Δ decides: ask meanDeltas(model, rows)',
  });
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
