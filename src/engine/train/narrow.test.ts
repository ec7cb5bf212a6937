import { expect, it } from 'vitest';
import { gradients } from '../autograd/gradients';
import { watch } from '../autograd/watch';
import { bfloat16 } from '../formats/bfloat16';
import { float16 } from '../formats/float16';
import { initialLlama } from '../models/llama/initialLlama';
import { llama } from '../models/llama/llama';
import { shakespeareLlama } from '../models/llama/LlamaConfig';
import { crossEntropy } from '../ops/crossEntropy';
import { mul } from '../ops/mul';
import { sum } from '../ops/sum';
import { Rng } from '../random/Rng';
import { flat } from '../tensor/flat';
import type { Tensor } from '../tensor/Tensor';
import { tensorFrom } from '../tensor/tensorFrom';
import { Recorder } from '../trace/Recorder';
import { narrow, narrowing } from './narrow';
import { underflow } from './underflow';

it('rounds on the way forward, and the gradient on the way back', () => {
  const { x } = watch({ x: tensorFrom([1 + 2 ** -12, 3e-8, 1e6]) });
  const weights = tensorFrom([1 / 3, 1e-9, 2]);
  const y = narrow(x, { format: float16 });
  expect(y.toNested()).toEqual([1, 2 ** -24, Infinity]);
  expect(gradients(sum(mul(y, weights)), { x }).x.toNested()).toEqual([0.333251953125, 0, 2]);
});

it('leaves ids alone, and the numbers that it was given', () => {
  const ids = tensorFrom([4097], 'int32');
  expect(narrow(ids, { format: float16 }).toNested()).toEqual([4097]);
  const x = tensorFrom([0.1]);
  narrow(x, { format: bfloat16 });
  expect(x.at(0)).toBe(Math.fround(0.1));
});

it('as a trace narrows what a model names, and the gradient of each', () => {
  const config = { ...shakespeareLlama, hidden_size: 16, intermediate_size: 24, num_hidden_layers: 1 }; // prettier-ignore
  const { params } = initialLlama(config, new Rng(1));
  const trace = new Recorder();
  const logits = llama({ config, params: watch(params) }, [[1, 2, 3]], {}, narrowing(bfloat16, trace)); // prettier-ignore
  const loss = crossEntropy(logits, tensorFrom([[2, 3, 4]], 'int32'));
  const named = trace.tensors;
  const inFormat = (tensor: Tensor) => flat(tensor).every((v: number) => bfloat16.round(v) === v);
  for (const [name, tensor] of Object.entries(named)) expect([name, inFormat(tensor)]).toEqual([name, true]); // prettier-ignore
  expect(trace.names).toContain('block.0.attention_weights');
  expect(Object.is(logits, trace.get('logits'))).toBe(true);
  const embedded = gradients(loss, { x: params['lm_head.weight'] ? trace.get('token_embedding') : logits }); // prettier-ignore
  expect(flat(embedded.x).some((v: number) => v !== 0)).toBe(true);
});

it('counts what fp16 loses, and what a scaled loss keeps', () => {
  const found = { g: tensorFrom([0, 1e-9, 2 ** -25, 2 ** -25 * 1.001, 1, -1e-8]) };
  expect(underflow(found, float16)).toEqual({ nonzero: 5, lost: 3 });
  expect(underflow(found, float16, 2 ** 10)).toEqual({ nonzero: 5, lost: 0 });
  const rounded = narrow(found.g, { format: float16 });
  expect(flat(rounded).filter((v: number) => v !== 0)).toHaveLength(2);
});
