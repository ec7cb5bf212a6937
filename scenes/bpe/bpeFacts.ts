/** The numbers of the film: the four words and their merges, the unseen word, two texts in GPT-2. */
import { sennrichCorpus, trainWordBpe } from '../../src/engine/tokenizers/trainWordBpe';
import { WordBpeEncoder } from '../../src/engine/tokenizers/WordBpeEncoder';
import { scalar, table, tokens } from '../../src/lessons/facts';
import { byteCount, gpt2, mergeCount } from '../../src/lessons/gpt2';
import { byteFacts, spaceSignFor } from './byteFacts';
import { textOf } from './proofs';

const endOfWord = '•';
const unseenWord = 'lowest';

export interface BpeParams {
  readonly text: string;
  readonly chinese: string;
  readonly merges: number;
}

export type BpeFacts = ReturnType<typeof bpeFacts>;

export function bpeFacts({ text, chinese: sentence, merges }: BpeParams) {
  const bpe = trainWordBpe(sennrichCorpus, merges, endOfWord);
  const further = trainWordBpe(sennrichCorpus, merges + 1, endOfWord).steps[bpe.merges.length];
  const encoder = new WordBpeEncoder(bpe);
  const unseen = encoder.encode(unseenWord);
  const words = bpe.steps[0]?.words ?? [];
  const vocabulary = bpe.steps.at(-1)?.vocabulary ?? bpe.alphabet;
  const roman = byteFacts('gpt2.text', text);
  const han = byteFacts('gpt2.chinese', sentence);
  const latest = roman.merges.rows.at(-1);
  const finished = bpe.steps.at(-1)?.wordsAfter ?? words;
  const isWhole = ({ symbols }: (typeof finished)[number]) => symbols.length === 1;
  const spelled = (kept: typeof finished) => kept.map(({ symbols }) => symbols.join(''));
  const wholeTokens = han.tokens.rows.flatMap((token, i) => (textOf([token]) === null ? [] : [i]));
  return {
    corpus: table(
      'corpus',
      sennrichCorpus.map(([word, count]) => ({ word, count })),
    ),
    corpusSize: scalar('corpus.words', sennrichCorpus.length, 0),
    mark: tokens('corpus.end_of_word', [endOfWord]),
    words: table('corpus.symbols', words),
    alphabet: tokens('bpe.alphabet', bpe.alphabet),
    alphabetSize: scalar('bpe.alphabet.size', bpe.alphabet.length, 0),
    steps: table('bpe.steps', bpe.steps),
    wholeWords: tokens('words that are one token', spelled(finished.filter(isWhole))),
    brokenWords: tokens(
      'words still in pieces',
      spelled(finished.filter((word) => !isWhole(word))),
    ),
    wholeCounts: table(
      'how often they occur',
      finished.filter(isWhole).map(({ count }) => count),
    ),
    brokenCounts: table(
      'how often they occur',
      finished.filter((word) => !isWhole(word)).map(({ count }) => count),
    ),
    pairsLeft: table('bpe.pairs_left', further?.pairs ?? []),
    model: tokens('model', ['GPT-2']),
    merges: scalar('bpe.merges', bpe.merges.length, 0),
    vocabularySize: scalar('bpe.vocabulary.size', new Set(vocabulary).size, 0),
    firstCount: scalar('bpe.steps.0.count', bpe.steps[0]?.chosen.count ?? 0, 0),
    firstTies: scalar('bpe.steps.0.ties', bpe.steps[0]?.ties.length ?? 0, 0),
    secondCount: scalar('bpe.steps.1.count', bpe.steps[1]?.chosen.count ?? 0, 0),

    unseen: tokens('encode.word', [unseen.word]),
    unseenSymbols: tokens('encode.symbols', unseen.symbols),
    unseenSteps: table('encode.steps', unseen.steps),
    unseenTokens: tokens('encode.tokens', unseen.tokens),
    unseenSize: scalar('encode.tokens.size', unseen.tokens.length, 0),
    unseenDecoded: tokens('decode.word', [encoder.decode(unseen.tokens)]),

    gptMerges: scalar('gpt2.merges', mergeCount(gpt2()), 0),
    text: tokens('gpt2.text', [text]),
    spaces: tokens('gpt2.text.spaces', text.includes(' ') ? [spaceSignFor(text)] : []),
    textPieces: roman.pieces,
    textBytes: roman.bytes,
    textCharacters: roman.characters,
    textMerges: roman.merges,
    textTokens: roman.tokens,
    textByteCount: scalar('gpt2.text.bytes.size', roman.bytes.rows.length, 0),
    textSize: scalar('gpt2.text.tokens.size', roman.tokens.rows.length, 0),
    textIds: tokens(
      'gpt2.text.ids',
      roman.tokens.rows.map(({ id }) => `${id}`),
    ),
    textDecoded: tokens('gpt2.text.decoded', [gpt2().decode(roman.tokens.rows.map((t) => t.id))]),

    byteIds: scalar('gpt2.bytes', byteCount, 0),
    latestToken: tokens('gpt2.text.latest.token', latest ? [latest.token] : []),
    latestBefore: scalar('gpt2.text.latest.merges_before', (latest?.number ?? 1) - 1, 0),
    latestId: scalar('gpt2.text.latest.id', latest?.id ?? byteCount, 0),

    chinese: tokens('gpt2.chinese', [sentence]),
    chinesePieces: han.pieces,
    chineseBytes: han.bytes,
    chineseCharacters: han.characters,
    chineseMerges: han.merges,
    chineseTokens: han.tokens,
    characterCount: scalar('gpt2.chinese.characters.size', han.characters.rows.length, 0),
    bytesEach: scalar('gpt2.chinese.bytes_each', han.characters.rows[0]?.to ?? 0, 0),
    chineseSize: scalar('gpt2.chinese.tokens.size', han.tokens.rows.length, 0),
    wholeTokens: table('gpt2.chinese.whole', wholeTokens),
    wholeCount: scalar('gpt2.chinese.whole.size', wholeTokens.length, 0),
    chineseIds: tokens(
      'gpt2.chinese.ids',
      han.tokens.rows.map(({ id }) => `${id}`),
    ),
    chineseDecoded: tokens('gpt2.chinese.decoded', [
      gpt2().decode(han.tokens.rows.map((t) => t.id)),
    ]),
  };
}
