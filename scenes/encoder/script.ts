import { extentOf, length, percent, show } from '../../src/film/show';
import { defineScript } from '../../src/film/script';
import type { ScalarFact, TableFact, TokensFact } from '../../src/lessons/facts';
import { lesson } from './lesson';

export const script = defineScript(lesson, {
  title: { en: 'The encoder', zh: '编码器' },
  question: {
    en: 'How does a word learn about its neighbours?',
    zh: '一个词怎样读懂上下文？',
  },
  setting: (f) => ({
    en: `number-translator: ${f.text.values[0]} → ${f.written.values[0]} · encoder, layer ${show(f.layer)} of ${show(f.layerCount)}`,
    zh: `number-translator：${f.text.values[0]} → ${f.written.values[0]} · 编码器，第 ${show(f.layer)} 层，共 ${show(f.layerCount)} 层`,
  }),
  beats: {
    hook: {
      say: (f) => ({
        en: `The text becomes ${length(f.tokens)} tokens, an end mark included. As yet, none knows of the others.`,
        zh: `加上末尾的结束符，文本成为 ${length(f.tokens)} 个词元。此时它们还互不知情。`,
      }),
    },
    embedding: {
      say: (f) => ({
        en: `Each token is looked up in a table and becomes a row of C = ${extentOf(f.embedding, 'C')} numbers.`,
        zh: `查嵌入表：每个词元变成一行数，即一个 C = ${extentOf(f.embedding, 'C')} 维的向量。`,
      }),
    },
    positions: {
      say: {
        en: 'So that order counts, a row of sines and cosines is added: the {position:position}.',
        zh: '为了让次序起作用，再加上由正弦、余弦构成的{position:位置}编码。',
      },
      proves: ['sum'],
    },
    qkv: {
      say: {
        en: 'Each row makes a {query:query}: what it seeks; a {key:key}: how it is found; a {value:value}: what it gives.',
        zh: '每一行化出三个向量：{query:查询}，它在找什么；{key:键}，凭什么被找到；{value:值}，能给出什么。',
      },
    },
    score: {
      say: (f) => ({
        en: `The dot product of the {query:query} of “${f.focus.values[0]}” and the {key:key} of “${f.partner.values[0]}” scores how well they match.`,
        zh: `“${f.focus.values[0]}”的{query:查询}与“${f.partner.values[0]}”的{key:键}做点积：两者有多相配，得分就有多高。`,
      }),
      proves: ['score'],
    },
    scores: {
      say: (f) => ({
        en: `Every {query:query} meets every {key:key}: ${f.scores.shape.join(' × ')} scores. Dividing by √D keeps them moderate.`,
        zh: `每个{query:查询}与每个{key:键}各算一次，共 ${f.scores.shape.join(' × ')} 个得分；除以 √D，得分不致过大。`,
      }),
      proves: ['scores'],
    },
    softmax: {
      say: {
        en: 'Softmax turns each row of scores into shares that add up to one.',
        zh: 'softmax 把每一行得分化为注意力权重，总和为一。',
      },
      proves: ['rowsSum', 'softmax'],
    },
    units: {
      say: (f) => ({
        en: `Learned: of the other words, a digit word looks most at a unit: ${hereEn(f)}${percent(f.unitShare)} in new numbers.`,
        zh: `这是学来的：在其他词中，数字词最关注单位词，${hereZh(f)}没见过的数里占 ${percent(f.unitShare)}。`,
      }),
      proves: ['units', 'looks'],
    },
    mix: {
      say: (f) => ({
        en: `Each {value:value} is scaled by its share, “${f.partner.values[0]}” by ${percent(f.largest)}. Their sum is the new row of “${f.focus.values[0]}”.`,
        zh: `各词元的{value:值}按权重缩放，“${f.partner.values[0]}”占 ${percent(f.largest)}；相加就是“${f.focus.values[0]}”的新向量。`,
      }),
      proves: ['largest', 'mixture'],
    },
    heads: {
      say: (f) => ({
        en: `That was head ${show(f.headShown)} of ${show(f.headCount)}. Each has its own queries, keys and values; their rows join to C = ${extentOf(f.joined, 'C')}.`,
        zh: `刚才是 ${show(f.headCount)} 个头中的第 ${show(f.headShown)} 个。各头有自己的查询、键、值；所得的行拼接起来，仍是 C = ${extentOf(f.joined, 'C')} 维。`,
      }),
      proves: ['headsJoin', 'headsLook'],
    },
    add: {
      say: {
        en: 'A matrix W blends the heads. Then the row that came in is added: the word keeps itself.',
        zh: '矩阵 W 融合各头的结果，再与原输入相加（残差连接）：词元不会丢掉自己。',
      },
      proves: ['residual'],
    },
    norm: {
      say: (f) => ({
        en: `Normalise: the mean of this row goes from ${show(f.mean)} to ${show(f.meanAfter)}, its variance from ${show(f.variance)} to ${show(f.varianceAfter)}.`,
        zh: `层归一化：这一行的均值由 ${show(f.mean)} 变为 ${show(f.meanAfter)}，方差由 ${show(f.variance)} 变为 ${show(f.varianceAfter)}。`,
      }),
      proves: ['normalised'],
    },
    ffn: {
      say: (f) => ({
        en: `Feed-forward, each row alone: out to F = ${extentOf(f.hidden, 'F')}, ${show(f.closed)} negatives cut to zero, back to C = ${extentOf(f.joined, 'C')}.`,
        zh: `前馈网络，每行单独计算：升到 F = ${extentOf(f.hidden, 'F')} 维，${show(f.closed)} 个负值置零，再降回 C = ${extentOf(f.joined, 'C')} 维。`,
      }),
      proves: ['closed'],
    },
    layers: {
      say: (f) => ({
        en: `Add and normalise once more. The shape stays the same, so layers can be stacked: here L = ${show(f.layerCount)}.`,
        zh: `再相加、再归一化。形状始终不变，因此可以层层堆叠，这里共 L = ${show(f.layerCount)} 层。`,
      }),
      proves: ['addedAgain', 'sameShape'],
    },
    swap: {
      say: (f) => ({
        en: `Swap “${f.swapped.values[0]}” and “${f.swapped.values[1]}”: ${show(f.rowsChangedBefore)} rows change going in, all ${show(f.rowsChangedAfter)} coming out.`,
        zh: `交换“${f.swapped.values[0]}”和“${f.swapped.values[1]}”：输入只变了 ${show(f.rowsChangedBefore)} 行，输出却 ${show(f.rowsChangedAfter)} 行全变。`,
      }),
      proves: ['swapReachesAll'],
    },
  },
  answer: {
    say: {
      en: 'Each word compares its {query:query} with all {key:keys} and adds the {value:values} it finds to itself.',
      zh: '每个词元用自己的{query:查询}比对所有的{key:键}，再按权重汇集它们的{value:值}，加到自己身上。',
    },
    proves: ['mixture', 'residual'],
  },
  words: {
    embedding: (f) => ({
      en: `embedding, T × C = ${f.embedding.shape.join(' × ')}`,
      zh: `词元嵌入，T × C = ${f.embedding.shape.join(' × ')}`,
    }),
    legend: { en: '{neg:below zero}    {pos:above zero}', zh: '{neg:小于零}    {pos:大于零}' },
    position: { en: '+ position', zh: '+ 位置' },
    input: { en: 'x = embedding + position', zh: 'x = 嵌入 + 位置' },
    weights: { en: 'W and b are learned', zh: 'W 和 b 由训练得出' },
    query: { en: 'query', zh: '查询' },
    key: { en: 'key', zh: '键' },
    value: { en: 'value', zh: '值' },
    unitsHere: (f) => ({
      en: `${show(f.looksAtUnits)} of ${show(f.looksAsked)}`,
      zh: `${show(f.looksAsked)} 个中 ${show(f.looksAtUnits)} 个`,
    }),
    here: (f) => ({
      en: `digit words here look most at a unit (${unitsOf(f).join(', ')})`,
      zh: `此处的数字词最关注单位词（${unitsOf(f).join('、')}）`,
    }),
    unitShare: (f) => ({ en: percent(f.unitShare), zh: percent(f.unitShare) }),
    newNumbers: { en: 'in numbers never seen in training', zh: '训练时没见过的数' },
    unitChance: (f) => ({ en: percent(f.unitChance), zh: percent(f.unitChance) }),
    blindChoice: { en: 'if they chose blindly', zh: '如果随机选' },
    weighted: { en: 'share × value', zh: '权重 × 值' },
    shares: { en: 'share', zh: '权重' },
    fresh: (f) => ({ en: `new “${f.focus.values[0]}”`, zh: `新的“${f.focus.values[0]}”` }),
    head: { en: 'head', zh: '头' },
    joined: { en: 'heads joined', zh: '多头拼接' },
    projected: { en: 'heads × W + b', zh: '多头 × W + b' },
    residual: { en: 'x + heads × W + b', zh: 'x + 多头 × W + b' },
    normalised: { en: 'normalised × γ + β', zh: '层归一化后 × γ + β' },
    scaleShift: { en: 'γ and β are learned', zh: 'γ 和 β 由训练得出' },
    attention: { en: 'attention', zh: '注意力' },
    addNorm: { en: 'add & norm', zh: '残差与归一化' },
    norm: { en: 'norm', zh: '归一化' },
    feedForward: { en: 'feed-forward', zh: '前馈网络' },
    times: (f) => ({
      en: `L = ${show(f.layerCount)} layers`,
      zh: `共 L = ${show(f.layerCount)} 层`,
    }),
    afterOne: (f) => ({ en: `after layer ${show(f.layer)}`, zh: `第 ${show(f.layer)} 层之后` }),
    output: { en: 'output', zh: '输出' },
    largestChange: { en: 'max change', zh: '最大变化' },
    same: { en: 'none', zh: '没变' },
    tiny: { en: 'tiny', zh: '极小' },
  },
});

const unitsOf = ({ tokens, unitColumns }: Units) => [
  ...new Set(unitColumns.rows.map(({ at }) => tokens.values[at])),
];

interface Units {
  readonly tokens: TokensFact;
  readonly unitColumns: TableFact<{ readonly at: number }>;
}

/** A text may have no digit word that has a choice. */
function hereEn({ looksAsked, looksAtUnits }: Looks): string {
  return looksAsked.value > 0 ? `${show(looksAtUnits)} of ${show(looksAsked)} here, ` : '';
}

function hereZh({ looksAsked, looksAtUnits }: Looks): string {
  return looksAsked.value > 0 ? `这里 ${show(looksAsked)} 个中有 ${show(looksAtUnits)} 个，` : '';
}

type Looks = Readonly<Record<'looksAsked' | 'looksAtUnits', ScalarFact>>;
