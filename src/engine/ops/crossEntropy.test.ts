import { expect, it } from 'vitest';
import { filled, tensorFrom } from '../tensor/tensorFrom';
import { crossEntropy } from './crossEntropy';

const logits = tensorFrom([[1, 2, 3], [0, 0, 0]]); // prettier-ignore

it('is ln V where the model has no idea', () => {
  expect(crossEntropy(filled([4, 65], 7), filled([4], 3, 'int32')).item()).toBeCloseTo(Math.log(65), 6); // prettier-ignore
});

it('stays finite where the softmax of the target rounds to 0', () => {
  expect(crossEntropy(tensorFrom([[0, 1000]]), tensorFrom([0], 'int32')).item()).toBe(1000);
});

it('never hides what is not a number', () => {
  expect(crossEntropy(tensorFrom([[NaN, 0]]), tensorFrom([1], 'int32')).item()).toBeNaN();
});

it('explains wrong input', () => {
  const targets = tensorFrom([0, 1], 'int32');
  expect(() => crossEntropy(logits, tensorFrom([0], 'int32'))).toThrow(/one target per row[\s\S]*\(1\)/); // prettier-ignore
  expect(() => crossEntropy(logits, tensorFrom([0, 3], 'int32'))).toThrow(/from 0 to 2[\s\S]*3, at place 1/); // prettier-ignore
  expect(() => crossEntropy(logits, tensorFrom([0, -1], 'int32'))).toThrow(/from 0 to 2/);
  expect(() => crossEntropy(logits, targets, { smoothing: 1.5 })).toThrow(/from 0 to 1/);
  expect(() => crossEntropy(logits, tensorFrom([9, 9], 'int32'), { ignore: 9 })).toThrow(/at least one target that is not ignored/); // prettier-ignore
});
