import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../../../tests/golden/tokenizers/sennrich.json';
import { toByteString } from './ByteString';
import { ByteTokenizer } from './ByteTokenizer';
import { trainByteBpe, trainByteBpeSteps } from './trainByteBpe';

const text = 'low low low low low lower lower newest newest newest 我爱机器学习 我爱你 widest';
const anyText = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    fc.constantFrom(...'lowernestid 我爱\n'),
  ),
});

describe('byte-level BPE', () => {
  const tokenizer = new ByteTokenizer(trainByteBpe(text, 40), { '<|endoftext|>': 296 });

  it('takes any text there and back; a lone surrogate comes back as U+FFFD', () => {
    fc.assert(
      fc.property(anyText, (any) => {
        const wellFormed = any.replace(/\p{Surrogate}/gu, '\ufffd');
        expect(tokenizer.decode(tokenizer.encode(any))).toBe(wellFormed);
      }),
      { numRuns: 500 },
    );
  });

  it('shows in steps how it came to the ids', () => {
    fc.assert(
      fc.property(anyText, (any) => {
        const pieces = tokenizer.encodeSteps(any);
        expect(pieces.flatMap((piece) => piece.tokens.map(({ id }) => id))).toEqual(
          tokenizer.encode(any),
        );
        for (const { bytes, merges } of pieces) {
          let symbols = bytes;
          for (const merge of merges) {
            expect(merge.token.bytes).toEqual([...merge.left.bytes, ...merge.right.bytes]);
            for (const at of merge.at) expect(merge.symbols[at]).toEqual(merge.token);
            expect(merge.symbols.length).toBe(symbols.length - merge.at.length);
            symbols = merge.symbols;
          }
        }
      }),
    );
  });

  it('learns the merges of the reference', () => {
    const { pieces, merges } = golden.bytes; // a line end between pieces keeps them apart, and has no pairs
    const steps = [...trainByteBpeSteps(pieces.join('\n'), merges.length)];
    const ours = steps.map(({ chosen: { left, right, count } }) => [
      toByteString(left.bytes),
      toByteString(right.bytes),
      count,
    ]);
    expect(ours).toEqual(merges);
    for (const { pairs, chosen } of steps) expect(pairs).toContainEqual(chosen);
  });

  it('trains the same with and without the record', () => {
    const merges = Array.from(trainByteBpeSteps(text, 40), ({ chosen }) => [
      chosen.left.id,
      chosen.right.id,
    ]);
    expect(trainByteBpe(text, 40).merges).toEqual(merges);
  });

  it('prints tokens: visible text, marks for spaces, hexadecimal for the rest', () => {
    const shown = (t: string) =>
      tokenizer.encodeSteps(t).map(({ tokens }) => tokens.map((k) => k.text));
    expect(shown('low\n')).toEqual([['low'], ['↵']]);
    expect(shown(' \t ')).toEqual([['␣', '⇥', '␣']]);
    expect(shown('\x1b')).toEqual([['1B']]);
    expect(shown('é')).toEqual([['C3', 'A9']]);
    expect(tokenizer.token(296)).toMatchObject({ text: '<|endoftext|>', isText: true });
  });

  it('refuses merges that cannot be', () => {
    const bytes = Array.from({ length: 256 }, (_, byte) => byte);
    expect(() => new ByteTokenizer({ bytes, merges: [[97, 256]] })).toThrow(/97 and 256/);
    for (const merges of [-1, 0.5, NaN])
      expect(() => trainByteBpe(text, merges)).toThrow(/0 or more/);
  });

  it('knows its size and names a wrong id', () => {
    expect(tokenizer.size).toBe(297);
    for (const id of [-1, 297, 1.5, NaN]) {
      expect(() => tokenizer.decode([id])).toThrow(/from 0 to 296/);
    }
  });
});
