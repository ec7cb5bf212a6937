import { ForwardPassError } from '../errors/ForwardPassError';
import { applyMerges } from './applyMerges';
import { toBytes, type ByteString } from './ByteString';
import { byteToken, type ByteToken } from './ByteToken';
import { tokensOf, type ByteVocabulary } from './ByteVocabulary';
import { decodeUtf8 } from './decodeUtf8';
import { encodeMarked } from './encodeMarked';
import { encodeUtf8 } from './encodeUtf8';
import { mergeByHeap } from './mergeByHeap';
import { MergeTable } from './MergeTable';
import { preTokenize } from './preTokenize';
import type { Tokenizer } from './Tokenizer';

// ByteTokenizer: byte-level BPE. Text → pre-tokens → UTF-8 bytes → merges in the order learned → ids.
// Every text has ids, as every text is bytes. decode(encode(text)) = text, with lone surrogates (which
// are no characters) as U+FFFD. Special tokens have ids, but `encode` never gives one: "<|endoftext|>"
// in a text is these 13 characters; `encodeMarked` reads it as the token.
//   source: Radford et al. 2019 (GPT-2), section 2.2, and encoder.py
//   checked against: gpt-tokenizer's r50k_base; TextDecoder
export interface EncodedPreToken {
  readonly text: string;
  readonly bytes: readonly ByteToken[];
  readonly merges: readonly ByteMerge[]; // in the order applied
  readonly tokens: readonly ByteToken[];
}

export interface ByteMerge {
  readonly rank: number; // the how-manieth merge of training, from 0
  readonly left: ByteToken;
  readonly right: ByteToken;
  readonly token: ByteToken;
  readonly at: readonly number[]; // where the new token stands in `symbols`
  readonly symbols: readonly ByteToken[]; // after this merge
}

export class ByteTokenizer implements Tokenizer {
  private readonly table: MergeTable;
  private readonly tokens: readonly ByteString[]; // by id, without the special ones
  private readonly idOfByte = new Uint8Array(256);
  private readonly specialById: ReadonlyMap<number, string>;
  private readonly cache = new Map<string, readonly number[]>();

  constructor(
    vocabulary: ByteVocabulary,
    readonly specials: Readonly<Record<string, number>> = {},
  ) {
    this.tokens = tokensOf(vocabulary);
    this.table = new MergeTable(256, vocabulary.merges);
    vocabulary.bytes.forEach((byte, id) => (this.idOfByte[byte] = id));
    this.specialById = new Map(Object.entries(specials).map(([text, id]) => [id, text]));
  }

  get size(): number {
    return Math.max(this.tokens.length - 1, ...this.specialById.keys()) + 1;
  }

  has(id: number): boolean {
    return id < this.tokens.length || this.specialById.has(id);
  }

  encode(text: string): number[] {
    const ids: number[] = [];
    for (const piece of preTokenize(text)) {
      for (const id of this.idsOf(piece)) ids.push(id);
    }
    return ids;
  }

  encodeMarked(text: string): number[] {
    const specials = new Map(Object.entries(this.specials));
    return encodeMarked(text, specials, (piece) => this.encode(piece));
  }

  encodeSteps(text: string): EncodedPreToken[] {
    return preTokenize(text).map((piece) => {
      const bytes = this.byteIds(piece);
      const rounds = applyMerges(bytes, this.table);
      const merges = rounds.map(({ rank, pair, token, at, symbols }) => ({
        rank,
        left: this.token(pair[0]),
        right: this.token(pair[1]),
        token: this.token(token),
        at,
        symbols: symbols.map((id) => this.token(id)),
      }));
      const symbols = bytes.map((id) => this.token(id));
      return { text: piece, bytes: symbols, merges, tokens: merges.at(-1)?.symbols ?? symbols };
    });
  }

  decode(ids: Iterable<number>): string {
    const bytes: number[] = [];
    for (const id of ids) {
      for (const byte of this.bytesOf(id)) bytes.push(byte);
    }
    return decodeUtf8(bytes);
  }

  /** One token as plain data; a special token is its own name. */
  token(id: number): ByteToken {
    const special = this.specialById.get(id);
    if (special !== undefined) {
      return { id, bytes: this.bytesOf(id), text: special, isText: true };
    }
    return byteToken(id, this.known(id));
  }

  private bytesOf(id: number): readonly number[] {
    const special = this.specialById.get(id);
    return special === undefined ? toBytes(this.known(id)) : Array.from(encodeUtf8(special));
  }

  private known(id: number): ByteString {
    const token = this.tokens[id];
    if (token !== undefined) return token;
    throw new ForwardPassError({
      what: 'ByteTokenizer',
      expected: `an id from 0 to ${this.size - 1}`,
      got: String(id),
      hint: 'Do the ids come from a model with another vocabulary?',
    });
  }

  private idsOf(piece: string): readonly number[] {
    const seen = this.cache.get(piece);
    if (seen !== undefined) return seen;
    const ids = mergeByHeap(this.byteIds(piece), this.table);
    if (piece.length <= cachedLength) {
      if (this.cache.size >= cachedPieces) this.cache.clear();
      this.cache.set(piece, ids);
    }
    return ids;
  }

  private byteIds(piece: string): number[] {
    return Array.from(encodeUtf8(piece), (byte) => this.idOfByte[byte] ?? 0);
  }
}

const cachedLength = 64; // longer pieces hardly ever come twice
const cachedPieces = 50_000;
