// The encoder–decoder against torch.nn.Transformer: every step of the first layers, the loss, and its gradient for every
// parameter, of a batch whose source and target are padded.
import { expect, it } from 'vitest';
import { gradients } from '../../../src/engine/autograd/gradients';
import { watch } from '../../../src/engine/autograd/watch';
import { encoderDecoder } from '../../../src/engine/models/encoderDecoder/encoderDecoder';
import type { EncoderDecoderConfig } from '../../../src/engine/models/encoderDecoder/EncoderDecoderConfig';
import { encoderDecoderShapes } from '../../../src/engine/models/encoderDecoder/encoderDecoderShapes';
import { multiHeadAttention } from '../../../src/engine/nn/multiHeadAttention';
import { Params } from '../../../src/engine/nn/Params';
import { crossEntropy } from '../../../src/engine/ops/crossEntropy';
import { tensorFrom } from '../../../src/engine/tensor/tensorFrom';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import { Recorder } from '../../../src/engine/trace/Recorder';
import postNormGolden from './encoderDecoderPostNorm.json';
import preNormGolden from './encoderDecoderPreNorm.json';
import { allFromGolden, firstDivergence, fromGolden, type GoldenRecord } from './firstDivergence';
import maskedGolden from './maskedAttention.json';

const graded = (found: Record<string, Tensor>) =>
  Object.fromEntries(Object.entries(found).map(([name, tensor]) => [`grad.${name}`, tensor]));

const goldens = [
  ['post-norm, ReLU', postNormGolden],
  ['pre-norm, GELU', preNormGolden],
] as const;

it.each(goldens)('%s: every step, the loss and every gradient', (_, golden) => {
  const { source, target, following } = golden;
  const config = golden.config as EncoderDecoderConfig;
  const params = watch(allFromGolden(golden.params as GoldenRecord));
  const trace = new Recorder();
  const logits = encoderDecoder({ config, params }, { source, target }, {}, trace);
  const ignore = golden.config.pad_token_id;
  const loss = crossEntropy(logits, tensorFrom(following, 'int32'), { ignore });
  const computed = { ...trace.tensors, loss, ...graded(gradients(loss, params)) };
  expect(firstDivergence(golden.steps as GoldenRecord, computed)).toBeNull();
});

it.each(goldens)("%s: names and shapes are those of torch's state dict", (_, golden) => {
  const shapes = encoderDecoderShapes(golden.config as EncoderDecoderConfig);
  const published = Object.entries(golden.params as GoldenRecord);
  expect(shapes).toEqual(Object.fromEntries(published.map(([name, { shape }]) => [name, shape])));
});

it('multiHeadAttention, causal and padded at once, with gradients', () => {
  const { params, heads, hidden, seed, steps } = maskedGolden;
  const learned = watch(allFromGolden(params));
  const { x } = watch({ x: fromGolden(maskedGolden.x) });
  const trace = new Recorder();
  const mask = fromGolden(hidden);
  const y = multiHeadAttention(x, x, new Params(learned), { heads, mask }, trace);
  const found = gradients(y, { ...learned, x }, fromGolden(seed));
  expect(firstDivergence(steps, { ...trace.tensors, ...graded(found) })).toBeNull();
});
