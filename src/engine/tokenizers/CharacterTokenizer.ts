import { ForwardPassError } from '../errors/ForwardPassError';
import type { Tokenizer } from './Tokenizer';

// CharacterTokenizer: one id per character of a training text, in code point order.
export class CharacterTokenizer implements Tokenizer {
  private readonly ids: ReadonlyMap<string, number>;

  constructor(readonly characters: readonly string[]) {
    this.ids = new Map(characters.map((character, id) => [character, id]));
  }

  static fromText(text: string): CharacterTokenizer {
    const byCodePoint = (a: string, b: string): number =>
      (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0);
    return new CharacterTokenizer([...new Set(text)].sort(byCodePoint));
  }

  get size(): number {
    return this.characters.length;
  }

  encode(text: string): number[] {
    return Array.from(text, (character) => {
      const id = this.ids.get(character);
      if (id !== undefined) return id;
      throw this.unknown(`one of the ${this.size} known characters`, JSON.stringify(character));
    });
  }

  decode(ids: Iterable<number>): string {
    let text = '';
    for (const id of ids) {
      const character = this.characters[id];
      if (character === undefined) {
        throw this.unknown(`an id from 0 to ${this.size - 1}`, String(id));
      }
      text += character;
    }
    return text;
  }

  private unknown(expected: string, got: string): ForwardPassError {
    const known = this.characters.slice(0, 100).join('');
    return new ForwardPassError({
      what: 'CharacterTokenizer',
      expected,
      got,
      hint: `It knows the characters of its training text: ${JSON.stringify(known)}`,
    });
  }
}
