import { expect, test } from 'vitest';
import { lesson } from './lesson';
import { withTwins } from './chooseTwins';

test.each([
  ['noon', 'noon'],
  ['little', 'little'],
  ['night', 'night nig'],
  ['ab', 'ab aba'],
  ['a ', 'a  aaa'],
])('a letter twice, and something after it: %s', (text, set) => {
  expect(withTwins(text)).toBe(set);
});

test('one letter twice before the query, the nearer one looked at more', async () => {
  const f = await lesson.facts({}, 'en');
  const { values } = f.characters;
  expect(values[f.nearAt.value]).toBe(values[f.farAt.value]);
  expect(f.farAt.value).toBeLessThan(f.nearAt.value);
  expect(f.nearAt.value).toBeLessThan(f.queryAt.value);
  expect(f.nearShare.value).toBeGreaterThan(f.farShare.value);
});

test('a text without twins is set longer', async () => {
  const f = await lesson.facts({ text: 'Romeo,' }, 'en');
  expect(f.characters.values.join('')).toBe('Romeo,');
  const g = await lesson.facts({ text: 'night' }, 'en');
  expect(g.characters.values.join('')).toBe('night nig');
});
