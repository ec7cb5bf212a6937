/**
 * The numbers behind the film on the encoder: one text through the encoder of number-translator,
 * watched in its first layer, and once more with two words swapped.
 */
import { encode } from '../../src/engine/models/encoderDecoder/encode';
import { Recorder } from '../../src/engine/trace/Recorder';
import { numberTokenizer } from '../../src/engine/tokenizers/numberTokenizer';
import { defineLesson, textParam, type Param } from '../../src/lessons/defineLesson';
import { array, at, scalar, slice, table, tokens, type ArrayFact } from '../../src/lessons/facts';
import { numberTranslator, type NumberTranslator } from '../../src/lessons/models';
import { rows, change, rowsChanged, largest, sum, mean, variance, dot, close } from './arithmetic';

const layer = 0;
const block = `block.${layer}`;

const longest = 5;
const words = numberTokenizer();
const line = textParam({ en: 'three hundred forty two', zh: '三百四十二' }, { max: 60 });

const text: Param<string> = {
  ...line,
  schema: line.schema
    .refine((given) => idsOf(given) !== null, 'has a word that number-translator does not know')
    .refine((given) => {
      const ids = idsOf(given) ?? [];
      return ids.length <= longest && new Set(ids).size > 1;
    }, 'too long, or one word only'),
  allowed: `2 to ${longest} number words or Chinese numerals, two of them different`,
};

export const lesson = defineLesson({
  id: 'encoder',
  params: { text },

  run({ text }) {
    const model = numberTranslator();
    const ids = [...model.tokenizer.encode(text), model.tokenizer.specials.end];
    const trace = run(model, ids);
    const spelled = ids.map((id) => model.tokenizer.token(id));
    const read = (name: string, dims: string, decimals = 2) =>
      array(`${block}.${name}`, trace.get(`${block}.${name}`), dims, decimals);

    const embedding = array('scaled_embedding', trace.get('scaled_embedding'), 'T C', 2);
    const patterns = read('attention_weights', 'H T S');
    const { head, focus, partner } = sharpest(patterns, ids.length - 1);
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
    const output = array('final_layer_norm', trace.get('final_layer_norm'), 'T C', 2);

    const pair = swappable(ids);
    const swappedTrace = run(model, swap(ids, pair));
    const swappedOutput = array(
      'final_layer_norm, words swapped',
      swappedTrace.get('final_layer_norm'),
      'T C',
      2,
    );
    const input = array('embedding_sum', trace.get('embedding_sum'), 'T C', 2);
    const swappedInput = array(
      'embedding_sum, words swapped',
      swappedTrace.get('embedding_sum'),
      'T C',
      2,
    );

    return {
      text: tokens('text', [text]),
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
      input,
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
      heads: table(
        `heads of ${block}`,
        Array.from({ length: model.config.nhead }, (_, h) => ({
          pattern: slice(patterns, h),
          output: slice(outputs, h),
        })),
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
      norm2: read('layer_norm_2', 'T C'),
      output,
      swapped: tokens('tokens swapped', [spelled[pair[0]] ?? '', spelled[pair[1]] ?? '']),
      swapFirst: scalar('place of the first', pair[0], 0),
      swapSecond: scalar('place of the second', pair[1], 0),
      swappedInput,
      swappedOutput,
      changedBefore: change(input, swappedInput),
      changedAfter: change(output, swappedOutput),
      rowsChangedBefore: scalar(
        'rows of embedding_sum changed',
        rowsChanged(input, swappedInput),
        0,
      ),
      rowsChangedAfter: scalar(
        'rows of final_layer_norm changed',
        rowsChanged(output, swappedOutput),
        0,
      ),
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
      text: { en: 'the named key has the largest share', zh: '所指的键份额最大' },
      holds: (f) => slice(f.pattern, f.focusIndex.value).values.every((x) => x <= f.largest.value),
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

function idsOf(given: string): number[] | null {
  try {
    return words.encode(given);
  } catch {
    return null;
  }
}

function run(model: NumberTranslator, ids: readonly number[]): Recorder {
  const trace = new Recorder();
  encode(model, [ids], {}, trace);
  return trace;
}

/** So sharp that one key stands out, so soft that the others still count. */
const sharpestShown = 0.75;

/** The head and the word whose gaze is sharpest on another word; ‹end› at `words` is left out. */
function sharpest(patterns: ArrayFact, words: number) {
  let best = { head: 0, focus: 0, partner: 1, share: -1 };
  for (let head = 0; head < (patterns.shape[0] ?? 0); head++) {
    const pattern = slice(patterns, head);
    for (let focus = 0; focus < words; focus++) {
      slice(pattern, focus).values.forEach((share, partner, row) => {
        const elsewhere = partner !== focus && partner < words && share === Math.max(...row);
        if (elsewhere && share > best.share && share <= sharpestShown)
          best = { head, focus, partner, share };
      });
    }
  }
  return best;
}

/** The first and the last place whose tokens differ, ‹end› left out. */
function swappable(ids: readonly number[]): readonly [number, number] {
  const last = ids.length - 2;
  const first = ids.findIndex((id) => id !== ids[last]);
  return [first, last];
}

function swap(ids: readonly number[], [i, j]: readonly [number, number]): number[] {
  return ids.map((id, at) => (at === i ? ids[j] : at === j ? ids[i] : id) ?? id);
}
