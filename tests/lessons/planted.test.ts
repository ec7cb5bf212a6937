/** The checks of lessons and scripts, held to planted faults. */
import { describe, expect, test } from 'vitest';
import { defineScript, type Script } from '../../src/film/script';
import { defineLesson } from '../../src/lessons/defineLesson';
import { freeze, scalar, table, type Facts } from '../../src/lessons/facts';
import { factFaults } from './factFaults';
import { hostDifferences } from './hostDifferences';
import { claimFaults, scriptFaults, sentenceFaults } from './scriptFaults';

const lesson = defineLesson({
  id: 'planted',
  params: {},
  run: () => ({ n: scalar('n', 3, 0) }),
  claims: {
    odd: { text: { en: 'n is odd', zh: 'n 是奇数' }, holds: (f) => f.n.value % 2 === 1 },
  },
});

const script = defineScript(lesson, {
  title: { en: 'Planted', zh: '示例' },
  question: { en: 'Why?', zh: '为什么？' },
  setting: { en: 'a model', zh: '模型' },
  beats: { hook: { say: { en: 'It is odd.', zh: '它是奇数。' }, proves: ['odd'] } },
  answer: { say: { en: 'So.', zh: '如此。' } },
  words: { row: { en: 'row', zh: '行' } },
}) as unknown as Script;
const facts = await lesson.facts({}, 'en');

test('a sound script has no faults', () => {
  expect(claimFaults(script, lesson)).toEqual([]);
  expect(scriptFaults(script, facts)).toEqual([]);
  expect(factFaults(facts)).toEqual([]);
});

test('a claim that no beat proves, a proof that is not claimed', () => {
  const hook = { say: { en: 'It is odd.', zh: '它是奇数。' } };
  expect(claimFaults({ ...script, beats: { hook } }, lesson)).toHaveLength(1);
  const answer = { ...script.answer, proves: ['even'] };
  expect(claimFaults({ ...script, answer }, lesson)).toHaveLength(1);
});

describe('sentences', () => {
  test.each([
    ['It is odd.', ''],
    ['It is odd.', 'It is odd。'],
    ['It is odd.', '它是奇数'],
    ['It is odd', '它是奇数。'],
    ['It is odd.', '它,是奇数。'],
    ['It is odd.', '它 (是) 奇数。'],
    ['It is odd.', '它是奇数.'],
    ['It has undefined.', '它是奇数。'],
    ['It has NaN.', '它是奇数。'],
    ['It has {query:3.', '它有 3 个。'],
    ['It has 3.', '它有 4 个。'],
    ['It has 3.', '它有三个。'],
    ['It costs 4.76 million.', '要 475 万次。'],
  ])('%s / %s', (en, zh) => expect(sentenceFaults(en, zh).length).toBeGreaterThan(0));

  test.each([
    ['Multiply, add up: 3 × 4 (twice).', '先乘，再加：3 × 4（两次）。'],
    ['It costs 4.76 million.', '要 476 万次。'],
    ['Is RoPE a turn by 0.5?', 'RoPE 转了 0.5 吗？'],
  ])('%s / %s is free', (en, zh) => expect(sentenceFaults(en, zh)).toEqual([]));

  test('an empty word on stage', () => {
    const words = { row: { en: 'row', zh: ' ' } };
    expect(scriptFaults({ ...script, words }, facts)).toEqual(['word "row": no zh text']);
  });
});

describe('facts', () => {
  const array = { kind: 'array', of: 'x', dims: ['T'], shape: [2], values: [1, 2], decimals: 1 };
  test.each([
    ['not frozen', { a: { ...scalar('a', 1, 0) } }],
    ['NaN', freeze({ a: scalar('a', Number.NaN, 0) })],
    ['a typed array', freeze({ a: table('a', [{ x: new Map() }]) })],
    ['a function', freeze({ a: table('a', [() => 1]) })],
    ['shape and values', freeze({ a: { ...array, shape: [3] } as unknown as Facts[string] })],
    ['letters and axes', freeze({ a: { ...array, dims: [] } as unknown as Facts[string] })],
    ['no tensor', freeze({ a: scalar(' ', 1, 0) })],
  ])('%s', (_name, planted) => expect(factFaults(planted).length).toBeGreaterThan(0));
});

describe('two hosts', () => {
  const of = (value: number, decimals = 2): Facts => ({ a: scalar('a', value, decimals) });
  test.each([
    ['beyond 1e-6', of(1), of(1.000002)],
    ['another shown digit', of(0.12499999999), of(0.12500000001)],
    ['a missing fact', of(1), {}],
    ['NaN', of(1), of(Number.NaN)],
    ['another infinity', of(Number.POSITIVE_INFINITY), of(Number.NEGATIVE_INFINITY)],
  ])('%s', (_name, a, b) => expect(hostDifferences(a, b)).toHaveLength(1));

  test.each([
    ['the last bit', of(0.3), of(0.1 + 0.2)],
    ['minus infinity', of(Number.NEGATIVE_INFINITY), of(Number.NEGATIVE_INFINITY)],
  ])('%s is free', (_name, a, b) => expect(hostDifferences(a, b)).toEqual([]));
});
