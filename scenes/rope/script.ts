import { extentOf, percent, show } from '../../src/film/show';
import { defineScript } from '../../src/film/script';
import { lesson } from './lesson';
import type { RopeFacts } from './ropeFacts';

const query = (f: RopeFacts) => `“${f.query.values[0]}”`;
const key = (f: RopeFacts) => `“${f.key.values[0]}”`;
/** Whether the key stands where it scores highest. */
const stands = (f: RopeFacts) => f.bestBack.value === f.back.value;
const count = (n: number, one: string, many: string) => (n === 1 ? one : many);

/** Said where not all pairs are shown. */
const some = (f: RopeFacts) => {
  const [shown, all] = [show(f.shownCount), show(f.pairCount)];
  if (shown === all) return { en: '', zh: '' };
  return { en: `, ${shown} of ${all} pairs`, zh: `，${all} 对中的 ${shown} 对` };
};

export const script = defineScript(lesson, {
  title: { en: 'RoPE', zh: 'RoPE' },
  question: { en: 'How can a rotation tell distance?', zh: '旋转如何表示距离？' },
  setting: (f) => ({
    en: `RoPE in shakespeare-llama · layer ${show(f.layer)}, head ${show(f.head)}`,
    zh: `shakespeare-llama 里的 RoPE · 第 ${show(f.layer)} 层，第 ${show(f.head)} 个头`,
  }),
  beats: {
    hook: {
      say: (f) => ({
        en: `${query(f)} asks with a {query:query}; ${key(f)}, ${show(f.back)} back, answers with a {key:key} and gets ${percent(f.share)} of the attention.`,
        zh: `${query(f)}用{query:查询}提问，往前 ${show(f.back)} 位的${key(f)}用{key:键}应答，得到 ${percent(f.share)} 的注意力。`,
      }),
      proves: ['share'],
    },
    query: {
      say: (f) => ({
        en: `But the {query:query} of ${query(f)}, D = ${show(f.width)} numbers, is the same wherever ${query(f)} stands.`,
        zh: `但${query(f)}的{query:查询}（D = ${show(f.width)} 个数）在哪个位置都一样。`,
      }),
      proves: ['placeless'],
    },
    pairs: {
      say: {
        en: 'So take the numbers two by two: each pair is an arrow in the plane.',
        zh: '于是把这些数两两分组：每一对就是平面上的一个箭头。',
      },
      proves: ['pairsFit'],
    },
    turn: {
      say: (f) => ({
        en: `At position {query:m} the arrow is turned by {query:m}·θ₀, θ₀ = ${f.theta.values[0]} radian; at m = ${f.firstTurns.rows[0]?.m} it stays.`,
        zh: `在位置 {query:m}，箭头转过 {query:m}·θ₀（θ₀ = ${f.theta.values[0]} 弧度）；m = ${f.firstTurns.rows[0]?.m} 时不转。`,
      }),
      proves: ['identity', 'angle'],
    },
    length: {
      say: {
        en: 'A turn changes no length: the place is written in, and nothing of q is lost.',
        zh: '转动不改变长度：位置信息写进去了，q 的长度丝毫未变。',
      },
      proves: ['length'],
    },
    hands: {
      say: (f) => ({
        en: `Each pair turns at its own speed, like hands of a clock: here from m = ${f.firstTurns.rows[0]?.m} to m = ${show(f.clock)}.`,
        zh: `各对转速不同，就像钟表的几根指针；这里 m 从 ${f.firstTurns.rows[0]?.m} 增加到 ${show(f.clock)}。`,
      }),
    },
    speeds: {
      say: (f) => ({
        en: `The first hand is fast, each next one here turns ${show(f.slower)} times as fast; the last hardly moves.`,
        zh: `第一根指针最快，这里往后每一根的转速都是前一根的 ${show(f.slower)} 倍，最后一根几乎不动。`,
      }),
      proves: ['speeds'],
    },
    key: {
      say: (f) => ({
        en: `The {key:key} of ${key(f)} is turned too, by its own position: here n = ${show(f.keyAt)}, the query at m = ${show(f.queryAt)}.`,
        zh: `${key(f)}的{key:键}也按自己的位置转动：键在 n = ${show(f.keyAt)}，查询在 m = ${show(f.queryAt)}。`,
      }),
    },
    score: {
      say: (f) => ({
        en: `The score: multiply {query:query} by {key:key} in each pair, add up. Turned like this, ${show(f.alike)} of ${show(f.pairCount)} pairs point alike.`,
        zh: `得分：每一对中{query:查询}与{key:键}做点积，再全部相加。转到这里，${show(f.pairCount)} 对中有 ${show(f.alike)} 对方向相近。`,
      }),
      proves: ['pairsAdd', 'shownAdd', 'alike', 'share'],
    },
    slide: {
      say: {
        en: 'Move both on by the same steps: the {position:angle between} stays, and so does the score, digit for digit.',
        zh: '两者一起后移同样的步数：{position:夹角}不变，得分也分毫不差。',
      },
      proves: ['together', 'model'],
    },
    apart: {
      say: {
        en: 'Move only the {query:query}: the {position:angle} changes, and so does the score. It tells {position:distance}.',
        zh: '只移动{query:查询}：{position:夹角}变了，得分也随之改变。得分反映的是{position:距离}。',
      },
      proves: ['alone'],
    },
    difference: {
      say: {
        en: 'Why? Turn both back by {query:m}: the angle stays, {query:q} is as it was, only {key:k} is turned, by {position:n − m}.',
        zh: '为什么？两者都倒转 {query:m}：夹角不变，{query:q} 复原，只有 {key:k} 转了 {position:n − m}。',
      },
      proves: ['backAndOn'],
    },
    curve: {
      say: (f) => ({
        en: `For this {query:query} and {key:key}, each {position:distance} has one score; the highest is ${show(f.bestBack)} back${stands(f) ? `, just where ${key(f)} stands` : ''}.`,
        zh: `对这个{query:查询}和这个{key:键}，每个{position:距离}各有一个得分，往前 ${show(f.bestBack)} 位处最高${stands(f) ? `，${key(f)}正好就在那里` : ''}。`,
      }),
      proves: ['curve', 'best'],
    },
    learned: {
      say: (f) => ({
        en: `The mean over all {query:queries} and {key:keys} of this text is highest ${show(f.meanBestBack)} back: on the whole, the head looks there.`,
        zh: `把这段文本的所有{query:查询}和{key:键}平均起来，往前 ${show(f.meanBestBack)} 位处得分最高：总体上，这个头往那里看。`,
      }),
      proves: ['meanBest'],
    },
    moved: {
      say: (f) => ({
        en: `Put ${show(f.shift)} characters in front: all positions change; the score of ${query(f)} and ${key(f)}, ${show(f.back)} apart, does not.`,
        zh: `前面加 ${show(f.shift)} 个字符：位置全变了，${query(f)}与${key(f)}仍相隔 ${show(f.back)} 位，得分不变。`,
      }),
      proves: ['moved'],
    },
  },
  answer: {
    say: {
      en: 'Turn {query:query} and {key:key} by their positions: only the {position:difference} is left in their product.',
      zh: '{query:查询}和{key:键}各按自身位置转动，点积里就只剩下位置之{position:差}。',
    },
    proves: ['together'],
  },
  words: {
    placesBack: (f) => ({
      en: `${show(f.back)} ${count(f.back.value, 'place', 'places')} back`,
      zh: `往前 ${show(f.back)} 位`,
    }),
    query: (f) => ({
      en: `{query:q} of ${query(f)}${some(f).en}`,
      zh: `${query(f)}的 {query:q}${some(f).zh}`,
    }),
    key: (f) => ({
      en: `{key:k} of ${key(f)}${some(f).en}`,
      zh: `${key(f)}的 {key:k}${some(f).zh}`,
    }),
    mean: { en: 'mean', zh: '平均' },
    length: { en: 'length', zh: '长度' },
    wholeLength: (f) => ({
      en: `all ${show(f.width)} numbers of q: length ${show(f.norm)} at every m`,
      zh: `q 的全部 ${show(f.width)} 个数：无论 m 取何值，长度都是 ${show(f.norm)}`,
    }),
    score: { en: 'score', zh: '得分' },
    firstPair: (f) => ({
      en: `pair ${f.pairs.values[0]}, ${f.theta.values[0]} radian per position`,
      zh: `第 ${f.pairs.values[0]} 对，每移一位转 ${f.theta.values[0]} 弧度`,
    }),
    otherPairs: { en: 'the other pairs turn along', zh: '其余各对同步转动' },
    apart: {
      en: 'n − m: how far back the key stands',
      zh: 'n − m：键在查询前面多远',
    },
    backAndOn: {
      en: 'back by {query:m}, then on by {key:n}',
      zh: '先倒转 {query:m}，再正转 {key:n}',
    },
    others: { en: 'other pairs', zh: '其余各对' },
    attention: (f) => ({
      en: `attention of ${query(f)}, in %`,
      zh: `${query(f)}的注意力（%）`,
    }),
    softmax: (f) => ({
      en: `divide by √D, softmax over ${extentOf(f.asked, 'S')} characters → {text:${percent(f.share)}}`,
      zh: `除以 √D，对 ${extentOf(f.asked, 'S')} 个字符做 softmax → {text:${percent(f.share)}}`,
    }),
  },
});
