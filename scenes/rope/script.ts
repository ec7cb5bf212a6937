import { defineScript } from '../../src/film/script';
import { percent, show, showEntry, token } from '../../src/film/show';
import type { ArrayFact } from '../../src/lessons/facts';
import { lesson } from './lesson';
import type { RopeFacts } from './ropeFacts';

const asker = (f: RopeFacts) => `“${token(f.query)}”`;
const asked = (f: RopeFacts) => `“${token(f.key)}”`;
/** Of the first pair, so many places back. */
const of = (fact: ArrayFact, back: number) => showEntry(fact, back, 0);
const speed = (f: RopeFacts) => `${showEntry(f.speeds, 0)}°`;
/** Of the size of a head: two numbers a pair. */
const root = (f: RopeFacts) => `$\\sqrt{${2 * f.pairCount.value}}$`;
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
        en: `At ${asker(f)}, one attention head gives one ${asked(f)} ${percent(f.farShare)} of its attention, a later one ${percent(f.nearShare)}. Why?`,
        zh: `在${asker(f)}处，一个注意力头分给靠前的${asked(f)}${percent(f.farShare)} 的注意力，靠后的 ${percent(f.nearShare)}。为什么？`,
      }),
      proves: ['shares'],
    },
    keys: {
      say: {
        en: 'A score, {query:query} · {key:key}, decides. In the first layer a {key:key} knows only its letter: the two are equal.',
        zh: '得分是{query:查询}与{key:键}的点积。旋转之前，首层的{key:键}只由字母决定：这两个一样。',
      },
      proves: ['sameKey'],
    },
    even: {
      say: {
        en: 'Softmax turns scores into shares. With equal scores, both should get the same.',
        zh: 'softmax 把得分化成份额。得分相同，两者就该分到一样多。',
      },
      proves: ['blind'],
    },
    pairs: {
      say: {
        en: 'Look closer: two by two, the numbers are arrows. Aligned they {pos:add}, opposed they {neg:subtract}.',
        zh: '把这些数两两配对，每对就是一支箭头。两支箭头同向{pos:加分}，反向{neg:减分}。',
      },
      proves: ['blind', 'pairs', 'aligned'],
    },
    one: {
      say: {
        en: 'The score of the first pair: length times length times the cosine of the {position:angle}.',
        zh: '第一对的得分：两个长度相乘，再乘以{position:夹角}的余弦。',
      },
      proves: ['cosine'],
    },
    turn: {
      say: (f) => ({
        en: `RoPE turns each arrow by its place, here by ${speed(f)} a step. Both go ${show(f.nearAt)} steps first.`,
        zh: `RoPE 按位置旋转箭头：位置每加一，这一对转 ${speed(f)}。先让两支一起转 ${show(f.nearAt)} 步。`,
      }),
      proves: ['together'],
    },
    alone: {
      say: (f) => ({
        en: `No change. But $\\q$ stands at ${show(f.queryAt)} and goes on alone: ${of(f.angles, 0)}° − ${show(f.near)} · ${speed(f)}.`,
        zh: `夹角没变。可 $\\q$ 在位置 ${show(f.queryAt)}，还要独自再转：${of(f.angles, 0)}° − ${show(f.near)} × ${speed(f)}。`,
      }),
      proves: ['together', 'alone'],
    },
    rigid: {
      say: {
        en: 'Put more text in front: does the {position:angle} change?',
        zh: '在前面再加些文字，{position:夹角}会变吗？',
      },
      proves: ['together'],
    },
    difference: {
      say: {
        en: 'No: of the places, only $\\term{position}{n-m}$ counts. Turn both back until $\\q$ is as it was: $\\k$ keeps $\\term{position}{n-m}$.',
        zh: '不变：起作用的只有位置差 $\\term{position}{n-m}$。一起转回去，$\\q$ 复原，$\\k$ 只剩 $\\term{position}{n-m}$ 步。',
      },
      proves: ['together', 'difference'],
    },
    slower: {
      say: (f) => ({
        en: `After a full turn one pair repeats, so the next turn slower. Let $\\k$ go back from ${asker(f)}, step by step.`,
        zh: `转满一圈就会重复，所以后面各对一对比一对慢。让 $\\k$ 从${asker(f)}一步步左移。`,
      }),
      proves: ['slower', 'alone'],
    },
    meet: {
      say: (f) => ({
        en: `${show(f.near)} back, ${met(f) ? 'all three nearly align' : 'the three stand like this'}: training has set the arrows so.`,
        zh: `到左边第 ${show(f.near)} 位，${met(f) ? '三对都几乎同向' : '三对站成这样'}：箭头的指向由训练得来。`,
      }),
      proves: ['meet'],
    },
    far: {
      say: (f) => ({
        en: `The other ${asked(f)} is ${show(f.far)} back. What do the three make of that?`,
        zh: `另一个${asked(f)}在左边第 ${show(f.far)} 位。三对在那里各得多少分？`,
      }),
      proves: ['aligned'],
    },
    round: {
      say: (f) => ({
        en: `${show(f.again)} back, the first pair has come round, almost as at ${show(f.near)}. The second tells them apart.`,
        zh: `到左边第 ${show(f.again)} 位，第一对差不多转了一整圈，又像在第 ${show(f.near)} 位；第二对却分得清。`,
      }),
      proves: ['round', 'slower'],
    },
    all: {
      say: (f) => ({
        en: `Now all ${show(f.pairCount)} pairs, added up. Let $\\k$ come nearer again from far back.`,
        zh: `现在 ${show(f.pairCount)} 对全部相加。让 $\\k$ 再从远处一步步走近。`,
      }),
      proves: ['allPairs', 'difference'],
    },
    peak: {
      say: (f) => ({
        en: `Highest at ${show(f.best)} back, lower elsewhere: by turning, this head prefers that distance.`,
        zh: `左边第 ${show(f.best)} 位最高，别处都比它低：靠旋转，这个头偏爱这个距离。`,
      }),
      proves: ['peak'],
    },
    shares: {
      say: (f) => ({
        en: `Divided by ${root(f)}, then softmax: ${percent(f.nearShare)} and ${percent(f.farShare)}, as at the start. Turning alone parted them.`,
        zh: `除以 ${root(f)}，再经 softmax：正是开头的 ${percent(f.nearShare)} 和 ${percent(f.farShare)}。差别全来自旋转。`,
      }),
      proves: ['shares', 'sameKey'],
    },
  },
  answer: {
    say: {
      en: 'Turn each by its place, and of places the score feels only the {position:difference} $\\term{position}{n-m}$; where arrows align, it is high.',
      zh: '$\\q$、$\\k$ 各按自己的位置旋转，位置对得分的影响只剩{position:差} $\\term{position}{n-m}$；箭头同向处，得分就高。',
    },
    proves: ['together', 'aligned', 'shares'],
  },
  words: {
    attention: (f) => ({ en: `attention of ${asker(f)}`, zh: `${asker(f)}的注意力` }),
    query: (f) => ({
      en: `{query:query} $\\q$ of ${asker(f)} at ${show(f.queryAt)}`,
      zh: `位置 ${show(f.queryAt)} 的${asker(f)}：{query:查询} $\\q$`,
    }),
    near: (f) => ({
      en: `{key:key} $\\k$ of ${asked(f)} at ${show(f.nearAt)}`,
      zh: `位置 ${show(f.nearAt)} 的${asked(f)}：{key:键} $\\k$`,
    }),
    far: (f) => ({
      en: `{key:key} $\\k$ of ${asked(f)} at ${show(f.farAt)}`,
      zh: `位置 ${show(f.farAt)} 的${asked(f)}：{key:键} $\\k$`,
    }),
    sum: (f) => ({
      en: `all ${show(f.pairCount)} pairs add up to `,
      zh: `${show(f.pairCount)} 对合计 `,
    }),
    firstPair: (f) => ({
      en: `the first of ${show(f.pairCount)} pairs`,
      zh: `${show(f.pairCount)} 对中的第一对`,
    }),
    lengths: {
      en: '{query:length of $\\q$} $\\cdot$ {key:length of $\\k$} $\\cdot$ cosine of the {position:angle}',
      zh: '{query:$\\q$ 的长度} $\\cdot$ {key:$\\k$ 的长度} $\\cdot$ {position:夹角}的余弦',
    },
    aStep: { en: '° a step', zh: '° / 步' },
    angle: { en: 'angle °', zh: '夹角 °' },
    pair: { en: 'score, this pair', zh: '这一对得分' },
    all: (f) => ({ en: `all ${show(f.pairCount)} pairs`, zh: `${show(f.pairCount)} 对合计` }),
    turned: { en: '$R_s$: turn by $s$ steps', zh: '$R_s$：旋转 $s$ 步' },
    counted: (f) => ({ en: `places counted from ${asker(f)}`, zh: `位置从${asker(f)}数起` }),
    each: (f) => ({
      en: `score of each pair, if ${asked(f)} stood there`,
      zh: `假设${asked(f)}在那里，每一对的得分`,
    }),
    added: (f) => ({
      en: `score of all ${show(f.pairCount)} pairs, if ${asked(f)} stood there`,
      zh: `假设${asked(f)}在那里，${show(f.pairCount)} 对合计得分`,
    }),
  },
});

/** Whether the three pairs do so at the near key. */
function met(f: RopeFacts): boolean {
  return f.widest.value < aligned;
}
