/** One word's row in the encoder of number-translator: what it hears from the others, and what becomes of it when a wire is cut. */
import { argmax, close, dot, mean, norm, sum } from '../../src/lessons/arithmetic';
import { defineLesson } from '../../src/lessons/defineLesson';
import { array, rows, scalar, slice, tokens, type ArrayFact } from '../../src/lessons/facts';
import { numberTranslator } from '../../src/lessons/models';
import type { Reading } from '../../src/lessons/Reading';
import { chooseWire } from './chooseWire';
import { Experiments, cut, placeOfHundred, placeOfY } from './experiments';
import { numberText } from './numberText';

const block = 'block.0';
const heardBy = `${block}.attention_projection`;

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
    const { wire, head } = chooseWire(lab, ids, spelled);
    const { asks, asked } = wire;
    const said = (name: string, source: readonly number[], rules = {}) =>
      tokens(name, [lab.answer(source, rules)]);

    const whole = lab.read(ids);
    const without = lab.read(ids, cut(wire));
    const rowOf = (run: Reading, name: string, i = asks) => slice(run.fact(name), i);
    const ofHead = (name: string, h = head) => whole.head(`${block}.${name}`, h);
    const query = slice(ofHead('q_projection'), asks);
    const [keys, values] = [ofHead('k_projection'), ofHead('v_projection')];
    const products = slice(ofHead('query_key_products'), asks);
    const best = argmax(products.values);
    const scores = slice(ofHead('attention_scores'), asks);
    const shares = slice(ofHead('attention_weights'), asks);
    const cutPattern = without.head(`${block}.attention_weights`, head);
    const weighted = { ...values, of: `${shares.of} × v`, values: rows(values).flatMap((value, i) => value.map((x) => x * (shares.values[i] ?? NaN))) }; // prettier-ignore
    const heard = [0, 1].map((h) => slice(ofHead('attention_output', h), asks));

    // The same word in two texts
    const pair = pairOf(lab, spelled, wire);
    const texts = [[asks], pair].map((places) => lab.ids(places.map(word)));
    const runs = texts.map((text) => lab.read(text));
    const places = [0, pair.indexOf(asks)];
    const inTexts = (name: string) => runs.map((run, i) => [...rowOf(run, name, places[i]).values]);
    const twice = (name: string) => array(`${name} in both texts`, inTexts(name), 'X C', 2);
    const patternIn = (i: number) => runs[i]?.head(`${block}.attention_weights`, head) ?? shares;
    const spelledOut = (i: number) => texts[i]?.map((id) => tokenizer.token(id)) ?? [];

    const numbers = (name: string, numbers: number[][]) => array(name, numbers, 'X Y', 0);
    const field = lab.field(language, null);
    const fieldIds = lab.texts(language)[0] ?? [];
    const fieldCut = lab.field(language, placeOfHundred);
    const cells = fieldCut.flatMap((row, x) => row.map((n, y) => ({ n, x, y })));
    const asOnes = cells.filter(({ n, y }) => n % 10 === y + 1);
    const wrong = (after: number[][]) =>
      after.flat().filter((n, i) => n !== field.flat()[i]).length;
    const otherPlaces = [...fieldIds.keys()].filter((k) => k !== placeOfHundred);
    const others = otherPlaces.map((k) => wrong(lab.field(language, k)));
    const patterns = lab.texts(language).map((text) => [...lab.read(text).head(`${block}.attention_weights`, head).values]); // prettier-ignore
    const S = fieldIds.length;
    const average = (patterns[0] ?? []).map((_, k) => mean(patterns.map((p) => p[k] ?? NaN)));
    const answers = spelled.map((_, k) => lab.answer(ids, cut({ asks, asked: k })));
    const messages = [
      rowOf(whole, heardBy),
      rowOf(without, heardBy),
      rowOf(runs[0] ?? whole, heardBy, 0),
    ];
    const likeAlone = messages.map(({ values }) => cosine(values, messages[2]?.values ?? []));
    const layer = 'transformer.encoder.layers.0.self_attn';
    const learned = (name: string, letters: string) => array(name, lab.model.params[`${layer}.${name}`] ?? [], letters, 2); // prettier-ignore
    const D = query.values.length;
    const asking = learned('in_proj_weight', 'N C');
    const mine = Array.from({ length: D }, (_, d) => head * D + d);

    return {
      words: tokens('source tokens', spelled),
      focus: tokens('word followed', [word(asks)]),
      asks: scalar('place of the word followed', asks, 0),
      asked: scalar('place of the word that it hears most', asked, 0),
      answer: said('what the model writes', ids),
      pair: tokens('words read together', pair.map(word)),
      pairPlace: scalar('place of the word followed among these', pair.indexOf(asks), 0),
      aloneAnswer: said('what it writes for the word alone', texts[0] ?? []),
      pairAnswer: said('what it writes for both', texts[1] ?? []),
      lookedUp: twice('scaled_embedding'),
      answers: tokens('what it writes with the wire from each word cut', answers),
      othersChange: scalar('other wires that change the number', answers.filter((said, k) => k !== asked && said !== lab.answer(ids)).length, 0), // prettier-ignore

      embedding: rowOf(whole, 'scaled_embedding'),
      position: rowOf(whole, 'position_encoding'),
      input: rowOf(whole, 'embedding_sum'),
      layer: scalar('layer shown', 1, 0),
      nextLayer: scalar('layer after it', 2, 0),
      head: scalar('head shown', head + 1, 0),
      otherHead: scalar('the other head', 2 - head, 0),
      layerTwo: whole.head('block.1.attention_weights', head),
      queryMatrix: array('W of the query', turned(mine.map((i) => slice(asking, i).values)), 'C D', 2), // prettier-ignore
      queryBias: array('b of the query', mine.map((i) => learned('in_proj_bias', 'N').values[i] ?? NaN), 'D', 2), // prettier-ignore
      query,
      keys: upright(keys),
      values: upright(values),
      products,
      bestPlace: scalar('place of the word that fits best', best, 0),
      product: scalar('query · key', products.values[best] ?? NaN, 2),
      scores,
      powers: array(`e^${scores.of}`, scores.values.map(Math.exp), 'S', 2),
      powerSum: scalar(`sum of e^${scores.of}`, sum(scores.values.map(Math.exp)), 2),
      pattern: ofHead('attention_weights'),
      shares,
      weighted: upright(weighted),
      heard: slice(ofHead('attention_output'), asks),
      joined: array('what both heads hear', heard.flatMap(({ values }) => [...values]), 'C', 2), // prettier-ignore
      blendMatrix: array('W of the blend', turned(rows(learned('out_proj.weight', 'N C'))), 'C N', 2), // prettier-ignore
      blendBias: learned('out_proj.bias', 'N'),
      message: rowOf(whole, `${block}.attention_projection`),
      added: rowOf(whole, `${block}.residual_1`),

      cutPattern,
      cutAnswer: said('what it writes with the wire cut', ids, cut(wire)),
      threeMessages: array('messages with the wire, without it, and of the word alone', messages.map(({ values }) => [...values]), 'X C', 2), // prettier-ignore
      likeAlone: array('cosine of each with the last', likeAlone, 'X', 2),

      fieldWords: tokens('X thousand Y hundred', fieldIds.map((id, i) => ({ 0: 'X', [placeOfY]: 'Y' })[i] ?? tokenizer.token(id))), // prettier-ignore
      fieldPattern: array('shares of these numbers, on average', Array.from({ length: S }, (_, i) => average.slice(i * S, i * S + S)), 'T S', 2), // prettier-ignore
      fieldY: scalar('place of Y', placeOfY, 0),
      fieldHundred: scalar('place of hundred', placeOfHundred, 0),
      field: numbers('X thousand Y hundred', field),
      fieldCut: numbers('with the wire from hundred to Y cut', fieldCut),
      fieldSize: scalar('numbers X thousand Y hundred', field.flat().length, 0),
      fieldWrong: scalar('of these wrong', wrong(fieldCut), 0),
      fieldHundreds: scalar('of these with hundreds', cells.filter(({ n }) => Math.floor(n / 100) % 10 > 0).length, 0), // prettier-ignore
      fieldOnes: scalar('of these with Y in the ones', asOnes.length, 0),
      onesAt: array(
        'where Y is in the ones',
        asOnes.map(({ x, y }) => [x, y]),
        'N X',
        0,
      ),
      others: scalar('other wires of Y', others.length, 0),
      othersSize: scalar('numbers times other wires of Y', field.flat().length * others.length, 0),
      othersWrong: scalar('wrong with another wire of Y cut', sum(others), 0),

      aloneWords: tokens('tokens of the word alone', spelledOut(0)),
      pairWords: tokens('tokens of both', spelledOut(1)),
      alonePattern: patternIn(0),
      pairPattern: patternIn(1),
      inputs: twice('embedding_sum'),
      messages: twice(heardBy),
      sums: twice(`${block}.residual_1`),
      signs: tokens('equal or not', ['embedding_sum', heardBy, `${block}.residual_1`].map((name) => (same(inTexts(name)[0] ?? [], inTexts(name)[1] ?? []) ? '=' : '≠'))), // prettier-ignore
    };
  },

  claims: {
    sameRow: {
      text: { en: 'the row looked up is the same in both texts', zh: '两处查到的是同一行' },
      holds: ({ lookedUp, aloneAnswer, pairAnswer }) =>
        same(slice(lookedUp, 0).values, slice(lookedUp, 1).values) &&
        aloneAnswer.values[0] !== pairAnswer.values[0],
    },
    input: {
      text: { en: 'row + place = input', zh: '行 + 位置 = 输入' },
      holds: ({ input, embedding, position }) => isSum(input, embedding, position),
    },
    query: {
      text: { en: 'query = input · W + b', zh: '查询 = 输入 · W + b' },
      holds: (f) => isProduct(f.query, f.input, f.queryMatrix, f.queryBias),
    },
    products: {
      text: { en: 'each product is query · key, the named one the largest', zh: '每个乘积都是查询 · 键，所指的最大' }, // prettier-ignore
      holds: (f) =>
        turned(rows(f.keys)).every((key, i) => close(dot(f.query.values, key), f.products.values[i])) && // prettier-ignore
        f.products.values.every((x) => x <= f.product.value),
    },
    shares: {
      text: { en: 'shares are e^score over the sum of all', zh: '权重 = e 的得分次幂 ÷ 总和' },
      holds: ({ shares, scores, products, powerSum, query }) =>
        close(sum(shares.values), 1) &&
        shares.values.every((x, i) => close(x, Math.exp(scores.values[i] ?? NaN) / powerSum.value)) && // prettier-ignore
        scores.values.every((x, i) => close(x, (products.values[i] ?? NaN) / Math.sqrt(query.values.length))), // prettier-ignore
    },
    heard: {
      text: { en: 'what is heard is the weighted sum of the values', zh: '听到的是各个值的加权和' },
      holds: ({ heard, weighted }) =>
        heard.values.every((x, d) => close(x, sum(slice(weighted, d).values))),
    },
    blend: {
      text: { en: 'message = what both heads hear · W + b', zh: '消息 = 两个头听到的 · W + b' },
      holds: (f) => isProduct(f.message, f.joined, f.blendMatrix, f.blendBias),
    },
    added: {
      text: { en: 'input + message = new row', zh: '输入 + 消息 = 新的一行' },
      holds: ({ added, input, message }) => isSum(added, input, message),
    },
    cut: {
      text: { en: 'with the wire cut its share is 0, and the message is another', zh: '剪断之后，权重为 0，消息变了' }, // prettier-ignore
      holds: ({ cutPattern, asks, asked, threeMessages: three }) =>
        slice(cutPattern, asks.value).values[asked.value] === 0 &&
        !same(slice(three, 0).values, slice(three, 1).values),
    },
    answers: {
      text: { en: 'the other wires were each cut, and the changes counted', zh: '其他线逐根剪过，变了几次都数过' }, // prettier-ignore
      holds: ({ answers, answer, cutAnswer, asked, othersChange }) =>
        answers.values[asked.value] === cutAnswer.values[0] &&
        answers.values.filter((said, k) => k !== asked.value && said !== answer.values[0]).length === othersChange.value, // prettier-ignore
    },
    field: {
      text: { en: 'with that wire cut, all of these numbers are wrong, and none has hundreds', zh: '剪断这根线，这些数全错，百位都是 0' }, // prettier-ignore
      holds: (f) => f.fieldWrong.value === f.fieldSize.value && f.fieldHundreds.value === 0,
    },
    otherWires: {
      text: { en: 'with any other wire of Y cut, none is', zh: '剪 Y 的其他线，没有一个错' },
      holds: (f) => f.othersWrong.value === 0,
    },
    likeAlone: {
      text: { en: 'cosines are a · b over both lengths; the last message with itself gives 1', zh: '余弦 = 点积 ÷ 两个长度；与自己为 1' }, // prettier-ignore
      holds: ({ likeAlone, threeMessages }) =>
        rows(threeMessages).every((message, i) => close(cosine(message, rows(threeMessages)[2] ?? []), likeAlone.values[i])) && // prettier-ignore
        close(likeAlone.values[2], 1),
    },
    both: {
      text: { en: 'in each text row + message = new row, and the messages differ', zh: '两处都是：行 + 消息 = 新的一行，而消息不同' }, // prettier-ignore
      holds: (f) =>
        isSum(f.sums, f.inputs, f.messages) &&
        !same(slice(f.messages, 0).values, slice(f.messages, 1).values),
    },
  },
});

/** The word and the one it hears, or the first other that makes another number of it, in the order of the text. */
function pairOf(
  lab: Experiments,
  spelled: readonly string[],
  { asks, asked }: { asks: number; asked: number },
) {
  // prettier-ignore
  const read = (places: readonly number[]) => lab.answer(lab.ids(places.map((i) => spelled[i] ?? ''))); // prettier-ignore
  const others = [asked, ...spelled.keys()].filter((i) => i !== asks && i < spelled.length - 1);
  const pairs = others.map((i) => [asks, i].sort((a, b) => a - b));
  return pairs.find((pair) => read(pair) !== read([asks])) ?? [...spelled.keys()].slice(0, -1);
}

/** Rows become columns. */
const turned = (matrix: readonly (readonly number[])[]) =>
  (matrix[0] ?? []).map((_, j) => matrix.map((row) => row[j] ?? NaN));
const cosine = (a: readonly number[], b: readonly number[]) => dot(a, b) / (norm(a) * norm(b));
/** One column for each word. */
const upright = (fact: ArrayFact): ArrayFact => ({
  ...array(fact.of, turned(rows(fact)), 'D S', fact.decimals),
  of: `${fact.of}, turned`,
});
const same = (a: readonly number[], b: readonly number[]) => a.every((x, i) => Object.is(x, b[i]));
const isSum = (whole: ArrayFact, a: ArrayFact, b: ArrayFact) =>
  whole.values.every((x, i) => close(x, (a.values[i] ?? NaN) + (b.values[i] ?? NaN)));
const isProduct = (y: ArrayFact, x: ArrayFact, W: ArrayFact, b: ArrayFact) =>
  turned(rows(W)).every((column, i) => close(y.values[i], dot(x.values, column) + (b.values[i] ?? NaN))); // prettier-ignore
