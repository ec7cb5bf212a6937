// The film's own input is a number that training never saw, read cleanly in both languages; other inputs are refused or told.
import { expect, it } from 'vitest';
import { splitNumbers } from '../../src/engine/tasks/splitNumbers';
import { rows } from '../../src/lessons/facts';
import { numberOf } from '../../src/lessons/spelledNumber';
import { lesson } from './lesson';

it.each(['en', 'zh'] as const)(
  'shows a number never seen, each step looking at one word, %s',
  async (language) => {
    const facts = await lesson.facts({}, language);
    const { number } = numberOf(lesson.resolve({}, language).text) ?? { number: NaN };
    expect(splitNumbers().heldOut).toContain(number);
    expect(facts.answer.values).toEqual([`${number}`]);
    expect(rows(facts.pattern).every((row) => Math.max(...row) > 0.9)).toBe(true);
    expect(facts.looks.values.at(-1)).toBe('‹end›');
    expect(facts.coveredAnswer.values[0]).toHaveLength(facts.answer.values.join('').length);
    expect(facts.idleAnswer.values).toEqual(facts.answer.values);
    expect(facts.lentAnswer.values).toEqual(facts.otherAnswer.values);
  },
);

it('reads numbers in every accepted spelling, and nothing else', () => {
  expect(numberOf('Forty-two')?.number).toBe(42);
  expect(numberOf('两千两百')?.number).toBe(2200);
  expect(numberOf('二千两百')?.number).toBe(2200);
  expect(numberOf('三千零四十二')?.number).toBe(3042);
  expect(['three forty two', '三千四十二', 'forty cats', '', '三 hundred'].map(numberOf)).toEqual(Array(5).fill(null)); // prettier-ignore
  expect(() => lesson.resolve({ text: 'seven' }, 'en')).toThrow('one word only');
});
