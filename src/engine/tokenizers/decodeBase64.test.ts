import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toBytes } from './ByteString';
import { decodeBase64 } from './decodeBase64';

it('decodes what Node encodes, with padding and without', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(toBytes(decodeBase64(text))).toEqual([...bytes]);
      expect(toBytes(decodeBase64(text.replace(/=/g, '')))).toEqual([...bytes]);
    }),
  );
});

it.each(['A', 'AAAAA', 'AB*D', 'A=AA', 'é'])('refuses %s', (text) => {
  expect(() => decodeBase64(text)).toThrow(/base64/);
});
