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
        en: `At ${asker(f)}, the model gives one ${asked(f)} ${percent(f.farShare)} of its attention, the other ${percent(f.nearShare)}. Why?`,
        zh: `读到${asker(f)}时，模型给一个${asked(f)}${percent(f.farShare)} 的注意力，给另一个 ${percent(f.nearShare)}。凭什么？`,
      }),
      proves: ['shares'],
    },
    blind: {
      say: {
        en: 'Attention follows a score: {query:query} · {key:key}. But the two {key:keys} are the same, number for number.',
        zh: '注意力取决于得分，即{query:查询}与{key:键}的点积。可这两个{key:键}的每个数都一样。',
      },
      proves: ['sameKey'],
    },
    even: {
      say: {
        en: 'By these scores, both should get the same attention.',
        zh: '照这样的得分，两者的注意力应当相同。',
      },
      proves: ['blind'],
    },
    pairs: {
      say: {
        en: 'So look closer. Take the numbers in pairs, as arrows: aligned they {pos:add}, opposed they {neg:subtract}.',
        zh: '再细看：把这些数两两分组，画成箭头，两箭头同向则{pos:加分}，反向则{neg:减分}。',
      },
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
        en: `The other ${asked(f)} stands ${show(f.far)} back instead of ${show(f.near)}: turn $\\k$ on, to ${of(f.angles, start)}° − ${show(f.far)} · ${speed(f, 0)}.`,
        zh: `另一个${asked(f)}在左边第 ${show(f.far)} 位，而不是第 ${show(f.near)} 位：让 $\\k$ 接着转，转到 ${of(f.angles, start)}° − ${show(f.far)} × ${speed(f, 0)}。`,
      }),
      proves: ['alone'],
    },
    round: {
      say: (f) => ({
        en: `${unwound(f, ', the same as ')}${of(f.angles, f.far)}°: this pair gives ${of(f.products, f.far)}. Now suppose a ${asked(f)} stood ${show(f.again)} back.`,
        zh: `${unwound(f, '，也就是 ')}${of(f.angles, f.far)}°：这一对得 ${of(f.products, f.far)} 分。再假设左边第 ${show(f.again)} 位也有一个${asked(f)}。`,
      }),
      proves: ['round'],
    },
    slower: {
      say: (f) => ({
        en: `To this pair, ${show(f.again)} back is like ${show(f.near)}: its hands came round. All ${show(f.pairCount)} give ${total(f, f.again)}. What do slower pairs see?`,
        zh: `单看这一对，第 ${show(f.again)} 位就像第 ${show(f.near)} 位：指针绕了一圈。可 ${show(f.pairCount)} 对合计得 ${total(f, f.again)}。转得慢的几对又如何？`,
      }),
      proves: ['round', 'difference'],
    },
    apart: {
      say: (f) => ({
        en: `The second pair tells them apart: ${of(f.products, f.near, 1)} at ${show(f.near)} back, ${of(f.products, f.again, 1)} at ${show(f.again)}.`,
        zh: `第二对就分得清：第 ${show(f.near)} 位 ${of(f.products, f.near, 1)}，第 ${show(f.again)} 位 ${of(f.products, f.again, 1)}。`,
      }),
      proves: ['slower'],
    },
    start: {
      say: {
        en: 'Training has set where arrows start. Watch all three, step by step.',
        zh: '箭头从哪里出发，由训练定下。三对一起看，一步一步来。',
      },
      proves: ['alone'],
    },
    meet: {
      say: (f) => ({
        en: `${show(f.near)} back, ${met(f) ? 'they meet' : 'they stand like this'}: no more than ${show(f.widest)}° between $\\q$ and $\\k$.`,
        zh: `到左边第 ${show(f.near)} 位，${met(f) ? '三对都合拢了' : '三对站成这样'}：$\\q$ 与 $\\k$ 相差都不超过 ${show(f.widest)}°。`,
      }),
      proves: ['meet'],
    },
    all: {
      say: (f) => ({
        en: `Now all ${show(f.pairCount)} pairs, added up. Suppose the ${asked(f)} stood at each place in turn.`,
        zh: `现在 ${show(f.pairCount)} 对全部上场，得分相加。假设${asked(f)}依次站在每个位置。`,
      }),
      proves: ['allPairs', 'difference'],
    },
    answered: {
      say: (f) => ({
        en: `Back to the two real ones: ${total(f, f.near)} and ${total(f, f.far)}. Divide by $\\sqrt{D}$ = $\\sqrt{${show(f.width)}}$, then take the softmax.`,
        zh: `回到真正的两个：${total(f, f.near)} 与 ${total(f, f.far)}。除以 $\\sqrt{D}$ = $\\sqrt{${show(f.width)}}$，再经 softmax。`,
      }),
      proves: ['difference', 'shares'],
    },
    stopped: {
      say: (f) => ({
        en: `${percent(f.nearShare)} and ${percent(f.farShare)}, as at the start. Now stop all turning, in all layers: what does the same model write?`,
        zh: `正是开头的 ${percent(f.nearShare)} 和 ${percent(f.farShare)}。再让所有层的箭头都停转：同一个模型会写出什么？`,
      }),
      proves: ['shares', 'stuck', 'blind'],
    },
    stammers: {
      say: {
        en: 'It no longer knows what stands where, and stammers.',
        zh: '它分不清谁先谁后，写得结结巴巴。',
      },
      proves: ['stuck'],
    },
  },
  answer: {
    say: {
      en: 'Turned by its place each, $\\q$ and $\\k$ keep only the {position:difference}; where arrows meet, the score is high.',
      zh: '$\\q$ 与 $\\k$ 各按位置旋转，彼此之间只剩位置之{position:差}；箭头合拢处，得分就高。',
    },
    proves: ['together', 'aligned', 'shares'],
  },
  words: {
    attention: (f) => ({ en: `attention of ${asker(f)}`, zh: `${asker(f)}的注意力` }),
    query: (f) => ({
      en: `{query:query} $\\q$: what ${asker(f)} asks, in ${show(f.width)} numbers`,
      zh: `{query:查询} $\\q$：${asker(f)}在找什么，共 ${show(f.width)} 个数`,
    }),
    key: (f) => ({
      en: `{key:key} $\\k$: what ${asked(f)} offers`,
      zh: `{key:键} $\\k$：${asked(f)}凭什么被找到`,
    }),
    otherKey: (f) => ({
      en: `{key:key} of the other ${asked(f)}`,
      zh: `另一个${asked(f)}的{key:键}`,
    }),
    firstPair: (f) => ({
      en: `the first of ${show(f.pairCount)} pairs`,
      zh: `${show(f.pairCount)} 对中的第一对`,
    }),
    near: (f) => ({ en: `${show(f.near)} back`, zh: `左边第 ${show(f.near)} 位` }),
    far: (f) => ({ en: `${show(f.far)} back`, zh: `左边第 ${show(f.far)} 位` }),
    again: (f) => ({ en: `${show(f.again)} back`, zh: `左边第 ${show(f.again)} 位` }),
    aStep: { en: '° a step', zh: '° 每位' },
    angle: { en: 'angle °', zh: '夹角 °' },
    pair: { en: 'score, this pair', zh: '这一对得分' },
    all: (f) => ({ en: `all ${show(f.pairCount)} pairs`, zh: `${show(f.pairCount)} 对合计` }),
    turned: { en: 'R: turned by so many places', zh: 'R：旋转下标所示那么多位' },
    curve: (f) => ({
      en: `score, all ${show(f.pairCount)} pairs, if the ${asked(f)} stood there:`,
      zh: `假设${asked(f)}在那里，${show(f.pairCount)} 对合计得分：`,
    }),
    turning: (f) => ({
      en: `turning: after “${token(f.prompt)}” it writes`,
      zh: `转动时，接着“${token(f.prompt)}”写下`,
    }),
    still: { en: 'stopped: it writes', zh: '停转后，写下' },
    loss: { en: 'loss (lower is better) ', zh: '损失（越低越好）' },
  },
});

/** The angle at the far key as the steps make it, where whole turns have to go. */
function unwound(f: RopeFacts, same: string): string {
  return f.unwound.value < -180 ? `${show(f.unwound)}°${same}` : '';
}

/** Whether the three hands do so at the near key. */
function met(f: RopeFacts): boolean {
  return f.widest.value < meeting;
}
