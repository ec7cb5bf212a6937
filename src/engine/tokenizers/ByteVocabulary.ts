import { ForwardPassError } from '../errors/ForwardPassError';
import { toByteString, type ByteString } from './ByteString';
import { mergeByHeap } from './mergeByHeap';
import { MergeTable, type Pair } from './MergeTable';
import type { Ranks } from './parseRanks';

// ByteVocabulary: everything a byte-level BPE has learned, as plain data. Ids 0–255 are single bytes, in
// an order of the vocabulary's own; id 256 + i is made by merge i.
export interface ByteVocabulary {
  readonly bytes: readonly number[]; // id → byte, 256 of them
  readonly merges: readonly Pair[];
}

/** Id → token. */
export function tokensOf({ bytes, merges }: ByteVocabulary): ByteString[] {
  const tokens = bytes.map((byte) => toByteString([byte]));
  for (const pair of merges) {
    const [left, right] = pair.map((id) => tokens[id]);
    if (left === undefined || right === undefined) {
      throw new ForwardPassError({
        what: 'tokensOf',
        expected: `merge ${tokens.length - 256} to join two of the ${tokens.length} ids before it`,
        got: pair.join(' and '),
        hint: 'Merges must be complete and in the order of training.',
      });
    }
    tokens.push(left + right);
  }
  return tokens;
}

/**
 * Published ranks name only tokens. The pair that made a token is found by encoding the token's bytes
 * with the merges before it: exactly two parts remain, because training joined those two.
 */
export function vocabularyFromRanks(ranks: Ranks): ByteVocabulary {
  const tokens = inRankOrder(ranks);
  const bytes = tokens.slice(0, 256).map((token) => token.charCodeAt(0));
  const idOfByte = new Map(bytes.map((byte, id) => [byte, id]));
  const singles = tokens.slice(0, 256).every((token) => token.length === 1);
  if (!singles || idOfByte.size !== 256) {
    throw badRanks('each of the 256 single bytes once, at ranks 0 to 255', 'another beginning');
  }

  const table = new MergeTable(256);
  for (const token of tokens.slice(256)) {
    const symbols = Array.from(token, (byte) => idOfByte.get(byte.charCodeAt(0)) ?? 0);
    const [left, right, ...rest] = mergeByHeap(symbols, table);
    if (left === undefined || right === undefined || rest.length > 0) {
      const parts = left === undefined ? 0 : right === undefined ? 1 : 2 + rest.length;
      const rank = table.tokenOf(table.merges.length);
      throw badRanks(
        'every token to be two earlier tokens joined',
        `${parts} parts at rank ${rank}`,
      );
    }
    table.add([left, right]);
  }
  return { bytes, merges: table.merges };
}

function inRankOrder(ranks: Ranks): ByteString[] {
  const tokens: ByteString[] = [];
  for (const [token, rank] of [...ranks].sort(([, a], [, b]) => a - b)) {
    if (rank !== tokens.length) throw badRanks(`rank ${tokens.length} to follow`, `rank ${rank}`);
    tokens.push(token);
  }
  return tokens;
}

function badRanks(expected: string, got: string): ForwardPassError {
  return new ForwardPassError({
    what: 'vocabularyFromRanks',
    expected,
    got,
    hint: 'The ranks must be those of a byte-level BPE, complete and in the order of training.',
  });
}
