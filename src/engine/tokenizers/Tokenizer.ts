// Tokenizer: what every tokenizer that feeds a model can do. Ids run from 0 to size − 1.
export interface Tokenizer {
  readonly size: number;
  /** By name, tokens that stand for no text, such as the end of one. `encode` never gives one of them. */
  readonly specials?: Readonly<Record<string, number>>;
  /** Ids that stand before every text that the model reads; `encode` leaves them out. Absent where there are none. */
  readonly prefix?: readonly number[];
  encode(text: string): number[];
  /** The same, but where the text names a special token, that is meant: how prompts are read. Absent where names are words. */
  encodeMarked?(text: string): number[];
  decode(ids: Iterable<number>): string;
  /** Whether an id below size belongs to a token; absent where each does. */
  has?(id: number): boolean;
}

/** A model may have more rows than its tokenizer has tokens: such ids have no text. */
export function hasToken(tokenizer: Tokenizer, id: number): boolean {
  return id < tokenizer.size && (tokenizer.has?.(id) ?? true);
}

/** The ids of a text by someone who may name special tokens: of one's own prompt, not of what a stranger wrote. */
export function promptIds(tokenizer: Tokenizer, text: string): number[] {
  return tokenizer.encodeMarked?.(text) ?? tokenizer.encode(text);
}
