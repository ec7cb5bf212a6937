// Tokenizer: what every tokenizer that feeds a model can do. Ids run from 0 to size − 1.
export interface Tokenizer {
  readonly size: number;
  encode(text: string): number[];
  decode(ids: Iterable<number>): string;
}
