import { expect, it } from 'vitest';
import { CharacterTokenizer } from '../engine/tokenizers/CharacterTokenizer';
import { numberTokenizer } from '../engine/tokenizers/numberTokenizer';
import { defineLesson } from './defineLesson';
import { modelText } from './modelText';

const lesson = defineLesson({
  id: 'counting',
  params: {
    number: modelText(
      { en: 'forty two', zh: '四十二' },
      { tokenizer: numberTokenizer(), min: 2, max: 4, of: 'number words' },
    ),
    letters: modelText(
      { en: 'ab', zh: 'ba' },
      { tokenizer: CharacterTokenizer.fromText('ab '), max: 3, of: 'letters a, b' },
    ),
  },
  run: () => ({}),
  claims: {},
});
const given = (set: Readonly<Record<string, string>>) => () => lesson.resolve(set, 'en');

it('counts in tokens of the model', () => {
  expect(given({ number: 'three hundred forty-two' })()).toMatchObject({
    number: 'three hundred forty-two',
  });
  expect(given({ number: 'two' })).toThrow(/1 token, where 2 to 4[\s\S]*2 to 4 number words/);
  expect(given({ letters: 'abba' })).toThrow(/4 tokens, where 1 to 3/);
  expect(given({ letters: '' })).toThrow(/expected {2}1 to 3 letters a, b/);
});

it('names what the model does not know', () => {
  expect(given({ letters: 'abc' })).toThrow(/does not know "c"/);
  expect(given({ number: 'two dozen' })).toThrow(/does not know "dozen"/);
});
