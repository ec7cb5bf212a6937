import { show } from '../../src/film/show';
import { defineScript } from '../../src/film/script';
import { lesson } from './lesson';
import type { RopeFacts } from './ropeFacts';

const query = (f: RopeFacts) => `“${f.query.values[0]}”`;
const key = (f: RopeFacts) => `“${f.key.values[0]}”`;
const count = (n: number, one: string, many: string) => (n === 1 ? one : many);
const start = (f: RopeFacts) => f.rows.rows[0] ?? { m: 0, n: 0 };

export const script = defineScript(lesson, {
  title: { en: 'RoPE', zh: 'RoPE' },
  question: { en: 'How can a rotation tell distance?', zh: '旋转如何表示距离？' },
  setting: (f) => ({
    en: `RoPE in shakespeare-llama · layer ${show(f.layer)}, head ${show(f.head)}${f.untrained.value ? ' · untrained weights' : ''}`,
    zh: `shakespeare-llama 里的 RoPE · 第 ${show(f.layer)} 层，第 ${show(f.head)} 头${f.untrained.value ? ' · 权重未经训练' : ''}`,
  }),
  beats: {
    text: {
      say: (f) => ({
        en: `${query(f)} asks with a {query:query}, ${key(f)} answers with a {key:key}. How far apart they stand should count.`,
        zh: `${query(f)}拿{query:查询}来问，${key(f)}拿{key:键}来答：相隔多远，应当算数。`,
      }),
    },
    query: {
      say: (f) => ({
        en: `But the {query:query} of ${query(f)}, D = ${show(f.width)} numbers, is the same wherever ${query(f)} stands.`,
        zh: `可${query(f)}的{query:查询}是 D = ${show(f.width)} 个数，站在哪里都一样。`,
      }),
      proves: ['placeless'],
    },
    pairs: {
      say: {
        en: 'So take the numbers two by two: each pair is an arrow in the plane.',
        zh: '于是把这些数两两分组：每一对，就是平面上的一支箭头。',
      },
      proves: ['pairsFit'],
    },
    turn: {
      say: (f) => ({
        en: `At position {query:m} the arrow is turned by {query:m}·θ₀. At m = ${f.firstTurns.rows[0]?.m} it stays as it is.`,
        zh: `站在第 {query:m} 位，箭头就转 {query:m}·θ₀；m = ${f.firstTurns.rows[0]?.m} 时原地不动。`,
      }),
      proves: ['identity', 'angle'],
    },
    length: {
      say: {
        en: 'A turn changes no length: the place is written in, and nothing of q is lost.',
        zh: '转动不改变长度：位置写了进去，q 的大小丝毫未变。',
      },
      proves: ['length'],
    },
    hands: {
      say: (f) => ({
        en: `Each pair turns at its own speed, like hands of a clock: here from m = ${f.firstTurns.rows[0]?.m} to m = ${show(f.clock)}.`,
        zh: `每一对的转速不同，像钟表的指针：这里 m 从 ${f.firstTurns.rows[0]?.m} 走到 ${show(f.clock)}。`,
      }),
    },
    speeds: {
      say: {
        en: 'The first hand is fast, each next one slower by the same factor; the last hardly moves.',
        zh: '第一根最快，后面每根都按同一倍数变慢，最后一根几乎不动。',
      },
      proves: ['speeds'],
    },
    key: {
      say: (f) => ({
        en: `The {key:key} of ${key(f)} is turned too, by its own position: say n = ${start(f).n}, with the query at m = ${start(f).m}.`,
        zh: `${key(f)}的{key:键}也按自己的位置转动：设 n = ${start(f).n}，查询在 m = ${start(f).m}。`,
      }),
    },
    score: {
      say: {
        en: 'The score: in each pair, multiply {query:query} by {key:key}; then add up all pairs.',
        zh: '得分：每一对里{query:查询}与{key:键}相乘，再把各对加起来。',
      },
      proves: ['pairsAdd'],
    },
    slide: {
      say: {
        en: 'Move both on by the same steps: the {position:angle between} stays, and so does the score, digit for digit.',
        zh: '两个一起往后挪：{position:夹角}不变，得分也一位不差。',
      },
      proves: ['together', 'model'],
    },
    apart: {
      say: {
        en: 'Move only the {query:query}: the {position:angle} changes, and so does the score. It tells distance.',
        zh: '只挪{query:查询}：{position:夹角}变了，得分也变了：它认的是距离。',
      },
      proves: ['alone'],
    },
    curve: {
      say: {
        en: 'For this {query:query} and {key:key}, each {position:distance} has one score; the ripples come from the fast hands.',
        zh: '这一对{query:查询}和{key:键}，每个{position:距离}只有一个得分；波纹来自快针。',
      },
      proves: ['curve', 'ripples'],
    },
    moved: {
      say: (f) => ({
        en: `Put ${show(f.shift)} characters in front: all positions change; the score of ${query(f)} and ${key(f)}, ${show(f.back)} apart, does not.`,
        zh: `前面加 ${show(f.shift)} 个字符：位置全变了，相隔 ${show(f.back)} 位的${query(f)}和${key(f)}得分不变。`,
      }),
      proves: ['moved'],
    },
  },
  answer: {
    say: {
      en: 'Turn {query:query} and {key:key} by their positions: only the {position:difference} is left in their product.',
      zh: '{query:查询}和{key:键}各按位置转动，相乘之后，只剩下位置之{position:差}。',
    },
    proves: ['together'],
  },
  words: {
    placesBack: (f) => ({
      en: `${show(f.back)} ${count(f.back.value, 'place', 'places')} back`,
      zh: `往前 ${show(f.back)} 位`,
    }),
    query: (f) => ({ en: `{query:q} of ${query(f)}`, zh: `${query(f)}的 {query:q}` }),
    key: (f) => ({ en: `{key:k} of ${key(f)}`, zh: `${key(f)}的 {key:k}` }),
    length: { en: 'length', zh: '长度' },
    wholeLength: (f) => ({
      en: `all ${show(f.width)} numbers of q: length ${show(f.norm)} at every m`,
      zh: `q 的全部 ${show(f.width)} 个数：不论 m，长度总是 ${show(f.norm)}`,
    }),
    score: { en: 'score', zh: '得分' },
    firstPair: (f) => ({
      en: `pair ${f.pairs.values[0]}, ${f.theta.values[0]} radian per position`,
      zh: `第 ${f.pairs.values[0]} 对，每个位置转 ${f.theta.values[0]} 弧度`,
    }),
    otherPairs: { en: 'the other pairs turn along', zh: '其余各对也一起转' },
    apart: {
      en: 'n − m: how far back the key stands',
      zh: 'n − m：键在前面多远',
    },
    others: { en: 'other pairs', zh: '其余各对' },
  },
});
