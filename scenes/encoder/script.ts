import { extentOf, length, percent, show } from '../../src/film/show';
import { defineScript } from '../../src/film/script';
import { lesson } from './lesson';

export const script = defineScript(lesson, {
  title: { en: 'The encoder', zh: '编码器' },
  question: {
    en: 'How does a word learn about its neighbours?',
    zh: '一个词怎样了解它的邻居？',
  },
  setting: (f) => ({
    en: `encoder of number-translator · layer ${show(f.layer)} · untrained weights`,
    zh: `number-translator 的编码器 · 第 ${show(f.layer)} 层 · 权重未经训练`,
  }),
  beats: {
    tokens: {
      say: (f) => ({
        en: `The text enters as ${length(f.tokens)} tokens. As yet, none knows of the others.`,
        zh: `文本切成 ${length(f.tokens)} 个词元。此刻，它们互不相识。`,
      }),
    },
    embedding: {
      say: (f) => ({
        en: `Each token is looked up in a table: one row of C = ${extentOf(f.embedding, 'C')} numbers.`,
        zh: `查表：每个词元换成一行数，共 C = ${extentOf(f.embedding, 'C')} 个。`,
      }),
    },
    positions: {
      say: {
        en: 'A row of sines and cosines is added: it says at which {position:position} the token stands.',
        zh: '再加上一行正弦与余弦，它只表明{position:位置}：这个词元站在第几位。',
      },
      proves: ['sum'],
    },
    qkv: {
      say: (f) => ({
        en: `Three matrices turn each row into a {query:query}, a {key:key} and a {value:value} of D = ${extentOf(f.q, 'D')} numbers.`,
        zh: `三个矩阵把每一行变成{query:查询}、{key:键}和{value:值}，各有 D = ${extentOf(f.q, 'D')} 个数。`,
      }),
    },
    score: {
      say: (f) => ({
        en: `The {query:query} of “${f.focus.values[0]}” meets the {key:key} of “${f.partner.values[0]}”: multiply, add up, divide by the root of D.`,
        zh: `“${f.focus.values[0]}”的{query:查询}遇上“${f.partner.values[0]}”的{key:键}：逐项相乘，求和，再除以 D 的平方根。`,
      }),
      proves: ['score'],
    },
    scores: {
      say: (f) => ({
        en: `Every {query:query} meets every {key:key}: ${f.scores.shape.join(' × ')} scores.`,
        zh: `每个{query:查询}都遇上每个{key:键}：得到 ${f.scores.shape.join(' × ')} 个分数。`,
      }),
    },
    softmax: {
      say: {
        en: 'Softmax turns a row of scores into shares that add up to one.',
        zh: 'softmax 把一行分数变成一组份额，加起来正好是一。',
      },
      proves: ['rowsSum'],
    },
    mix: {
      say: (f) => ({
        en: `“${f.focus.values[0]}” takes ${percent(f.largest)} of the {value:value} of “${f.partner.values[0]}”, less of the others, and adds it all up.`,
        zh: `“${f.focus.values[0]}”从“${f.partner.values[0]}”的{value:值}里取 ${percent(f.largest)}，其余少取一些，再全部相加。`,
      }),
      proves: ['largest', 'mixture'],
    },
    heads: {
      say: (f) => ({
        en: `${show(f.headCount)} heads do this side by side, each with its own pattern; their rows join to C = ${extentOf(f.joined, 'C')} numbers.`,
        zh: `${show(f.headCount)} 个头并排做同样的事，各有各的关注方式；结果接成一行，又是 C = ${extentOf(f.joined, 'C')} 个数。`,
      }),
      proves: ['headsJoin'],
    },
    add: {
      say: {
        en: 'A matrix W blends the heads, and the row that came in is added again.',
        zh: '矩阵 W 把各头揉在一起，再加回进来时的那一行。',
      },
      proves: ['residual'],
    },
    norm: {
      say: (f) => ({
        en: `Normalise: this row had mean ${show(f.mean)} and variance ${show(f.variance)}; now ${show(f.meanAfter)} and ${show(f.varianceAfter)}.`,
        zh: `归一化：这一行原来均值 ${show(f.mean)}、方差 ${show(f.variance)}，现在是 ${show(f.meanAfter)} 和 ${show(f.varianceAfter)}。`,
      }),
      proves: ['normalised'],
    },
    ffn: {
      say: (f) => ({
        en: `Then each row by itself: out to F = ${extentOf(f.hidden, 'F')} numbers, ${show(f.closed)} negative ones cut to zero, and back.`,
        zh: `接着每行各自计算：展开成 F = ${extentOf(f.hidden, 'F')} 个数，其中 ${show(f.closed)} 个负数归零，再收回来。`,
      }),
      proves: ['closed'],
    },
    layers: {
      say: (f) => ({
        en: `Add and normalise once more: the shape that went in comes out, so layers stack. Here L = ${show(f.layerCount)}.`,
        zh: `再相加、再归一化：出来的形状与进去时一样，所以能一层层叠起来。这里 L = ${show(f.layerCount)}。`,
      }),
      proves: ['sameShape'],
    },
    swap: {
      say: (f) => ({
        en: `Swap “${f.swapped.values[0]}” and “${f.swapped.values[1]}”: ${show(f.rowsChangedBefore)} input rows change, but all ${show(f.rowsChangedAfter)} output rows.`,
        zh: `交换“${f.swapped.values[0]}”和“${f.swapped.values[1]}”：输入只变了 ${show(f.rowsChangedBefore)} 行，输出却 ${show(f.rowsChangedAfter)} 行全变。`,
      }),
      proves: ['swapReachesAll'],
    },
  },
  answer: {
    say: {
      en: 'It asks every token with its {query:query}, and adds to itself a mix of their {value:values}.',
      zh: '它用自己的{query:查询}去问每个词元，再按份额把它们的{value:值}加到自己身上。',
    },
    proves: ['mixture', 'residual'],
  },
  words: {
    embedding: (f) => ({
      en: `embedding, T × C = ${f.embedding.shape.join(' × ')}`,
      zh: `词向量，T × C = ${f.embedding.shape.join(' × ')}`,
    }),
    position: { en: 'position', zh: '位置' },
    input: { en: 'embedding + position', zh: '词向量 + 位置' },
    rows: { en: 'rows', zh: '各行' },
    query: { en: 'query', zh: '查询' },
    key: { en: 'key', zh: '键' },
    value: { en: 'value', zh: '值' },
    scores: { en: 'scores', zh: '分数' },
    pattern: { en: 'shares', zh: '份额' },
    head: { en: 'head', zh: '头' },
    joined: { en: 'heads joined', zh: '各头相接' },
    projected: { en: 'heads × W', zh: '各头 × W' },
    residual: { en: 'sum', zh: '和' },
    normalised: { en: 'normalised', zh: '归一化之后' },
    before: { en: 'before', zh: '之前' },
    attention: { en: 'attention', zh: '注意力' },
    addNorm: { en: 'add & norm', zh: '相加、归一化' },
    feedForward: { en: 'feed-forward', zh: '前馈' },
    times: (f) => ({
      en: `L = ${show(f.layerCount)} times`,
      zh: `重复 L = ${show(f.layerCount)} 次`,
    }),
    in: { en: 'in', zh: '输入' },
    out: { en: 'out', zh: '输出' },
    same: { en: 'same', zh: '未变' },
    changed: { en: 'changed', zh: '变了' },
  },
});
