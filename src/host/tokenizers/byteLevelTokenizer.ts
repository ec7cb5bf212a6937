/**
 * A byte-level BPE from the files of a model folder. The engine numbers its tokens 256 bytes first, then the merges; a folder
 * whose vocabulary numbers them otherwise (GPT-NeoX puts special tokens first) is read through a table.
 */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { ByteTokenizer } from '../../engine/tokenizers/ByteTokenizer';
import { encodeMarked } from '../../engine/tokenizers/encodeMarked';
import { parseMerges } from '../../engine/tokenizers/parseMerges';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import type { WithAddedTokens } from './withinRows';

export interface ByteLevelFiles {
  /** Token, in GPT-2's letters for bytes → id. */
  readonly vocab: Readonly<Record<string, number>>;
  /** `Ġ t`, in the order of training. */
  readonly merges: readonly string[];
  readonly added?: readonly AddedToken[];
  /** Text is brought to the Unicode form NFC first. */
  readonly normal?: boolean;
}

export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Text becomes any other added token, but a special one only in a prompt (`encodeMarked`). */
  readonly special: boolean;
}

export function byteLevelTokenizer(files: ByteLevelFiles): Tokenizer {
  const { vocab, merges, added = [], normal = false } = files;
  const vocabulary = parseMerges(merges.join('\n'));
  const lines = merges.filter(
    (line, i) => line.trim() !== '' && !(i === 0 && line.startsWith('#version')),
  );
  const letters = vocabulary.bytes.map((byte, id) =>
    String.fromCharCode(id < 188 ? byte : 256 + id - 188),
  );
  const tokens = [...letters, ...lines.map((line) => line.replace(/\r$/, '').replace(' ', ''))];
  const missing = tokens.find((token) => !Number.isInteger(vocab[token]));
  if (missing !== undefined) throw unknownToken(missing);

  const others = Object.entries(vocab).filter(([token]) => token.startsWith('<|')); // of a vocab.json
  const extra =
    added.length > 0 ? added : others.map(([content, id]) => ({ id, content, special: true }));
  const specials = Object.fromEntries(extra.map(({ content }, i) => [content, tokens.length + i]));
  const ids = [...tokens.map((token) => vocab[token] ?? -1), ...extra.map(({ id }) => id)];
  const inner = new ByteTokenizer(vocabulary, specials);
  const written = extra.filter(({ special }) => !special);
  if (!normal && written.length === 0 && ids.every((id, i) => id === i)) return inner;
  return new RenumberedTokenizer(inner, ids, extra, normal);
}

class RenumberedTokenizer implements WithAddedTokens {
  private readonly innerIds: ReadonlyMap<number, number>;
  private readonly addedIds: ReadonlyMap<string, number>;
  private readonly addedPattern: RegExp;
  readonly specials: Readonly<Record<string, number>>;

  constructor(
    private readonly inner: ByteTokenizer,
    private readonly ids: readonly number[],
    readonly added: readonly AddedToken[],
    private readonly normal: boolean,
  ) {
    this.innerIds = new Map(ids.map((id, innerId) => [id, innerId]));
    const ofText = added.filter(({ special }) => !special);
    this.addedIds = new Map(ofText.map(({ content, id }) => [content, id]));
    this.specials = specialIds(added);
    const longestFirst = [...this.addedIds.keys()].sort((a, b) => b.length - a.length);
    const escaped = longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    this.addedPattern = new RegExp(escaped.length > 0 ? `(${escaped.join('|')})` : '($^)', 'u');
  }

  get size(): number {
    return this.ids.reduce((largest, id) => Math.max(largest, id), -1) + 1;
  }

  has(id: number): boolean {
    return this.innerIds.has(id);
  }

  encode(text: string): number[] {
    const pieces = (this.normal ? text.normalize('NFC') : text).split(this.addedPattern);
    return pieces.flatMap((piece) => {
      const added = this.addedIds.get(piece);
      return added === undefined
        ? this.inner.encode(piece).map((id) => this.ids[id] ?? -1)
        : [added];
    });
  }

  encodeMarked(text: string): number[] {
    const specials = new Map(Object.entries(this.specials));
    return encodeMarked(text, specials, (piece) => this.encode(piece));
  }

  decode(ids: Iterable<number>): string {
    return this.inner.decode(
      Array.from(ids, (id) => {
        const inner = this.innerIds.get(id);
        if (inner !== undefined) return inner;
        throw new ForwardPassError({
          what: 'decode a token',
          expected: `an id of the vocabulary, below ${this.size}`,
          got: `${id}`,
          hint: 'models often have more rows than their vocabulary has tokens',
        });
      }),
    );
  }
}

/** Ids of the special tokens by name. */
export function specialIds(added: readonly AddedToken[]): Record<string, number> {
  const specials = added.filter(({ special }) => special);
  return Object.fromEntries(specials.map(({ content, id }) => [content, id]));
}

function unknownToken(token: string): ForwardPassError {
  return new ForwardPassError({
    what: 'read a byte-level vocabulary',
    expected: 'an id for each byte and for each merge',
    got: `none for ${JSON.stringify(token)}`,
    hint: 'vocabulary and merges belong to different models',
  });
}
