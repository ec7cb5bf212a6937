/** One word's row in the encoder of number-translator: what it hears from the others, and what becomes of it when a wire is cut. */
import { close, dot, sum } from '../../src/lessons/arithmetic';
import { defineLesson } from '../../src/lessons/defineLesson';
import { array, at, rows, scalar, slice, tokens, type ArrayFact } from '../../src/lessons/facts';
import { numberTranslator } from '../../src/lessons/models';
import type { Reading } from '../../src/lessons/Reading';
import { chooseWire } from './chooseWire';
import { Experiments, closed, cut, placeOfY } from './experiments';
import { numberText } from './numberText';

const block = 'block.0';

export const lesson = defineLesson({
  id: 'encoder',
  params: { text: numberText },

  async run({ text }) {
    const lab = new Experiments(await numberTranslator());
    const { tokenizer } = lab.model;
    const language = /[a-z]/.test(text) ? 'english' : 'chinese';
    const ids = [...tokenizer.encode(text), tokenizer.specials.end];
    const spelled = ids.map((id) => tokenizer.token(id));
    const word = (i: number) => spelled[i] ?? '';
    const { wire, head, moves } = chooseWire(lab, ids, spelled);
    const { asks, asked } = wire;

    const whole = lab.read(ids);
    const without = lab.read(ids, cut(wire));
    const rowOf = (run: Reading, name: string) => slice(run.fact(name), asks);
    const ofHead = (name: string) => whole.head(`${block}.${name}`, head);
    const query = slice(ofHead('q_projection'), asks);
    const keys = ofHead('k_projection');
    const scores = slice(ofHead('attention_scores'), asks);
    const powers = scores.values.map(Math.exp);
    const pattern = ofHead('attention_weights');
    const shares = slice(pattern, asks);
    const cutPattern = without.head(`${block}.attention_weights`, head);
    const cutShares = slice(cutPattern, asks);

    const both = asked === asks + 1 && asked < ids.length - 1;
    const pair = both ? [asks, asked] : [...spelled.keys()].slice(0, -1);
    const reads = (places: readonly number[]) => lab.ids(places.map(word));
    const said = (name: string, source: readonly number[], rules = {}) =>
      tokens(name, [lab.answer(source, rules)]);
    const answer = lab.answer(ids);
    const numbers = (name: string, values: number[][]) => array(name, values, 'X Y', 0);
    const field = lab.field(language, null);
    const wrong = (values: number[][]) =>
      values.flat().filter((n, i) => n !== field.flat()[i]).length;
    const others = [0, 1, placeOfY + 2].map((k) => wrong(lab.field(language, k)));
    const boxed = lab.right(language, closed);
    const open = lab.right(language);

    const weighted = rows(ofHead('v_projection')).map((value, i) => value.map((x) => x * (shares.values[i] ?? NaN))); // prettier-ignore
    const products = slice(ofHead('query_key_products'), asks);
    const best = mostOf(products.values);

    return {
      text: tokens('text', spelled.slice(0, -1)),
      words: tokens('source tokens', spelled),
      focus: tokens('word followed', [word(asks)]),
      partner: tokens('word that it hears most', [word(asked)]),
      pair: tokens('words read together', pair.map(word)),
      asks: scalar('place of the word followed', asks, 0),
      asked: scalar('place of the word that it hears most', asked, 0),
      answer: tokens('what the model writes', [answer]),
      aloneAnswer: said('what it writes for the word alone', reads([asks])),
      pairAnswer: said('what it writes for both', reads(pair)),
      aloneRow: slice(lab.read(reads([asks])).fact('scaled_embedding'), 0),
      closedAnswer: said('what it writes with closed boxes', ids, closed),
      boxes: numbers('new numbers, right of all', [[boxed.right, boxed.of], [open.right, open.of]]), // prettier-ignore
      closedRight: scalar('right with closed boxes', boxed.right, 0),
      openRight: scalar('right with open boxes', open.right, 0),
      examined: scalar('spellings never seen', open.of, 0),
      embedding: rowOf(whole, 'scaled_embedding'),
      position: rowOf(whole, 'position_encoding'),
      input: rowOf(whole, 'embedding_sum'),
      head: scalar('head shown', head + 1, 0),
      query,
      keys,
      values: ofHead('v_projection'),
      parts: array('query × key', [query.values.map((x, d) => x * at(keys, best, d))], 'S D', 2),
      products,
      best: tokens('word that fits best', [word(best)]),
      bestIndex: scalar('place of the word that fits best', best, 0),
      product: scalar('query · key', products.values[best] ?? NaN, 2),
      scores,
      powers: array(`e^${scores.of}`, powers, 'S', 2),
      powerSum: scalar(`sum of e^${scores.of}`, sum(powers), 2),
      pattern,
      shares,
      share: scalar('its largest share', shares.values[best] ?? NaN, 2),
      weighted: { ...ofHead('v_projection'), of: `${shares.of} × v`, values: weighted.flat() },
      heard: slice(ofHead('attention_output'), asks),
      message: rowOf(whole, `${block}.attention_projection`),
      added: rowOf(whole, `${block}.residual_1`),
      after: rowOf(whole, `${block}.layer_norm_2`),
      bound: scalar(
        'largest of the row',
        largest(
          ['scaled_embedding', 'embedding_sum', `${block}.layer_norm_2`].map((name) =>
            rowOf(whole, name),
          ),
        ),
        2,
      ),
      headBound: scalar('largest of q, k and v', largest([query, keys, ofHead('v_projection')]), 2),
      cutPattern,
      cutShares,
      cutAfter: rowOf(without, `${block}.layer_norm_2`),
      cutMost: tokens('what it hears most with the wire cut', [word(mostOf(cutShares.values))]),
      cutAnswer: said('what it writes with the wire cut', ids, cut(wire)),
      moved: scalar('length of the change of the row', moves, 2),
      field: numbers('X thousand Y hundred', field),
      fieldCut: numbers('with the wire from Y to hundred cut', lab.field(language, placeOfY + 1)),
      fieldSize: scalar('numbers X thousand Y hundred', field.flat().length, 0),
      fieldWrong: scalar('of these wrong', wrong(lab.field(language, placeOfY + 1)), 0),
      fieldOthers: scalar('wrong with any other wire of Y cut', sum(others), 0),
    };
  },

  claims: {
    sameRow: {
      text: { en: 'the row looked up is the same, alone and in the text', zh: '取出的是同一行' },
      holds: (f) =>
        f.aloneRow.values.every((x, c) => Object.is(x, f.embedding.values[c])) &&
        f.aloneAnswer.values[0] !== f.pairAnswer.values[0],
    },
    boxes: {
      text: { en: 'open boxes answer more numbers right', zh: '打开之后，答对的更多' },
      holds: (f) => f.closedRight.value < f.openRight.value,
    },
    input: {
      text: { en: 'row + place = input', zh: '行 + 位置 = 输入' },
      holds: ({ input, embedding, position }) =>
        input.values.every((x, c) =>
          close(x, (embedding.values[c] ?? NaN) + (position.values[c] ?? NaN)),
        ),
    },
    products: {
      text: { en: 'each product is query · key, the named one the largest', zh: '每个乘积都是查询 · 键，所指的最大' }, // prettier-ignore
      holds: (f) =>
        rows(f.keys).every((key, i) => close(dot(f.query.values, key), f.products.values[i])) &&
        f.products.values.every((x) => x <= f.product.value),
    },
    shares: {
      text: { en: 'shares are e^score over the sum of all', zh: '权重 = e 的得分次幂 ÷ 总和' },
      holds: (f) =>
        close(sum(f.shares.values), 1) &&
        f.shares.values.every((x, i) =>
          close(x, Math.exp(f.scores.values[i] ?? NaN) / f.powerSum.value),
        ) &&
        f.scores.values.every((x, i) =>
          close(x, (f.products.values[i] ?? NaN) / Math.sqrt(f.query.values.length)),
        ),
    },
    heard: {
      text: { en: 'what is heard is the weighted sum of the values', zh: '听到的是各个值的加权和' },
      holds: (f) =>
        f.heard.values.every((x, d) => close(x, sum(rows(f.weighted).map((row) => row[d] ?? NaN)))),
    },
    added: {
      text: { en: 'input + message = new row', zh: '输入 + 消息 = 新的一行' },
      holds: ({ added, input, message }) =>
        added.values.every((x, c) =>
          close(x, (input.values[c] ?? NaN) + (message.values[c] ?? NaN)),
        ),
    },
    cut: {
      text: {
        en: 'with the wire cut its share is 0, and the row moves',
        zh: '剪断之后，权重为 0，行变了',
      },
      holds: (f) => f.cutShares.values[f.asked.value] === 0 && f.moved.value > 0,
    },
    field: {
      text: {
        en: 'with that wire cut, all of these numbers are wrong',
        zh: '剪断这根线，这些数全错',
      },
      holds: (f) => f.fieldWrong.value === f.fieldSize.value,
    },
    otherWires: {
      text: { en: 'with any other wire of Y cut, none is', zh: '剪 Y 的其他线，没有一个错' },
      holds: (f) => f.fieldOthers.value === 0,
    },
  },
});

const mostOf = (values: readonly number[]) => values.indexOf(Math.max(...values));
const largest = (facts: readonly ArrayFact[]) =>
  Math.max(...facts.flatMap(({ values }) => values.map(Math.abs)));
