/** Where the answer looks: the one head of number-translator's cross-attention that lays most weight on the right words. */
import { numberAlignment } from '../../src/engine/tasks/numberAlignment';
import { numberExamples } from '../../src/engine/tasks/numberBatch';
import { splitNumbers } from '../../src/engine/tasks/splitNumbers';
import { argmax, close, dot, largestChange, mean, sum } from '../../src/lessons/arithmetic';
import { defineLesson } from '../../src/lessons/defineLesson';
import { array, at, rows, scalar, slice, tokens, type ArrayFact } from '../../src/lessons/facts';
import { numberTranslator, type NumberTranslator } from '../../src/lessons/models';
import { numberOf, spelledNumber } from '../../src/lessons/spelledNumber';
import { chooseCovers } from './chooseCovers';
import { CrossHead, upright } from './CrossHead';
import { trials } from './trials';

export const lesson = defineLesson({
  id: 'cross-attention',
  params: { text: spelledNumber({ en: 'three hundred eighty six', zh: '三百八十六' }) },

  async run({ text }) {
    const model = await numberTranslator();
    const { heads, best, examined } = measured(model);
    const lab = new CrossHead(model, best.layer, best.head);
    const spelled = numberOf(text) ?? { number: NaN, words: [] };
    const ids = lab.ids(spelled.words.map(({ word }) => word));
    const words = ids.map((id) => lab.model.tokenizer.token(id));
    const word = (i: number) => words[i] ?? '';

    const answer = lab.answer(ids);
    const whole = lab.look(ids, answer);
    const pattern = rows(whole.pattern);
    const first = argmax(pattern[0] ?? []);
    const { digit, missed, idle } = chooseCovers(spelled, answer, pattern, (place) => lab.answer(ids, lab.covered(place))); // prettier-ignore
    const hidden = words.slice(0, -1).map((_, place) => lab.answer(ids, lab.covered(place)));
    const other = otherText(lab, ids, missed);
    const lending = lab.look(other, lab.answer(other));
    const covered = lab.look(ids, answer, lab.covered(missed));
    const spared = lab.look(ids, answer, lab.covered(idle));
    const lent = lab.look(ids, answer, lab.lent([other]));
    const named = spelled.words.flatMap(({ names }, s) => names.map((t) => [t, s] as const));
    const hits = named.filter(([t, s]) => argmax(pattern[t] ?? []) === s);
    const product = at(whole.products, 0, first);
    const tried = trials(lab);
    const said = (of: string, number: string) => tokens(of, [number]);
    const count = (of: string, n: number) => scalar(of, n, 0);

    return {
      text: tokens('text', words.slice(0, -1)),
      words: tokens('source tokens', words),
      answer: said('what the model writes', answer),
      pieces: tokens('runs of digits of these numbers', piecesOf([answer, ...hidden])),
      layer: count('layer of the head, from 1', best.layer + 1),
      head: count('head, from 1', best.head + 1),
      memory: upright(whole.memory),
      queries: whole.queries,
      keys: upright(whole.keys),
      values: upright(whole.values),
      keyRows: whole.keys,
      valueRows: whole.values,
      firstKeys: lab.look(ids, '').keys,
      scores: whole.scores,
      pattern: whole.pattern,
      taken: whole.taken,
      read: whole.read,
      written: whole.written,
      first: count('place of the word that the first query fits best', first),
      firstWord: tokens('the word that the first query fits best', [word(first)]),
      parts: array('query · key, number by number', partsOf(whole.queries, whole.keys, first), 'D', 2), // prettier-ignore
      partNames: tokens(
        'their names',
        whole.queries.shape[1] === 3 ? ['q₁k₁', 'q₂k₂', 'q₃k₃'] : [],
      ),
      product: scalar('query · key', product, 2),
      score: scalar('query · key ÷ √D', at(whole.scores, 0, first), 1),
      share: scalar('its share', at(whole.pattern, 0, first), 2),
      looks: tokens(
        'where each step looks most',
        pattern.map((row) => word(argmax(row))),
      ),
      looked: array('places of these words', pattern.map(argmax), 'T', 0),
      second: scalar('largest share of the second step', Math.max(...(pattern[1] ?? [])), 2),
      hits: count('digits that look most at the word that names them', hits.length),
      named: count('digits that a word names', named.length),
      heads: array('weight on the right word, head by head', heads.map(({ mass }) => mass), 'H', 2), // prettier-ignore
      headPlaces: array('layer and head, from 1', heads.map(({ layer, head }) => [layer + 1, head + 1]), 'H Z', 0), // prettier-ignore
      mass: scalar('weight on the right word, of the head shown', best.mass, 3),
      blind: scalar('weight on a word if all had the same', examined.blind, 3),
      examined: count('digits of numbers never seen', examined.digits),
      digit: count('place of the digit that is missed', digit),
      missed: count('place of the word that is missed', missed),
      missedWord: tokens('the word that is missed', [word(missed)]),
      missedDigit: tokens('the digit that it names', [answer[digit] ?? '']),
      coveredAnswer: said('written with that word covered', covered.said),
      coveredQueries: covered.queries,
      coveredPattern: covered.pattern,
      coveredTaken: covered.taken,
      coveredLook: tokens('where the digit looks most with its word covered', [word(argmax(rowOf(covered.pattern, digit)))]), // prettier-ignore
      runnerUp: count('place of the word that fits it second best', secondOf(pattern[digit] ?? [])),
      coveredPlace: count('place of that word', argmax(rowOf(covered.pattern, digit))),
      coveredRead: covered.read,
      coveredWritten: covered.written,
      hidden: tokens('written with each word covered in turn', hidden),
      owned: count('digits that alone are wrong with their word covered', named.filter(([t, s]) => isOnly(hidden[s] ?? '', answer, t)).length), // prettier-ignore
      idle: count('place of the other word covered', idle),
      idleWord: tokens('the other word covered', [word(idle)]),
      idleAnswer: said('written with the other word covered', spared.said),
      idleQueries: spared.queries,
      idlePattern: spared.pattern,
      idleTaken: spared.taken,
      idleRead: spared.read,
      idleWritten: spared.written,
      otherWords: tokens(
        'another text',
        other.map((id) => lab.model.tokenizer.token(id)),
      ),
      otherAnswer: said('what the model writes for it', lending.said),
      otherValues: upright(lending.values),
      lentAnswer: said('written with its values', lent.said),
      lentQueries: lent.queries,
      lentPattern: lent.pattern,
      lentTaken: lent.taken,
      lentRead: lent.read,
      lentWritten: lent.written,
      digitTrials: count('digits whose word is covered', tried.digits),
      digitMissed: count('of these written wrong', tried.missed),
      digitOthers: count('other digits written wrong', tried.others),
      idleTrials: count('words covered that name no digit', tried.idle),
      idleUnharmed: count('answers unharmed by it', tried.unharmed),
      lentTrials: count('numbers read with the values of another', tried.lent),
      lentFollowed: count('of these answered as the values say', tried.followed),
    };
  },

  claims: {
    memoryOnce: {
      text: { en: 'keys are the same at the first step and at the last', zh: '键在第一步和最后一步都一样' }, // prettier-ignore
      holds: (f) => f.keyRows.values.every((x, i) => Object.is(x, f.firstKeys.values[i])),
    },
    sides: {
      text: { en: 'a query for each step, a key and a value for each word', zh: '每一步一个查询，每个词一个键、一个值' }, // prettier-ignore
      holds: (f) =>
        f.queries.shape[0] === f.read.values.length &&
        [f.keyRows, f.valueRows].every((side) => side.shape[0] === f.words.values.length),
    },
    scores: {
      text: { en: 'each score is query · key ÷ √D', zh: '每个得分都是 查询 · 键 ÷ √D' },
      holds: (f) =>
        close(sum(f.parts.values), f.product.value) &&
        close(f.product.value / Math.sqrt(f.parts.values.length), f.score.value) &&
        rows(f.scores).every((row, t) =>
          row.every(
            (score, s) =>
            close(score, dot(rowOf(f.queries, t), rowOf(f.keyRows, s)) / Math.sqrt(f.queries.shape[1] ?? NaN)), // prettier-ignore
          ),
        ),
    },
    shares: {
      text: { en: 'shares are softmax of the scores; none is exactly 0', zh: '权重是得分的 softmax，没有一个恰好为 0' }, // prettier-ignore
      holds: (f) =>
        rows(f.pattern).every((row, t) => {
          const powers = rowOf(f.scores, t).map(Math.exp);
          return row.every(
            (share, s) => share > 0 && close(share, (powers[s] ?? NaN) / sum(powers)),
          );
        }),
    },
    taken: {
      text: { en: 'what is taken is the weighted sum of the values', zh: '取来的是各个值的加权和' },
      holds: (f) =>
        rows(f.taken).every((row, t) =>
          row.every((x, d) => close(x, dot(rowOf(f.pattern, t), rowOf(f.values, d)))),
        ),
    },
    writes: {
      text: { en: 'the digits written step by step are the answer', zh: '逐步写出的就是答案' },
      holds: (f) => f.written.values.slice(0, -1).join('') === f.answer.values[0],
    },
    stairs: {
      text: { en: 'so many digits look most at their own word', zh: '这么多个数位主要看自己的词' },
      holds: (f) => f.hits.value > 0 && f.hits.value <= f.named.value,
    },
    measured: {
      text: { en: 'no head lays more weight on the right word', zh: '没有哪个头放对的权重更多' },
      holds: (f) =>
        f.heads.values.every((x) => x <= f.mass.value) && f.mass.value > 5 * f.blind.value,
    },
    lent: {
      text: { en: 'keys of one number, values of another: the values are written', zh: '一个数的键配另一个数的值：写出的是值那个数' }, // prettier-ignore
      holds: (f) =>
        f.lentFollowed.value > 0.95 * f.lentTrials.value &&
        largestChange(rowOf(f.lentPattern, 0), rowOf(f.pattern, 0)) === 0,
    },
    covered: {
      text: { en: 'covered, a word has no weight; its digit fails, hardly ever another', zh: '遮住的词权重为 0；错的是它那一位，不是别的位' }, // prettier-ignore
      holds: (f) =>
        rows(f.coveredPattern).every((row) => row[f.missed.value] === 0) &&
        f.digitMissed.value > 0.9 * f.digitTrials.value &&
        f.digitOthers.value === 0,
    },
    idle: {
      text: { en: 'words that name no digit are hardly missed', zh: '不指数位的词，遮住大多无妨' },
      holds: (f) => f.idleUnharmed.value > 0.9 * f.idleTrials.value,
    },
  },
});

function measured(model: NumberTranslator) {
  const examples = numberExamples(splitNumbers().heldOut);
  const heads = numberAlignment(model, examples);
  const [best] = heads;
  if (!best) throw new Error('number-translator has no heads of cross-attention');
  const inOrder = [...heads].sort((a, b) => a.layer - b.layer || a.head - b.head);
  const digits = examples.flatMap(({ words }) =>
    words.flatMap(({ names }) => names.map(() => 1 / (words.length + 1))),
  );
  return { heads: inOrder, best, examined: { digits: digits.length, blind: mean(digits) } };
}

/** The same text, one word exchanged for another of its kind: the first whose values are followed, else the first. */
function otherText(lab: CrossHead, ids: readonly number[], place: number): readonly number[] {
  const { tokenizer } = lab.model;
  const kinds = [/^(one|two|three|four|five|six|seven|eight|nine)$/, /teen$|^(ten|eleven|twelve)$/, /ty$/, /^[一二三四五六七八九]$/]; // prettier-ignore
  const kindOf = (id: number) => kinds.findIndex((kind) => kind.test(tokenizer.token(id)));
  const now = ids[place] ?? 0;
  const others = Array.from({ length: tokenizer.size }, (_, id) => id)
    .filter((id) => id !== now && kindOf(id) === kindOf(now))
    .map((id) => ids.map((old, i) => (i === place ? id : old)));
  const isFollowed = (other: readonly number[]) => lab.answer(ids, lab.lent([other])) === lab.answer(other); // prettier-ignore
  return others.find(isFollowed) ?? others[0] ?? ids;
}

function partsOf(queries: ArrayFact, keys: ArrayFact, place: number): number[] {
  return slice(queries, 0).values.map((x, d) => x * at(keys, place, d));
}

/** What can stand in one colour where a part of a number stands out. */
const piecesOf = (numbers: readonly string[]) => [
  ...new Set(numbers.flatMap((n) => [...n].flatMap((_, i) => [...n].map((_, j) => n.slice(i, j + 1))))), // prettier-ignore
];
/** Written as long, and wrong in this digit alone. */
const isOnly = (said: string, answer: string, digit: number) =>
  said.length === answer.length && [...said].every((c, i) => (c === answer[i]) !== (i === digit));
const rowOf = (matrix: ArrayFact, i: number) => slice(matrix, i).values;
const secondOf = (values: readonly number[]) => values.indexOf([...values].sort((a, b) => b - a)[1] ?? NaN); // prettier-ignore
