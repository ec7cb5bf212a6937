import { expect, it } from 'vitest';
import { mixtureDivergence } from './mixtureDivergence';

it.each(['top_2', 'top_1', 'dense', 'noisy'] as const)(
  'mixture of experts, %s: every step and every gradient',
  (name) => {
    expect(mixtureDivergence(name)).toBeNull();
  },
);
