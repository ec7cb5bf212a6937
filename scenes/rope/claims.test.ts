import { expect, test } from 'vitest';
import { lesson } from './lesson';
import type { RopeFacts } from './ropeFacts';

const facts = await lesson.facts({}, 'en');
const { claims } = lesson;

/** The fact with its first value changed. */
const off = (name: 'shares' | 'turnedBack' | 'products'): RopeFacts => {
  const [first = 0, ...rest] = facts[name].values;
  return { ...facts, [name]: { ...facts[name], values: [first + 0.01, ...rest] } };
};

test.each([
  ['one share of the attention is not its own', claims.share, off('shares')],
  ['a key is turned by something else than the difference', claims.backAndOn, off('turnedBack')],
  ['a product is not what its pair makes', claims.pairsAdd, off('products')],
  [
    'decimals with which the shown numbers do not add up',
    claims.shownAdd,
    {
      ...facts,
      products: { ...facts.products, decimals: facts.score.decimals },
      unseenProducts: { ...facts.unseenProducts, decimals: facts.score.decimals },
    },
  ],
])('noticed: %s', (_, claim, planted) => {
  expect(claim?.holds(facts)).toBe(true);
  expect(claim?.holds(planted)).toBe(false);
});
