import fc from 'fast-check';
import { expect, it } from 'vitest';
import golden from '../../../tests/golden/tokenizers/pre_tokens.json';
import { preTokenize } from './preTokenize';

it.each(golden)("cuts $text as GPT-2's own library does", ({ text, pieces }) => {
  expect(preTokenize(text)).toEqual(pieces);
});

it('loses nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(preTokenize(text).join('')).toBe(text);
    }),
  );
});
