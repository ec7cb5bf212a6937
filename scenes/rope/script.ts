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
/** Within so many degrees arrows are said to align. */
const aligned = 30;

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
        en: `At ${asker(f)}, one attention head gives one ${asked(f)} ${percent(f.farShare)} of its attention, the other ${percent(f.nearShare)}. Why?`,
        zh: `读到${asker(f)}时，一个注意力头给一个${asked(f)}${percent(f.farShare)} 的注意力，给另一个 ${percent(f.nearShare)}。凭什么？`,
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
        en: `RoPE turns arrows by their place, in this pair by ${speed(f, 0)} a step. Suppose both stood at the same place.`,
        zh: `RoPE 按位置旋转箭头，这一对每位转 ${speed(f, 0)}。先假设两者站在同一个位置。`,
      }),
      proves: ['together'],
    },
    kept: {
      say: (f) => ({
        en: `Turned alike, they keep their {position:angle}, ${of(f.angles, start)}°, and so the score.`,
        zh: `转得一样多，{position:夹角}仍是 ${of(f.angles, start)}°，得分也不变。`,
      }),
      proves: ['together'],
    },
    alone: {
      say: (f) => ({
        en: `But $\\k$ stands at place $\\term{key}{n}$ = ${show(f.nearAt)}, $\\q$ at $\\term{query}{m}$ = ${show(f.queryAt)}: $\\q$ goes on alone.`,
        zh: `可 $\\k$ 在位置 $\\term{key}{n}$ = ${show(f.nearAt)}，$\\q$ 在位置 $\\term{query}{m}$ = ${show(f.queryAt)}：$\\q$ 还要独自转下去。`,
      }),
      proves: ['together', 'alone'],
    },
    counted: {
      say: (f) => ({
        en: `${of(f.angles, start)}° − ${show(f.near)} · ${speed(f, 0)} = ${of(f.angles, f.near)}°: only the steps between them count.`,
        zh: `${of(f.angles, start)}° − ${show(f.near)} × ${speed(f, 0)} = ${of(f.angles, f.near)}°：只有相隔的这几步算数。`,
      }),
      proves: ['alone', 'together'],
    },
    rigid: {
      say: {
        en: 'Does it change when more text stands in front?',
        zh: '前面再加些文字，会变吗？',
      },
      proves: ['together'],
    },
    same: {
      say: (f) => ({
        en: `No: $\\term{query}{m}$ and $\\term{key}{n}$ grow, $\\term{position}{n-m}$ stays, and with it the score, ${total(f, f.near)}.`,
        zh: `不变：$\\term{query}{m}$ 与 $\\term{key}{n}$ 都变大，$\\term{position}{n-m}$ 不变，得分也仍是 ${total(f, f.near)}。`,
      }),
      proves: ['together', 'difference'],
    },
    difference: {
      say: {
        en: 'So turn both back by $\\term{query}{m}$: $\\q$ lies as at the start, $\\k$ is turned by $\\term{position}{n-m}$ alone.',
        zh: '那就把两者都倒转 $\\term{query}{m}$ 位：$\\q$ 回到原样，$\\k$ 只转 $\\term{position}{n-m}$ 位。',
      },
      proves: ['together', 'difference'],
    },
    far: {
      say: (f) => ({
        en: `The other ${asked(f)} stands ${show(f.far)} back: turn $\\k$ on, to ${of(f.angles, start)}° − ${show(f.far)} · ${speed(f, 0)}.`,
        zh: `另一个${asked(f)}在左边第 ${show(f.far)} 位：让 $\\k$ 接着转，转到 ${of(f.angles, start)}° − ${show(f.far)} × ${speed(f, 0)}。`,
      }),
      proves: ['alone'],
    },
    wide: {
      say: (f) => ({
        en: `${unwound(f, ', the same as ')}${of(f.angles, f.far)}°: this pair gives ${of(f.products, f.far)}.`,
        zh: `${unwound(f, '，也就是 ')}${of(f.angles, f.far)}°：这一对得 ${of(f.products, f.far)} 分。`,
      }),
      proves: ['alone'],
    },
    again: {
      say: (f) => ({
        en: `Now suppose a ${asked(f)} stood ${show(f.again)} back.`,
        zh: `再假设左边第 ${show(f.again)} 位也有一个${asked(f)}。`,
      }),
      proves: ['round'],
    },
    round: {
      say: (f) => ({
        en: `To this pair, ${show(f.again)} back is like ${show(f.near)}: its arrows came round. But all ${show(f.pairCount)} give ${total(f, f.again)}, not ${total(f, f.near)}.`,
        zh: `单看这一对，第 ${show(f.again)} 位就像第 ${show(f.near)} 位：箭头绕了一圈。可 ${show(f.pairCount)} 对合计是 ${total(f, f.again)}，不是 ${total(f, f.near)}。`,
      }),
      proves: ['round', 'difference'],
    },
    slower: {
      say: (f) => ({
        en: `Each pair has its own speed: the first ${show(f.radians)} radian (${speed(f, 0)}) a step, each next about ${show(f.ratio)} of the one before.`,
        zh: `每一对各有转速：第一对每位转 ${show(f.radians)} 弧度（${speed(f, 0)}），后面每对约为前一对的 ${show(f.ratio)}。`,
      }),
      proves: ['slower'],
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
        en: `${show(f.near)} back, ${met(f) ? '$\\q$ and $\\k$ nearly align in all three' : 'the three stand like this'}: within ${show(f.widest)}°.`,
        zh: `到左边第 ${show(f.near)} 位，${met(f) ? '三对的 $\\q$ 与 $\\k$ 都几乎同向' : '三对站成这样'}：相差不超过 ${show(f.widest)}°。`,
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
    peak: {
      say: (f) => ({
        en: `Highest at ${show(f.best)} back, lower elsewhere: that is how a rotation tells distance.`,
        zh: `左边第 ${show(f.best)} 位最高，别处都低：旋转就这样分辨远近。`,
      }),
      proves: ['peak'],
    },
    answered: {
      say: (f) => ({
        en: `Back to the two real ones, with their fastest pairs. Divide each score by $\\sqrt{${show(f.width)}}$, for ${show(f.width)} numbers in $\\k$.`,
        zh: `回到真正的两个，各画出转得最快的几对。得分先除以 $\\sqrt{${show(f.width)}}$，因为 $\\k$ 有 ${show(f.width)} 个数。`,
      }),
      proves: ['difference', 'parts'],
    },
    softmax: {
      say: (f) => ({
        en: `Softmax takes exp of each, and makes shares that sum to ${show(f.whole)}%.`,
        zh: `再经 softmax：各取指数 exp，化成总和为 ${show(f.whole)}% 的份额。`,
      }),
      proves: ['shares', 'times'],
    },
    solved: {
      say: (f) => ({
        en: `${percent(f.nearShare)} and ${percent(f.farShare)}, as at the start: turning alone made the difference.`,
        zh: `正是开头的 ${percent(f.nearShare)} 和 ${percent(f.farShare)}：差别全来自旋转。`,
      }),
      proves: ['shares', 'sameKey'],
    },
    writes: {
      say: { en: 'And what does this model write?', zh: '这个模型会写出什么？' },
      proves: ['stuck'],
    },
    stopped: {
      say: { en: 'Now stop all turning, in all layers.', zh: '现在让所有层的箭头都停转。' },
      proves: ['stuck', 'blind'],
    },
    stammers: {
      say: {
        en: 'Scores no longer depend on place: it stammers, and unseen text surprises it twice as much.',
        zh: '得分不再取决于位置：它写得结结巴巴，没见过的文字让它加倍意外。',
      },
      proves: ['stuck'],
    },
  },
  answer: {
    say: {
      en: 'Turn each by its place, and the score feels only the {position:difference} $\\term{position}{n-m}$; where arrows align, it is high.',
      zh: '各按位置旋转，得分便只取决于位置之{position:差} $\\term{position}{n-m}$；箭头同向处，得分就高。',
    },
    proves: ['together', 'aligned', 'shares'],
  },
  words: {
    attention: (f) => ({ en: `attention of ${asker(f)}`, zh: `${asker(f)}的注意力` }),
    later: { en: 'come later', zh: '在后面' },
    signs: { en: '{neg:negative}  {pos:positive}', zh: '{neg:负}  {pos:正}' },
    sum: (f) => ({
      en: `all ${show(f.pairCount)} pairs add up to `,
      zh: `${show(f.pairCount)} 对合计 `,
    }),
    query: (f) => ({
      en: `{query:query} $\\q$: what ${asker(f)} asks, in ${show(f.width)} numbers`,
      zh: `{query:查询} $\\q$：${asker(f)}在找什么，共 ${show(f.width)} 个数`,
    }),
    key: (f) => ({
      en: `{key:key} $\\k$: what ${asked(f)} offers`,
      zh: `{key:键} $\\k$：${asked(f)}凭什么被找到`,
    }),
    otherKey: (f) => ({
      en: `{key:key} of the other ${asked(f)}: same letter, first layer, no place in it yet`,
      zh: `另一个${asked(f)}的{key:键}：字母相同，又是第一层，还不含位置`,
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
    three: (f) => ({
      en: `these ${show(f.shown)}: `,
      zh: `这 ${show(f.shown)} 对：`,
    }),
    others: (f) => ({ en: `other ${show(f.others)}: `, zh: `另 ${show(f.others)} 对：` }),
    total: { en: 'all: ', zh: '合计：' },
    root: (f) => ({ en: `÷ √${show(f.width)}: `, zh: `÷ √${show(f.width)}：` }),
    times: { en: 'times as much attention', zh: '倍的注意力' },
    turned: { en: '$R_s$: turn by $s$ steps', zh: '$R_s$：旋转 $s$ 位' },
    counted: (f) => ({ en: `places counted from ${asker(f)}`, zh: `位置从${asker(f)}数起` }),
    curve: (f) => ({
      en: `score, all ${show(f.pairCount)} pairs, if the ${asked(f)} stood there:`,
      zh: `假设${asked(f)}在那里，${show(f.pairCount)} 对合计得分：`,
    }),
    turning: (f) => ({
      en: `turning: after “${token(f.prompt)}” it writes`,
      zh: `转动时，接着“${token(f.prompt)}”写下`,
    }),
    still: { en: 'stopped: it writes', zh: '停转后，写下' },
    loss: { en: 'average surprise per letter: ', zh: '每个字母的平均意外：' },
  },
});

/** The angle at the far key as the steps make it, where whole turns have to go. */
function unwound(f: RopeFacts, same: string): string {
  return f.unwound.value < -180 ? `${show(f.unwound)}°${same}` : '';
}

/** Whether the three pairs do so at the near key. */
function met(f: RopeFacts): boolean {
  return f.widest.value < aligned;
}
