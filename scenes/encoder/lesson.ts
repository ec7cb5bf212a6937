/**
 * The numbers behind the film on the encoder: one text through the encoder of number-translator,
 * watched in its first layer, and once more with two words swapped.
 */
import { translate } from '../../src/engine/models/encoderDecoder/translate';
import { defineLesson } from '../../src/lessons/defineLesson';
import { array, at, scalar, slice, table, tokens, type ArrayFact } from '../../src/lessons/facts';
import { numberTranslator, type NumberTranslator } from '../../src/lessons/models';
import { rows, largest, sum, mean, variance, dot, close } from './arithmetic';
import { chooseFocus } from './chooseFocus';
import { numberText } from './numberText';
import { readText, swappedWords } from './swappedWords';
import { isUnit, looksOfDigits, unitLooks } from './unitLooks';

const layer = 0;
/** Four digits, and that it is done. */
const longestAnswer = 5;
const block = `block.${layer}`;

export const lesson = defineLesson({
  id: 'encoder',
  params: { text: numberText },

  async run({ text }) {
    const model = await numberTranslator();
    const ids = [...model.tokenizer.encode(text), model.tokenizer.specials.end];
    const trace = readText(model, ids);
    const spelled = ids.map((id) => model.tokenizer.token(id));
    const read = (name: string, dims: string, decimals = 2) =>
      array(`${block}.${name}`, trace.get(`${block}.${name}`), dims, decimals);

    const embedding = array('scaled_embedding', trace.get('scaled_embedding'), 'T C', 2);
    const patterns = read('attention_weights', 'H T S');
    const [learned] = unitLooks(model, layer);
    const head = learned?.head ?? 0;
    const { focus, partner } = chooseFocus(slice(patterns, head), spelled.slice(0, -1));
    const [q, k, v] = ['q', 'k', 'v'].map((letter) =>
      slice(read(`${letter}_projection`, 'H T D'), head),
    ) as [ArrayFact, ArrayFact, ArrayFact];
    const scores = slice(read('attention_scores', 'H T S'), head);
    const pattern = slice(patterns, head);
    const norm = (name: string) => at(read(`layer_norm_1_${name}`, 'H T'), 0, focus);
    const normalised = slice(read('layer_norm_1_normalised', 'T C'), focus);
    const hidden = read('ffn_hidden', 'T F');
    const outputs = read('attention_output', 'H T D');
    const rowOf = (name: string, dims: string) => slice(read(name, dims), focus);
    const looks = looksOfDigits(spelled.slice(0, -1), (query, key) => at(pattern, query, key));

    return {
      text: tokens('text', [text]),
      written: tokens('what the model writes', [answerOf(model, ids)]),
      tokens: tokens('source tokens', spelled),
      layer: scalar('layer shown', layer + 1, 0),
      layerCount: scalar('num_encoder_layers', model.config.num_encoder_layers, 0),
      head: scalar('head shown', head, 0),
      headShown: scalar('head shown, from 1', head + 1, 0),
      headCount: scalar('nhead', model.config.nhead, 0),
      focusIndex: scalar('query shown', focus, 0),
      partnerIndex: scalar('its largest key', partner, 0),
      focus: tokens('query shown', spelled.slice(focus, focus + 1)),
      partner: tokens('its largest key', spelled.slice(partner, partner + 1)),
      embedding,
      position: array('position_encoding', trace.get('position_encoding'), 'T C', 2),
      q,
      k,
      v,
      products: {
        ...slice(q, focus),
        of: `${q.of}[${focus}] · ${k.of}[${partner}]`,
        values: slice(q, focus).values.map((x, d) => x * at(k, partner, d)),
      },
      product: scalar(
        `${block}.query_key_products`,
        dot(slice(q, focus).values, slice(k, partner).values),
        2,
      ),
      score: scalar(`${scores.of}[${focus}, ${partner}]`, at(scores, focus, partner), 2),
      scores,
      pattern,
      rowSum: scalar(`sum of ${pattern.of}[${focus}]`, sum(slice(pattern, focus).values), 2),
      scoresRow: slice(scores, focus),
      patternRow: slice(pattern, focus),
      queryRow: slice(q, focus),
      keyRow: slice(k, partner),
      unitColumns: table(
        'unit words in the text',
        spelled.flatMap((word, at) => (isUnit(word) ? [{ at }] : [])),
      ),
      looks: table('where digit words look most, of the other words', looks),
      looksAsked: scalar('digit words that have a choice', looks.length, 0),
      looksAtUnits: scalar(
        'digit words that look most at a unit',
        looks.filter(({ unit }) => unit).length,
        0,
      ),
      unitShare: scalar('share of digit words that look most at a unit', learned?.share ?? NaN, 2),
      unitChance: scalar('the same for a blind choice', learned?.chance ?? NaN, 2),
      heads: table(
        `heads of ${block}`,
        Array.from({ length: model.config.nhead }, (_, h) => {
          const row = slice(slice(patterns, h), focus);
          const most = row.values.indexOf(Math.max(...row.values));
          const share = scalar(`${row.of}[${most}]`, row.values[most] ?? NaN, 2);
          return { pattern: slice(patterns, h), output: slice(outputs, h), most, share };
        }),
      ),
      largest: scalar(`${pattern.of}[${focus}, ${partner}]`, at(pattern, focus, partner), 2),
      weighted: {
        ...v,
        of: `${pattern.of}[${focus}] × ${v.of}`,
        values: v.values.map((x, i) => x * at(pattern, focus, Math.floor(i / (v.shape[1] ?? 1)))),
      },
      mixed: slice(outputs, head),
      mixedRow: slice(slice(outputs, head), focus),
      joined: read('heads_concatenated', 'T C'),
      joinedBound: scalar(
        'largest of heads_concatenated',
        largest(read('heads_concatenated', 'T C')),
        2,
      ),
      residualBound: scalar('largest of residual_1', largest(read('residual_1', 'T C')), 2),
      projected: read('attention_projection', 'T C'),
      residual: read('residual_1', 'T C'),
      residualRow: rowOf('residual_1', 'T C'),
      rowBound: scalar(
        'largest of the row',
        Math.max(largest(rowOf('residual_1', 'T C')), largest(normalised)),
        2,
      ),
      mean: scalar(`${block}.layer_norm_1_mean[${focus}]`, norm('mean'), 2),
      variance: scalar(`${block}.layer_norm_1_variance[${focus}]`, norm('variance'), 2),
      normalised,
      meanAfter: scalar('mean of the normalised row', mean(normalised.values), 2),
      varianceAfter: scalar('variance of the normalised row', variance(normalised.values), 2),
      norm1: read('layer_norm_1', 'T C'),
      norm1Row: rowOf('layer_norm_1', 'T C'),
      hidden,
      hiddenRow: rowOf('ffn_hidden', 'T F'),
      activation: read('ffn_activation', 'T F'),
      activationRow: rowOf('ffn_activation', 'T F'),
      closed: scalar(
        `${hidden.of}[${focus}] below 0`,
        slice(hidden, focus).values.filter((x) => x < 0).length,
        0,
      ),
      ffnRow: rowOf('ffn_output', 'T C'),
      residual2Row: rowOf('residual_2', 'T C'),
      norm2: read('layer_norm_2', 'T C'),
      norm2Row: rowOf('layer_norm_2', 'T C'),
      ...swappedWords(model, ids, trace),
    };
  },

  claims: {
    sum: {
      text: { en: 'input = embedding + position', zh: '输入 = 词向量 + 位置' },
      holds: (f) =>
        f.input.values.every((x, i) =>
          close(x, (f.embedding.values[i] ?? NaN) + (f.position.values[i] ?? NaN)),
        ),
    },
    score: {
      text: { en: 'score = q·k/√D', zh: '分数 = q·k/√D' },
      holds: (f) =>
        close(f.score.value, sum(f.products.values) / Math.sqrt(f.products.values.length)),
    },
    scores: {
      text: { en: 'every score is q·k/√D', zh: '每个得分都是 q·k/√D' },
      holds: (f) =>
        rows(f.scores).every((row, i) =>
          row.every((x, j) =>
            close(
              x,
              dot(slice(f.q, i).values, slice(f.k, j).values) / Math.sqrt(f.q.shape[1] ?? NaN),
            ),
          ),
        ),
    },
    rowsSum: {
      text: { en: 'each row of the pattern sums to 1', zh: '每一行份额之和为 1' },
      holds: (f) => rows(f.pattern).every((row) => close(sum(row), 1)),
    },
    softmax: {
      text: { en: 'the pattern is the softmax of the scores', zh: '注意力权重是得分的 softmax' },
      holds: (f) =>
        rows(f.scores).every((row, i) =>
          row.every((x, j) => close(at(f.pattern, i, j), Math.exp(x) / sum(row.map(Math.exp)))),
        ),
    },
    largest: {
      text: {
        en: 'of the other words, the named one has the largest share',
        zh: '在其他词中，所指的词权重最大',
      },
      holds: (f) =>
        slice(f.pattern, f.focusIndex.value)
          .values.slice(0, -1)
          .every((x, at) => x <= f.largest.value || at === f.focusIndex.value),
    },
    units: {
      text: {
        en: 'in numbers never seen, digit words look at units far more often than by chance',
        zh: '在没见过的数里，数字词看单位词的次数远多于随机',
      },
      holds: (f) => f.unitShare.value > f.unitChance.value + 0.1,
    },
    looks: {
      text: {
        en: 'a counted digit word looks at no other word more than at the one shown',
        zh: '每个计入的数字词，最关注的其他词就是画面所示的那个',
      },
      holds: (f) =>
        f.looks.rows.every(
          ({ at: query, most, unit }) =>
            slice(f.pattern, query)
              .values.slice(0, -1)
              .every((x, key) => key === query || x <= at(f.pattern, query, most)) &&
            unit === f.unitColumns.rows.some((column) => column.at === most),
        ) &&
        f.looksAtUnits.value === f.looks.rows.filter(({ unit }) => unit).length &&
        f.looksAsked.value === f.looks.rows.length,
    },
    mixture: {
      text: { en: 'the new row is the weighted sum of values', zh: '新的一行是值的加权和' },
      holds: (f) =>
        slice(f.mixed, f.focusIndex.value).values.every((x, d) =>
          close(
            x,
            sum(slice(f.pattern, f.focusIndex.value).values.map((a, j) => a * at(f.v, j, d))),
          ),
        ),
    },
    headsJoin: {
      text: { en: 'H heads of D numbers join to C', zh: 'H 个头、每头 D 个数，接成 C 个' },
      holds: (f) => f.headCount.value * (f.q.shape[1] ?? 0) === f.joined.shape[1],
    },
    headsLook: {
      text: { en: 'each head looks most at the word named', zh: '每个头最关注的就是所标的词元' },
      holds: (f) =>
        f.heads.rows.every(({ pattern, share }) =>
          slice(pattern, f.focusIndex.value).values.every((x) => x <= share.value),
        ),
    },
    residual: {
      text: { en: 'the row that came in is added again', zh: '加回了进来的那一行' },
      holds: (f) =>
        f.residual.values.every((x, i) =>
          close(x, (f.input.values[i] ?? NaN) + (f.projected.values[i] ?? NaN)),
        ),
    },
    normalised: {
      text: { en: 'a normalised row has mean 0 and variance 1', zh: '归一化后的行均值 0、方差 1' },
      holds: (f) =>
        Math.abs(f.meanAfter.value) < 1e-5 && Math.abs(f.varianceAfter.value - 1) < 1e-3,
    },
    closed: {
      text: { en: 'ReLU keeps the rest unchanged', zh: 'ReLU 只把负数归零' },
      holds: (f) => f.hidden.values.every((x, i) => f.activation.values[i] === Math.max(0, x)),
    },
    addedAgain: {
      text: { en: 'what was fed forward is added to its row', zh: '前馈的结果加回这一行' },
      holds: (f) =>
        f.residual2Row.values.every((x, i) =>
          close(x, (f.norm1Row.values[i] ?? NaN) + (f.ffnRow.values[i] ?? NaN)),
        ),
    },
    sameShape: {
      text: { en: 'output shape equals input shape', zh: '输出与输入形状相同' },
      holds: (f) =>
        f.output.shape.join() === f.input.shape.join() &&
        f.norm2.shape.join() === f.input.shape.join(),
    },
    swapReachesAll: {
      text: { en: 'swapping two words changes every output row', zh: '交换两个词，输出每一行都变' },
      holds: (f) =>
        f.rowsChangedBefore.value === 2 && f.rowsChangedAfter.value === f.tokens.values.length,
    },
  },
});

/** What the whole model writes for the text. */
function answerOf(model: NumberTranslator, ids: readonly number[]): string {
  const { start, end } = model.tokenizer.specials;
  const [said = []] = translate(model, [[...ids]], { start, end, maxLength: longestAnswer });
  return model.tokenizer.decode(said);
}
