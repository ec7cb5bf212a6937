// The film's ids against an independent tokenizer, its claims for extreme parameters, and what its parameters refuse.
import { encode } from 'gpt-tokenizer/encoding/r50k_base';
import { Tiktoken } from 'js-tiktoken/lite';
import ranks from 'js-tiktoken/ranks/gpt2';
import { describe, expect, it } from 'vitest';
import { lesson } from './lesson';

const texts = [
  'unbelievable',
  'x',
  'ż',
  '!!!',
  '--> a',
  'a\n\nb',
  '🤔🎉',
  'Ada Lovelace',
  "don't  stop",
  '{query:braces} $x$',
];
const cases: readonly Record<string, string>[] = [
  {},
  ...texts.map((text) => ({ text })),
  { text: '今天天气很好', lower: '12' },
];

describe.each(cases)('with %o', (set) => {
  it('has the ids of gpt-tokenizer', async () => {
    const facts = await lesson.facts(set, 'en');
    const ids = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);
    expect(ids(facts.pieces.rows)).toEqual(encode(facts.text.values[0] ?? ''));
    expect(ids(facts.bare.rows)).toEqual(encode(facts.whole.values[0] ?? ''));
  });

  it('claims what holds', async () => {
    const facts = await lesson.facts(set, 'en');
    const broken = Object.entries(lesson.claims).filter(([, claim]) => !claim.holds(facts));
    expect(broken.map(([name]) => name)).toEqual([]);
  });
});

it.each(['6', '7', '8', '9', '10', '11', '12'])(
  'the experiment with %s comes out',
  async (lower) => {
    expect(lesson.claims.cause.holds(await lesson.facts({ lower }, 'en'))).toBe(true);
  },
);

it('no entry joins what stands before a space alone', async () => {
  const { parting, partingId } = await lesson.facts({}, 'en');
  const other = new Tiktoken(ranks);
  const pair = parting.values.join('').replace('␣', '');
  expect(other.decode([partingId.value])).toBe(` ${pair}`);
  expect(other.encode(pair)).toHaveLength(parting.values.length);
});

it('claims fail when a fact is wrong', async () => {
  const facts = await lesson.facts({}, 'en');
  const [first, ...others] = facts.steps.rows;
  if (!first) throw new Error('no merge');
  const wrong = { ...first, chosen: { ...first.chosen, left: 'l', right: 'o' } };
  const steps = { ...facts.steps, rows: [wrong, ...others] };
  expect(lesson.claims.mostFrequent.holds({ ...facts, steps })).toBe(false);
  const pieces = { ...facts.pieces, rows: facts.pieces.rows.slice(1) };
  expect(lesson.claims.roundTrip.holds({ ...facts, pieces })).toBe(false);
  const closing = { ...facts.closing, rows: facts.closing.rows.toReversed() };
  expect(lesson.claims.order.holds({ ...facts, closing })).toBe(false);
});

describe('parameters refuse', () => {
  it.each([
    ['3.14159, 2.71828, 1.41421, 1.61803', /as 19 pieces/],
    ['مرحبا بالعالم שלום', /pieces/],
    ['----------------------------------------', /more than 20 letters/],
  ])('the text %s', async (text, reason) => {
    await expect(lesson.facts({ text }, 'en')).rejects.toThrow(reason);
  });
});
