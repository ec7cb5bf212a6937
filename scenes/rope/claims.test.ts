import { expect, test } from 'vitest';
import type { ArrayFact } from '../../src/lessons/facts';
import { lesson } from './lesson';
import type { RopeFacts } from './ropeFacts';

const facts = await lesson.facts({}, 'en');
const { claims } = lesson;

type Arrays = {
  [K in keyof RopeFacts]: RopeFacts[K] extends ArrayFact ? K : never;
}[keyof RopeFacts];

/** The fact with one value a little off. */
function off(name: Arrays, i = 0): RopeFacts {
  const values = facts[name].values.map((x, j) => (j === i ? x + 0.01 : x));
  return { ...facts, [name]: { ...facts[name], values } };
}

const { near, nearAt, queryAt } = facts;

test.each([
  ['one share of the attention is not its own', claims.shares, off('shares')],
  ['one number of one key differs', claims.sameKey, off('otherKey')],
  ['one unturned score differs', claims.blind, off('blindAsked', nearAt.value)],
  ['a pair that adds where its arrows part', claims.aligned, {
    ...facts, products: { ...facts.products, values: facts.products.values.map((x) => -x) },
  }],
  ['a length that is not the arrow\'s', claims.cosine, off('lengths')],
  ['the text moved, and so did the angle', claims.together, {
    ...facts, stands: { ...facts.stands, rows: facts.stands.rows.map((s, i) => i === 4 ? { ...s, angle: s.angle + 1 } : s) },
  }],
  ['an angle that is not that of its steps', claims.alone, off('angles', 3)],
  ["a score that is not the model's own", claims.difference, off('scores', near.value)],
  ['a product is not what its pair makes', claims.allPairs, off('products')],
  ['another distance has the highest score', claims.peak, { ...facts, best: { ...near, value: 0 } }],
  ['a hand stands wider than said', claims.meet, { ...facts, widest: { ...facts.widest, value: 1 } }],
  ['the first hand does not come round', claims.round, {
    ...facts, again: queryAt,
  }],
])('noticed: %s', (_, claim, planted) => {
  expect(claim?.holds(facts)).toBe(true);
  expect(claim?.holds(planted)).toBe(false);
}); // prettier-ignore
