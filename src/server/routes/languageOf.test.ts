import { expect, it } from 'vitest';
import { languageOf } from './languageOf';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['zh', 'zh'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['zh;q=0.5, en;q=0.7', 'en'],
  ['fr, zh;q=0.1', 'zh'],
  ['zh;q=0', 'en'],
  ['zh;q=nonsense', 'en'],
])('%s → %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
