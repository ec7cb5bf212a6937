// Mistakes that people really make with an encoder–decoder, planted one at a time: each must be noticed by the comparison
// that the right model passes. The model is put together here from its parts, so that one part can be put in wrongly.
import { expect, it } from 'vitest';
import { memoryOf } from '../../../src/engine/models/encoderDecoder/decode';
import { embedTokens } from '../../../src/engine/models/encoderDecoder/embedTokens';
import { encode } from '../../../src/engine/models/encoderDecoder/encode';
import { encoderDecoder, generator } from '../../../src/engine/models/encoderDecoder/encoderDecoder';
import type { EncoderDecoderConfig } from '../../../src/engine/models/encoderDecoder/EncoderDecoderConfig';
import { paddingMask } from '../../../src/engine/models/encoderDecoder/paddingMask';
import { causalMask } from '../../../src/engine/nn/causalMask';
import { decoderLayer } from '../../../src/engine/nn/decoderLayer';
import { idRows } from '../../../src/engine/nn/idRows';
import { layerNorm } from '../../../src/engine/nn/layerNorm';
import { Params } from '../../../src/engine/nn/Params';
import { add } from '../../../src/engine/ops/add';
import { crossEntropy } from '../../../src/engine/ops/crossEntropy';
import { scale } from '../../../src/engine/ops/scale';
import { zipElements } from '../../../src/engine/tensor/elementwise';
import { filled, tensorFrom } from '../../../src/engine/tensor/tensorFrom';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import { Recorder } from '../../../src/engine/trace/Recorder';
import golden from './encoderDecoderPostNorm.json';
import { allFromGolden, firstDivergence, type GoldenRecord } from './firstDivergence';

const config = golden.config as EncoderDecoderConfig;
const params = allFromGolden(golden.params as GoldenRecord);
const { source, target, following } = golden;
const targetIds = idRows(target, config.target_vocab_size);
const future = causalMask(targetIds.length(1));
const noTarget = paddingMask(targetIds, 0) as Tensor;
const noSource = paddingMask(idRows(source, config.source_vocab_size), 0);
const norm = { epsilon: config.layer_norm_eps };

interface Parts {
  readonly memory: (trace: Recorder) => Tensor;
  readonly embed: (trace: Recorder) => Tensor;
  readonly mask: Tensor;
  readonly memoryMask: Tensor | undefined;
  /** What layer l asks, given the memory and its own rows. */
  readonly asked: (memory: Tensor, rows: Tensor, l: number) => Parameters<typeof decoderLayer>[1];
  readonly close: (rows: Tensor) => Tensor;
}

const right: Parts = {
  memory: (trace) => trace.get('final_layer_norm'),
  embed: (trace) => trace.get('embedding_sum'),
  mask: zipElements(future, noTarget, 'test', (a, b) => (a || b ? 1 : 0)),
  memoryMask: noSource,
  asked: (memory) => memory,
  close: (rows) => layerNorm(rows, new Params(params).within('transformer.decoder.norm'), norm),
};

it('put together rightly, it agrees', () => {
  expect(builtWith({})).toBeNull();
});

const bugs: Record<string, () => string | null> = {
  'the future seen': () => builtWith({ mask: noTarget }),
  'padding seen in the target': () => builtWith({ mask: future }),
  'padding seen in cross-attention': () => builtWith({ memoryMask: undefined }),
  'padding seen in the source': () => modelWith({ pad_token_id: -1 }),
  'cross-attention asks its own stream': () =>
    builtWith({ asked: (_, rows) => rows, memoryMask: noTarget }),
  'every layer asks with the keys of the first': () =>
    builtWith({ asked: (memory) => memoryOf({ config, params }, memory)[0] ?? memory }),
  'memory not normed': () => builtWith({ memory: (trace) => trace.get('block.0.layer_norm_2') }),
  'decoder not normed at its end': () => builtWith({ close: (rows) => rows }),
  'positions missing on the target': () =>
    builtWith({ embed: (trace) => trace.get('scaled_embedding') }),
  'embeddings without √C on the target': () =>
    builtWith({
      embed: (trace) => add(trace.get('token_embedding'), trace.get('position_encoding')),
    }),
  'positions scaled by √C too': () =>
    builtWith({
      embed: (trace) => {
        const sum = add(trace.get('token_embedding'), trace.get('position_encoding'));
        return scale(sum, { by: Math.sqrt(config.d_model) });
      },
    }),
  'self- and cross-attention exchanged': () =>
    modelWith({}, exchanged('.self_attn.', '.multihead_attn.')),
  'norms 2 and 3 exchanged': () => modelWith({}, exchanged('.norm2.', '.norm3.')),
  'encoder and decoder close with each other’s norm': () =>
    modelWith({}, exchanged('encoder.norm.', 'decoder.norm.')),
  'pre-norm': () => modelWith({ norm_first: true }),
  'a decoder layer missing': () => modelWith({ num_decoder_layers: 1 }),
  'one head': () => modelWith({ nhead: 1 }),
  'generator without its bias': () =>
    modelWith({}, { ...params, 'generator.bias': filled([config.target_vocab_size], 0) }),
  'padding counted in the loss': () => {
    const logits = encoderDecoder({ config, params }, { source, target });
    const loss = crossEntropy(logits, tensorFrom(following, 'int32'));
    return firstDivergence({ loss: golden.steps.loss }, { loss });
  },
};

it.each(Object.entries(bugs))('%s: noticed', (_, divergenceWithBug) => {
  expect(divergenceWithBug()).toMatch(/relative error/);
});

function builtWith(wrong: Partial<Parts>): string | null {
  const parts = { ...right, ...wrong };
  const left = new Recorder();
  encode({ config, params }, source, {}, left);
  const memory = parts.memory(left);
  const embedded = new Recorder();
  embedTokens(params['target_embedding.weight'] as Tensor, targetIds, {}, embedded);
  let x = parts.embed(embedded);
  for (let l = 0; l < config.num_decoder_layers; l++) {
    const layer = new Params(params).within(`transformer.decoder.layers.${l}`);
    x = decoderLayer(x, parts.asked(memory, x, l), layer, config, parts);
  }
  return compared(generator({ config, params }, parts.close(x)));
}

function modelWith(change: Partial<EncoderDecoderConfig>, learned = params): string | null {
  const model = { config: { ...config, ...change }, params: learned };
  return compared(encoderDecoder(model, { source, target }));
}

function compared(logits: Tensor): string | null {
  return firstDivergence({ logits: golden.steps.logits }, { logits });
}

/** The parameters with two parts of their names exchanged, where both exist. */
function exchanged(a: string, b: string): Record<string, Tensor> {
  const swap = (name: string) => (name.includes(a) ? name.replace(a, b) : name.replace(b, a));
  const entries = Object.entries(params).map(([name, tensor]) => [
    name,
    params[swap(name)] ?? tensor,
  ]);
  return Object.fromEntries(entries) as Record<string, Tensor>;
}
