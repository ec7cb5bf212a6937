import { expect, it } from 'vitest';
import { ForwardPassError } from './ForwardPassError';

const facts = { what: 'matmul', expected: 'C = 3', got: 'C = 4', hint: 'transpose one of them' };

it('says what, expected, got and a hint, one a line', () => {
  expect(new ForwardPassError(facts).message).toBe(
    'matmul\n  expected  C = 3\n  got       C = 4\n  hint      transpose one of them',
  );
});

it('travels as plain data', () => {
  expect(JSON.parse(JSON.stringify(new ForwardPassError(facts)))).toEqual(facts);
});

it('leaves out a hint that is not there', () => {
  const { what, expected, got } = facts;
  const error = new ForwardPassError({ what, expected, got });
  expect(error.message).not.toContain('hint');
  expect(error.toJSON()).toEqual({ what, expected, got });
});
