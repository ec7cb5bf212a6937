import { byteToken, type ByteToken } from './ByteToken';
import { tokensOf, type ByteVocabulary } from './ByteVocabulary';
import { encodeUtf8 } from './encodeUtf8';
import { learnMerges, type CountedWord } from './learnMerges';
import { pairOfKey, type Pair } from './MergeTable';
import { preTokenize } from './preTokenize';
import { recordMerges } from './recordMerges';

// trainByteBpe: learn a byte-level vocabulary from a text. The words are GPT-2's pre-tokens, each counted
// once per occurrence; the alphabet is the 256 bytes, id = byte. Ties: see learnMerges.
//   source: Radford et al. 2019 (GPT-2), section 2.2
//   checked against: tests/golden/tokenizers/sennrich.py
export function trainByteBpe(text: string, merges: number): ByteVocabulary {
  const learned: Pair[] = [];
  for (const { pair } of learnMerges(countWords(text), 256, merges)) learned.push(pair);
  return { bytes: everyByte, merges: learned };
}

export interface ByteBpeStep {
  readonly rank: number;
  readonly words: readonly ByteWord[]; // before the merge
  readonly pairs: readonly BytePairCount[]; // every pair, in the order met
  readonly chosen: BytePairCount;
  readonly token: ByteToken;
  readonly wordsAfter: readonly ByteWord[];
}

export interface ByteWord {
  readonly symbols: readonly ByteToken[];
  readonly count: number;
}

export interface BytePairCount {
  readonly left: ByteToken;
  readonly right: ByteToken;
  readonly count: number;
}

/** The same training as full plain data, one step at a time: a step of a long text is large. */
export function* trainByteBpeSteps(
  text: string,
  merges: number,
): Generator<ByteBpeStep, void, void> {
  const bytes: ByteVocabulary = { bytes: everyByte, merges: [] };
  const tokens = tokensOf(bytes).map((string, id) => byteToken(id, string));
  const token = (id: number): ByteToken => tokens[id] ?? byteToken(id, '');
  const word = ({ symbols, count }: CountedWord): ByteWord => ({
    symbols: symbols.map(token),
    count,
  });

  for (const step of recordMerges(countWords(text), 256, merges)) {
    const [left, right] = step.pair;
    const joined = [...token(left).bytes, ...token(right).bytes];
    tokens.push(byteToken(step.token, String.fromCharCode(...joined)));
    yield {
      rank: step.rank,
      words: step.words.map(word),
      pairs: [...step.counts].map(([key, count]) => {
        const [first, second] = pairOfKey(key);
        return { left: token(first), right: token(second), count };
      }),
      chosen: { left: token(left), right: token(right), count: step.count },
      token: token(step.token),
      wordsAfter: step.after.map(word),
    };
  }
}

const everyByte: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

function countWords(text: string): CountedWord[] {
  const counts = new Map<string, number>();
  for (const piece of preTokenize(text)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return Array.from(counts, ([piece, count]) => ({
    symbols: Array.from(encodeUtf8(piece)),
    count,
  }));
}
