import { ForwardPassError } from '../errors/ForwardPassError';
import { applyMerges } from './applyMerges';
import { MergeTable, type Pair } from './MergeTable';
import type { WordBpe } from './trainWordBpe';

// WordBpeEncoder: cut a word, known or not, with merges learned by trainWordBpe; each merge is a step.
//   lowest → l o w e s t </w> → … → low est</w>
//   source: Sennrich et al. 2016, section 3.2; the paper's example: lower → low er·
//   checked against: tests/golden/tokenizers/sennrich.py
export interface EncodedWord {
  readonly word: string;
  readonly symbols: readonly string[]; // before any merge
  readonly steps: readonly WordMerge[];
  readonly tokens: readonly string[];
}

export interface WordMerge {
  readonly rank: number;
  readonly left: string;
  readonly right: string;
  readonly token: string;
  readonly at: readonly number[]; // where the new token stands in `symbols`
  readonly symbols: readonly string[]; // after this merge
}

export class WordBpeEncoder {
  private readonly names: string[];
  private readonly table: MergeTable;

  constructor(private readonly bpe: Pick<WordBpe, 'alphabet' | 'merges' | 'endOfWord'>) {
    this.names = [...bpe.alphabet];
    this.table = new MergeTable(bpe.alphabet.length);
    const ids = new Map(this.names.map((name, id) => [name, id]));
    for (const [left, right] of bpe.merges) {
      const pair: Pair = [this.idIn(ids, left), this.idIn(ids, right)];
      ids.set(left + right, this.table.add(pair));
      this.names.push(left + right);
    }
  }

  encode(word: string): EncodedWord {
    const { alphabet, endOfWord } = this.bpe;
    const letters = new Map(alphabet.map((symbol, id) => [symbol, id]));
    letters.delete(endOfWord);
    const ids = [
      ...Array.from(word, (letter) => this.idIn(letters, letter)),
      alphabet.indexOf(endOfWord),
    ];
    const steps = applyMerges(ids, this.table).map(({ rank, pair, token, at, symbols }) => ({
      rank,
      left: this.name(pair[0]),
      right: this.name(pair[1]),
      token: this.name(token),
      at,
      symbols: symbols.map((id) => this.name(id)),
    }));
    const symbols = ids.map((id) => this.name(id));
    return { word, symbols, steps, tokens: steps.at(-1)?.symbols ?? symbols };
  }

  /** Tokens of one or more words → the words, with a space between them. */
  decode(tokens: readonly string[]): string {
    const { endOfWord } = this.bpe;
    const words = tokens.map((token) =>
      token.endsWith(endOfWord) ? `${token.slice(0, -endOfWord.length)} ` : token,
    );
    return words.join('').replace(/ $/, '');
  }

  private name(id: number): string {
    return this.names[id] ?? '';
  }

  private idIn(ids: ReadonlyMap<string, number>, symbol: string): number {
    const id = ids.get(symbol);
    if (id !== undefined) return id;
    throw new ForwardPassError({
      what: 'WordBpeEncoder',
      expected: `symbols that training has seen: ${[...ids.keys()].slice(0, 40).join(' ')}`,
      got: JSON.stringify(symbol),
      hint: 'A word-level BPE can cut new words, but not new characters; byte-level BPE can do both.',
    });
  }
}
