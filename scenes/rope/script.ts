import { defineScript } from '../../src/film/script';
import { percent, show, showEntry, token } from '../../src/film/show';
import type { ArrayFact } from '../../src/lessons/facts';
import { lesson } from './lesson';
import type { RopeFacts } from './ropeFacts';

const asker = (f: RopeFacts) => `“${token(f.query)}”`;
const asked = (f: RopeFacts) => `“${token(f.key)}”`;
/** Of one hand, so many places back. */
const of = (fact: ArrayFact, back: { readonly value: number }, hand = 0) =>
  showEntry(fact, back.value, hand);
const start = { value: 0 };
const total = (f: RopeFacts, back: { readonly value: number }) => showEntry(f.scores, back.value);
const speed = (f: RopeFacts, hand: number) => `${showEntry(f.speeds, hand)}°`;
/** Within so many degrees hands are said to meet. */
const meeting = 30;

export const script = defineScript(lesson, {
  title: { en: 'RoPE', zh: 'RoPE' },
  question: { en: 'How can a rotation tell distance?', zh: '旋转怎么分辨远近？' },
  setting: (f) => ({
    en: `rotary position embedding (RoPE) · shakespeare-llama, layer ${show(f.layer)}, head ${show(f.head)}`,
    zh: `旋转位置编码（RoPE）· shakespeare-llama 第 ${show(f.layer)} 层第 ${show(f.head)} 个头`,
  }),
  poster: 'meet',
  beats: {
    hook: {
      say: (f) => ({
        en: `Reading ${asker(f)}, the model gives one ${asked(f)} ${percent(f.farShare)} of its attention, the other ${percent(f.nearShare)}. Same letter: why?`,
        zh: `读到${asker(f)}时，模型给一个${asked(f)}${percent(f.farShare)} 的注意力，给另一个 ${percent(f.nearShare)}。同一个字母，凭什么？`,
      }),
      proves: ['shares'],
    },
    blind: {
      say: {
        en: 'Attention follows a score: {query:query} · {key:key}. But the two {key:keys} are the same, number for number.',
        zh: '注意力取决于得分，即{query:查询}与{key:键}的点积。可这两个{key:键}的每个数都一样。',
      },
      proves: ['sameKey', 'blind'],
    },
    pairs: {
      say: (f) => ({
        en: `So both should get ${percent(f.blindShare)}. Take the numbers in pairs, as arrows: aligned they {pos:add}, opposed they {neg:subtract}.`,
        zh: `照理各得 ${percent(f.blindShare)}。把这些数两两分组，画成箭头：两箭头同向则{pos:加分}，反向则{neg:减分}。`,
      }),
      proves: ['blind', 'pairs', 'aligned'],
    },
    turn: {
      say: (f) => ({
        en: `RoPE turns arrows by their place, those of this pair by ${speed(f, 0)} a step. At first $\\q$ and $\\k$ turn together.`,
        zh: `RoPE 按位置旋转箭头，这一对每位转 ${speed(f, 0)}。先是 $\\q$ 和 $\\k$ 一起转。`,
      }),
      proves: ['together'],
    },
    alone: {
      say: (f) => ({
        en: `The {position:angle} stays: ${of(f.angles, start)}°. But $\\k$ stands at place $\\term{key}{n}$ = ${show(f.nearAt)}, $\\q$ at $\\term{query}{m}$ = ${show(f.queryAt)}: $\\q$ goes on alone.`,
        zh: `{position:夹角}不变，仍是 ${of(f.angles, start)}°。但 $\\k$ 的位置 $\\term{key}{n}$ = ${show(f.nearAt)}，$\\q$ 的位置 $\\term{query}{m}$ = ${show(f.queryAt)}：$\\q$ 还要独自转下去。`,
      }),
      proves: ['together', 'alone'],
    },
    rigid: {
      say: (f) => ({
        en: `${of(f.angles, start)}° − ${show(f.near)} · ${speed(f, 0)} = ${of(f.angles, f.near)}°: only those steps count. Put more text in front, and see.`,
        zh: `${of(f.angles, start)}° − ${show(f.near)} × ${speed(f, 0)} = ${of(f.angles, f.near)}°：只有多转的这几步算数。在前面再加些文字看看。`,
      }),
      proves: ['alone', 'together'],
    },
    difference: {
      say: (f) => ({
        en: `Nothing changes, and the score stays ${total(f, f.near)}. So leave $\\q$ as it is, and turn $\\k$ by $\\term{position}{n-m}$ alone.`,
        zh: `夹角没变，得分仍是 ${total(f, f.near)}。那就让 $\\q$ 不动，只把 $\\k$ 转 $\\term{position}{n-m}$ 位。`,
      }),
      proves: ['together', 'difference'],
    },
    far: {
      say: (f) => ({
        en: `The other ${asked(f)} stands ${show(f.far)} back instead of ${show(f.near)}: turn $\\k$ on.`,
        zh: `另一个${asked(f)}在左边第 ${show(f.far)} 位，而不是第 ${show(f.near)} 位：让 $\\k$ 接着转。`,
      }),
      proves: ['alone'],
    },
    round: {
      say: (f) => ({
        en: `${of(f.angles, f.far)}°: this pair now gives ${of(f.products, f.far)}. But the arrow comes round: go on to ${show(f.again)} back.`,
        zh: `夹角 ${of(f.angles, f.far)}°，这一对得 ${of(f.products, f.far)} 分。可箭头会绕回来：再转到左边第 ${show(f.again)} 位看看。`,
      }),
      proves: ['round'],
    },
    slower: {
      say: (f) => ({
        en: `To this pair, ${show(f.again)} back is like ${show(f.near)}. So other pairs turn more slowly: ${speed(f, 1)} and ${speed(f, 2)} a step.`,
        zh: `单看这一对，第 ${show(f.again)} 位和第 ${show(f.near)} 位差不多。所以其余各对一对比一对慢：接下来两对每位只转 ${speed(f, 1)} 和 ${speed(f, 2)}。`,
      }),
      proves: ['round', 'slower'],
    },
    meet: {
      say: {
        en: 'The second pair tells them apart. Now watch where training lets the three pairs start.',
        zh: '第二对就分得清。再看训练让这三对箭头从哪里出发。',
      },
      proves: ['slower', 'meet'],
    },
    all: {
      say: (f) => ({
        en: `${met(f) ? `${show(f.near)} back, they meet! ` : ''}Now all ${show(f.pairCount)} pairs, at every distance, added up.`,
        zh: `${met(f) ? `到左边第 ${show(f.near)} 位，三对箭头都合拢了！` : ''}现在 ${show(f.pairCount)} 对全部上场：在每个距离上，把得分加起来。`,
      }),
      proves: ['meet', 'allPairs', 'difference'],
    },
    answered: {
      say: (f) => ({
        en: `${total(f, f.near)} at ${show(f.near)} back, ${total(f, f.far)} at ${show(f.far)}: divided by $\\sqrt{D}$, then softmax: ${percent(f.nearShare)} and ${percent(f.farShare)}.`,
        zh: `左边第 ${show(f.near)} 位 ${total(f, f.near)}，第 ${show(f.far)} 位 ${total(f, f.far)}：除以 $\\sqrt{D}$，再经 softmax，就是 ${percent(f.nearShare)} 和 ${percent(f.farShare)}。`,
      }),
      proves: ['difference', 'shares'],
    },
    stopped: {
      say: {
        en: 'Stop all turning, and the same model no longer knows what stands where: it stammers.',
        zh: '让所有箭头停转，同一个模型就分不清谁先谁后，写出来结结巴巴。',
      },
      proves: ['stuck', 'blind'],
    },
  },
  answer: {
    say: {
      en: 'Turned by its place each, $\\q$ and $\\k$ keep only the {position:difference}; where arrows meet, the score is high.',
      zh: '$\\q$ 与 $\\k$ 各按位置旋转，彼此之间只剩位置之{position:差}；箭头合拢处，得分就高。',
    },
    proves: ['together', 'aligned'],
  },
  words: {
    attention: (f) => ({ en: `attention of ${asker(f)}`, zh: `${asker(f)}的注意力` }),
    query: (f) => ({
      en: `{query:query} $\\q$: what ${asker(f)} asks`,
      zh: `{query:查询} $\\q$：${asker(f)}在找什么`,
    }),
    key: (f) => ({
      en: `{key:key} $\\k$: what ${asked(f)} offers`,
      zh: `{key:键} $\\k$：${asked(f)}凭什么被找到`,
    }),
    otherKey: (f) => ({
      en: `{key:key} of the other ${asked(f)}`,
      zh: `另一个${asked(f)}的{key:键}`,
    }),
    score: { en: 'score', zh: '得分' },
    firstPair: (f) => ({
      en: `the first of ${show(f.pairCount)} pairs`,
      zh: `${show(f.pairCount)} 对中的第一对`,
    }),
    near: (f) => ({ en: `${show(f.near)} back`, zh: `左边第 ${show(f.near)} 位` }),
    far: (f) => ({ en: `${show(f.far)} back`, zh: `左边第 ${show(f.far)} 位` }),
    again: (f) => ({ en: `${show(f.again)} back`, zh: `左边第 ${show(f.again)} 位` }),
    aStep: { en: '° a step', zh: '° 每位' },
    angle: { en: 'angle °', zh: '夹角 °' },
    pair: { en: 'this pair', zh: '这一对' },
    apart: { en: 'n − m', zh: 'n − m' },
    turned: {
      en: 'R: turned by so many places',
      zh: 'R：旋转下标所示那么多位',
    },
    curve: (f) => ({
      en: `score of a ${asked(f)} at each place`,
      zh: `${asked(f)}在每个位置上的得分`,
    }),
    turning: (f) => ({
      en: `after “${token(f.prompt)}” it writes`,
      zh: `接着“${token(f.prompt)}”写下`,
    }),
    still: { en: 'stopped, it writes', zh: '停转后写下' },
    loss: { en: 'loss ', zh: '损失 ' },
  },
});

/** Whether the three hands do so at the near key. */
function met(f: RopeFacts): boolean {
  return f.widest.value < meeting;
}
