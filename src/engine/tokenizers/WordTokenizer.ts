import { ForwardPassError } from '../errors/ForwardPassError';
import type { Tokenizer } from './Tokenizer';

// WordTokenizer: one id per word of a fixed list. Words stand apart by white space or hyphens and in
// either case of letters; a Chinese character or a digit is a word by itself, without spaces.
//   forty-two → forty two    三百四十二 → 三 百 四 十 二    342 → 3 4 2
export class WordTokenizer<Special extends string = string> implements Tokenizer {
  /** Special token's name → id; they come first. Text never encodes to them, decode leaves them out. */
  readonly specials: Readonly<Record<Special, number>>;
  private readonly tokens: readonly string[];
  private readonly ids: ReadonlyMap<string, number>;

  constructor(
    private readonly words: readonly string[],
    specials: readonly Special[],
  ) {
    this.tokens = [...specials.map((name) => `‹${name}›`), ...words];
    this.ids = new Map(words.map((word, i) => [word, specials.length + i]));
    this.specials = Object.fromEntries(specials.map((name, id) => [name, id])) as Record<
      Special,
      number
    >;
    const unreachable = words.find((word) => splitWords(word).join() !== word);
    if (unreachable !== undefined || this.ids.size !== words.length) {
      throw new ForwardPassError({
        what: 'WordTokenizer',
        expected: 'different words, each in small letters, or one Chinese character, or one digit',
        got: unreachable === undefined ? 'a word twice' : JSON.stringify(unreachable),
        hint: 'A word that text cannot be split into would never be used.',
      });
    }
  }

  get size(): number {
    return this.tokens.length;
  }

  encode(text: string): number[] {
    return splitWords(text).map((word) => {
      const id = this.ids.get(word);
      if (id !== undefined) return id;
      throw new ForwardPassError({
        what: 'WordTokenizer.encode',
        expected: `only these words: ${this.words.join(' ')}`,
        got: `${JSON.stringify(word)} in ${JSON.stringify(text.slice(0, 80))}`,
        hint: 'Put spaces between words; Chinese characters and digits need none.',
      });
    });
  }

  decode(ids: Iterable<number>): string {
    let text = '';
    let previous = '';
    for (const id of ids) {
      const word = this.token(id);
      if (id < this.size - this.words.length) continue;
      const spaced = text !== '' && !(standsAlone.test(previous) && standsAlone.test(word));
      text += (spaced ? ' ' : '') + word;
      previous = word;
    }
    return text;
  }

  /** The printed form, special tokens included: three, 百, ‹end›. */
  token(id: number): string {
    const token = this.tokens[id];
    if (token !== undefined) return token;
    throw new ForwardPassError({
      what: 'WordTokenizer',
      expected: `an id from 0 to ${this.size - 1}`,
      got: String(id),
      hint: 'Do the ids come from a model with another vocabulary?',
    });
  }
}

const standsAlone = /^[\p{Script=Han}0-9]$/u;
const separate = /[\p{Script=Han}0-9]|[^-\s\p{Script=Han}0-9]+/gu;

function splitWords(text: string): string[] {
  return text.toLowerCase().match(separate) ?? [];
}
