// Dropout of the encoder–decoder: where torch.nn.Transformer has it, and of the embedded rows as in the paper.
import { expect, it } from 'vitest';
import { decoderLayer } from '../../nn/decoderLayer';
import { Params } from '../../nn/Params';
import { matmul } from '../../ops/matmul';
import { normalTensor } from '../../random/randomTensor';
import { Rng } from '../../random/Rng';
import { flat } from '../../tensor/flat';
import type { Tensor } from '../../tensor/Tensor';
import { Recorder } from '../../trace/Recorder';
import { encoderDecoder } from './encoderDecoder';
import { numberTranslator } from './EncoderDecoderConfig';
import { initialEncoderDecoder } from './initialEncoderDecoder';

const rate = 0.25;
const reading = initialEncoderDecoder(numberTranslator, new Rng(7));
const training = { ...reading, config: { ...reading.config, dropout: rate } };
const source = [
  [5, 9, 12, 31, 2],
  [7, 8, 9, 10, 2],
];
const target = [
  [1, 3, 4],
  [1, 5, 6],
];
const logits = (model: typeof reading, rng?: Rng) =>
  encoderDecoder(model, { source, target }, { rng }).data;

it('needs a generator and a rate, and repeats with its seed', () => {
  const plain = logits(reading);
  expect(logits(training)).toEqual(plain);
  expect(logits(reading, new Rng('x'))).toEqual(plain);
  expect(logits(training, new Rng('x'))).not.toEqual(plain);
  expect(logits(training, new Rng('x'))).toEqual(logits(training, new Rng('x')));
  expect(logits(training, new Rng('x'))).not.toEqual(logits(training, new Rng('y')));
});

it('draws once for each number that torch may drop, and for each of the embedded rows', () => {
  const rng = new CountingRng('x');
  logits(training, rng);
  const { d_model: C, dim_feedforward: F, nhead: H, num_encoder_layers: L } = training.config;
  const [B, S, T] = [2, 5, 3];
  const encoderLayers = L * B * (H * S * S + S * F + 2 * S * C);
  const decoderLayers = L * B * (H * T * T + H * T * S + T * F + 3 * T * C);
  expect(rng.drawn).toBe(B * (S + T) * C + encoderLayers + decoderLayers);
});

it('in a layer: of both patterns, of the hidden values, of what each of three steps adds', () => {
  const trace = new Recorder();
  const [x, memory] = [3, 5].map((T) => normalTensor(new Rng(T), [2, T, numberTranslator.d_model]));
  if (!x || !memory) throw new Error('two tensors');
  const params = new Params(reading.params).within('transformer.decoder.layers.0');
  decoderLayer(x, memory, params, training.config, { rng: new Rng('x') }, trace);

  for (const cross of ['', 'cross_']) {
    const [pattern, v, found] = ['attention_weights', 'v_projection', 'attention_output'].map(
      (name) => trace.get(cross + name),
    ) as [Tensor, Tensor, Tensor];
    expect(found.data).not.toEqual(matmul(pattern, v).data);
  }
  const added = { residual_1: x, residual_2: 'layer_norm_1', residual_3: 'layer_norm_2' };
  const change = ['attention_projection', 'cross_attention_projection', 'ffn_output'];
  Object.entries(added).forEach(([sum, before], i) => {
    const given = flat(typeof before === 'string' ? trace.get(before) : before);
    const after = flat(trace.get(sum));
    const factors = [...flat(trace.get(change[i] ?? ''))].map(
      (c, at) => ((after[at] ?? NaN) - (given[at] ?? NaN)) / c,
    );
    const near = (value: number) => factors.filter((f) => Math.abs(f - value) < 1e-2).length;
    expect(near(0) + near(1 / (1 - rate))).toBe(factors.length);
    expect(Math.abs(near(0) / factors.length - rate)).toBeLessThan(0.12);
  });
});

class CountingRng extends Rng {
  drawn = 0;
  override uniform(low?: number, high?: number): number {
    this.drawn++;
    return super.uniform(low, high);
  }
}
