import { defineScript } from '../../src/film/script';
import { extentOf, show, token } from '../../src/film/show';
import type { TokensFact } from '../../src/lessons/facts';
import { lesson } from './lesson';

type EncoderFacts = Awaited<ReturnType<typeof lesson.facts>>;

/** As a text is written in its own language. */
const joined = ({ values }: TokensFact) => values.join(/[a-z]/.test(values[0] ?? '') ? ' ' : '');
const focus = (f: EncoderFacts) => token(f.focus);
const partner = (f: EncoderFacts) => token(f.words, f.asked.value);
const changes = (f: EncoderFacts) => token(f.cutAnswer) !== token(f.answer);
const othersChange = (f: EncoderFacts) => f.othersChange.value > 0;
/** The other word of the two. */
const other = (f: EncoderFacts) => token(f.pair, f.pairPlace.value === 0 ? 1 : 0);
const C = (f: EncoderFacts) => extentOf(f.input, 'C');
const D = (f: EncoderFacts) => extentOf(f.query, 'D');
const alike = ({ likeAlone: { values } }: EncoderFacts) => (values[1] ?? 0) > 0.9;

export const script = defineScript(lesson, {
  title: { en: 'The encoder', zh: '编码器' },
  question: { en: 'How does a word know its neighbours?', zh: '一个词怎么知道自己身边是谁？' },
  setting: {
    en: 'number-translator: number words in, digits out',
    zh: 'number-translator：读数词，写数字',
  },
  poster: 'answer',
  beats: {
    hook: {
      say: (f) => ({
        en: `The model reads “${focus(f)}” as ${token(f.aloneAnswer)}, but “${joined(f.pair)}” as ${token(f.pairAnswer)}.`,
        zh: `“${focus(f)}”写作 ${token(f.aloneAnswer)}，“${joined(f.pair)}”却写作 ${token(f.pairAnswer)}。`,
      }),
      proves: ['sameRow'],
    },
    same: {
      say: (f) => ({
        en: `Yet “${focus(f)}” always starts as the same ${C(f)} numbers. How does it know who is beside it?`,
        zh: `可“${focus(f)}”的起点总是同样的 ${C(f)} 个数。它怎么知道身边是谁？`,
      }),
      proves: ['sameRow'],
    },
    wires: {
      say: {
        en: 'Self-attention: along these wires each word hears every word. Thicker: it hears more.',
        zh: '靠自注意力：每个词沿着这些线听所有的词，线越粗，听得越多。',
      },
    },
    others: {
      say: (f) => ({
        en: `Cut the wires to “${focus(f)}” one at a time, in both heads. Does the number change?`,
        zh: `逐根剪断通向“${focus(f)}”的线，两个头都剪。写出的数会变吗？`,
      }),
      proves: ['answers'],
    },
    cut: {
      say: (f) => ({
        en: `${othersChange(f) ? `${show(f.othersChange)} times it did` : 'Not once'}. Now the one that is left, from “${partner(f)}”.`,
        zh: `${othersChange(f) ? `变了 ${show(f.othersChange)} 次` : '一次也没变'}。再剪剩下的这根，来自“${partner(f)}”。`,
      }),
      proves: ['answers', 'cut'],
    },
    luck: {
      say: (f) => ({
        en: `${changes(f) ? `${token(f.cutAnswer)}, by one wire. Luck?` : `Still ${token(f.cutAnswer)}. And elsewhere?`} Cut “${hundred(f)}” to Y in all ${show(f.fieldSize)} “${joinedField(f)}”.`,
        zh: `${changes(f) ? `剪一根线就成了 ${token(f.cutAnswer)}。碰巧吗？` : `仍是 ${token(f.cutAnswer)}。别处呢？`}在全部 ${show(f.fieldSize)} 个“${joinedField(f)}”里，都剪断“${hundred(f)}”到 Y 的线。`,
      }),
      proves: ['field'],
    },
    count: {
      say: (f) => ({
        en: `All ${show(f.fieldWrong)} go wrong: none has hundreds left, and ${show(f.fieldOnes)} of them have Y as ones.`,
        zh: `${show(f.fieldWrong)} 个全错：百位都没了，其中 ${show(f.fieldOnes)} 个把 Y 写在了个位。`,
      }),
      proves: ['field'],
    },
    rest: {
      say: (f) => ({
        en: `Now each of Y's ${show(f.others)} other wires instead: ${show(f.fieldSize)} numbers, ${show(f.othersSize)} cuts. How many go wrong?`,
        zh: `换成 Y 的另外 ${show(f.others)} 根线，逐根剪：${show(f.fieldSize)} 个数，共剪 ${show(f.othersSize)} 次。错几个？`,
      }),
      proves: ['otherWires'],
    },
    row: {
      say: (f) => ({
        en: `None. So what comes along that one wire? “${focus(f)}” starts as its row plus its {position:place}.`,
        zh: `一个没错。那么这根线送来了什么？“${focus(f)}”的起点：词嵌入加{position:位置}。`,
      }),
      proves: ['otherWires', 'input'],
    },
    query: {
      say: (f) => ({
        en: `A layer has two heads. In head ${show(f.head)}, a learned matrix makes of x a {query:query}, ${D(f)} numbers to ask with.`,
        zh: `每层有两个头。在第 ${show(f.head)} 个头里，学到的矩阵把 x 变成{query:查询}：用来提问的 ${D(f)} 个数。`,
      }),
      proves: ['query'],
    },
    keys: {
      say: {
        en: 'A second matrix gives each word a {key:key}. {query:Query} times {key:key}, added up: whose fits best?',
        zh: '第二个矩阵给每个词算出一个{key:键}。{query:查询}与每个{key:键}做点积，谁最大？',
      },
      proves: ['products'],
    },
    shares: {
      say: (f) => ({
        en: `That of “${token(f.words, f.bestPlace.value)}”. Softmax makes shares: raise e to each score, divide by the sum.`,
        zh: `“${token(f.words, f.bestPlace.value)}”最大。softmax 把得分变成权重：取指数，再除以总和。`,
      }),
      proves: ['shares'],
    },
    values: {
      say: (f) => ({
        en: `A third gives each word a {value:value}. Share times value, added up: that is what head ${show(f.head)} hears.`,
        zh: `第三个矩阵给每个词算出一个{value:值}。权重乘值再相加，就是第 ${show(f.head)} 个头听到的。`,
      }),
      proves: ['heard'],
    },
    blend: {
      say: (f) => ({
        en: `Head ${show(f.otherHead)} hears ${D(f)} numbers too. A last matrix mixes all ${C(f)}: the message, added to x.`,
        zh: `第 ${show(f.otherHead)} 个头也听到 ${D(f)} 个数。最后一个矩阵把 ${C(f)} 个数合成消息，加到 x 上。`,
      }),
      proves: ['blend', 'added'],
    },
    all: {
      say: (f) => ({
        en: `All words do so at once. After a feed-forward network, layer ${show(f.nextLayer)} does it again.`,
        zh: `所有的词同时这样做。再过一遍前馈网络，第 ${show(f.nextLayer)} 层又来一次。`,
      }),
    },
    without: {
      say: (f) => ({
        en: `Back to the cut: without “${partner(f)}”, what message reaches “${focus(f)}”?`,
        zh: `再剪断那根线：听不到“${partner(f)}”，“${focus(f)}”收到的消息变成什么？`,
      }),
      proves: ['cut'],
    },
    alike: {
      say: (f) => ({
        en: alike(f)
          ? `Almost that of a “${focus(f)}” all alone: to the model, it counts ones again.`
          : `And a “${focus(f)}” all alone? Its message again is another one.`,
        zh: alike(f)
          ? `几乎就是孤零零一个“${focus(f)}”的消息：在模型看来，它又成了个位。`
          : `孤零零一个“${focus(f)}”呢？消息又不相同。`,
      }),
      proves: ['likeAlone'],
    },
  },
  answer: {
    say: (f) => ({
      en: `A word asks all, weighs what they give, and adds it: the “${focus(f)}” of ${token(f.pairAnswer)} has heard “${other(f)}”.`,
      zh: `每个词问遍所有的词，按权重取用，加到自己身上：${token(f.pairAnswer)} 里的“${focus(f)}”听到了“${other(f)}”。`,
    }),
    proves: ['both'],
  },
  words: {
    lookedUp: (f) => ({ en: `looked up for “${focus(f)}”`, zh: `“${focus(f)}”的词嵌入` }),
    place: { en: '+ its place', zh: '+ 位置' },
    isInput: { en: '= $x$ (all numbers rounded)', zh: '= $x$（各数均四舍五入）' },
    writes: { en: 'the model writes', zh: '模型写出' },
    ends: { en: 'ends every text', zh: '每段文字的结尾' },
    layerOne: (f) => ({ en: `layer ${show(f.layer)}, head ${show(f.head)}`, zh: `第 ${show(f.layer)} 层，第 ${show(f.head)} 个头` }), // prettier-ignore
    layerTwo: (f) => ({ en: `layer ${show(f.nextLayer)}, head ${show(f.head)}`, zh: `第 ${show(f.nextLayer)} 层，第 ${show(f.head)} 个头` }), // prettier-ignore
    learned: { en: 'learned', zh: '学到的' },
    query: { en: 'query', zh: '查询' },
    keys: { en: 'keys', zh: '键' },
    values: { en: 'values', zh: '值' },
    weighted: { en: 'share × value', zh: '权重 × 值' },
    heard: (f) => ({ en: `head ${show(f.head)} hears`, zh: `第 ${show(f.head)} 个头听到` }),
    head: { en: 'head', zh: '头' },
    scaled: (f) => ({ en: `$s=\\q\\cdot\\k/\\sqrt{${D(f)}}$`, zh: `$s=\\q\\cdot\\k/\\sqrt{${D(f)}}$` }), // prettier-ignore
    why: (f) => ({ en: `÷ $\\sqrt{${D(f)}}$ keeps s small`, zh: `÷ $\\sqrt{${D(f)}}$：不致过大` }), // prettier-ignore
    power: { en: '$e^s$', zh: '$e^s$' },
    share: { en: 'share', zh: '权重' },
    message: { en: 'message', zh: '消息' },
    messageTo: (f) => ({ en: `message to “${focus(f)}”`, zh: `“${focus(f)}”收到的消息` }),
    plusMessage: { en: '+ message', zh: '+ 消息' },
    plusX: { en: '+ $x$', zh: '+ $x$' },
    newRow: { en: '= new row', zh: '= 新的一行' },
    x: { en: '$x$', zh: '$x$' },
    having: (f) => ({ en: `“${focus(f)}”, having heard`, zh: `听过之后的“${focus(f)}”` }),
    field: { en: 'what the model writes', zh: '模型写出的数' },
    wrong: { en: 'wrong', zh: '写错' },
    hundreds: { en: 'hundreds left', zh: '还有百位' },
    ones: { en: 'Y in the ones', zh: 'Y 在个位' },
    otherWrong: (f) => ({ en: `wrong, other wires: ${show(f.fieldSize)} × ${show(f.others)} cuts`, zh: `剪其他线（${show(f.fieldSize)} × ${show(f.others)}）写错` }), // prettier-ignore
    whole: { en: 'all wires', zh: '线都在' },
    without: (f) => ({ en: `without “${partner(f)}”`, zh: `听不到“${partner(f)}”` }),
    alone: (f) => ({ en: `“${focus(f)}” all alone`, zh: `单独一个“${focus(f)}”` }),
    cosine: { en: 'cosine to the last', zh: '与最后一行的余弦' },
  },
});

function hundred(f: EncoderFacts) {
  return token(f.fieldWords, f.fieldHundred.value);
}

/** Without the end. */
function joinedField({ fieldWords: { values } }: EncoderFacts) {
  const space =
    /[a-z]/.test(values.join('')) && !/\p{Script=Han}/u.test(values.join('')) ? ' ' : '';
  return values.slice(0, -1).join(space);
}
