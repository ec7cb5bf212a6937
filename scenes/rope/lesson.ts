/** Rotary position embedding on a query and a key of shakespeare-llama. */
import { shakespeareCharacters } from '../../src/engine/tokenizers/shakespeareCharacters';
import { defineLesson, textParam, type Param } from '../../src/lessons/defineLesson';
import { slice } from '../../src/lessons/facts';
import { meetings } from './chooseMeeting';
import { addsUp } from './decimalsThatAdd';
import { ropeFacts, type Placed, type RopeFacts } from './ropeFacts';

const limits = { min: 2, max: 20 };
const line = textParam({ en: 'First Citizen:', zh: 'First Citizen:' }, limits);
const known = new Set(shakespeareCharacters);

const text: Param<string> = {
  ...line,
  schema: line.schema
    .refine((given) => Array.from(given).every((c) => known.has(c)), 'has an unknown character')
    .refine(
      (given) => meetings(Array.from(given)).length > 0,
      'needs two different characters near each other',
    ),
  allowed:
    `${limits.min} to ${limits.max} of the characters of tiny Shakespeare ` +
    `(letters, space and ! $ & ' , - . 3 : ; ?), two different ones near each other`,
};

export const lesson = defineLesson({
  id: 'rope',
  params: { text },
  run: ropeFacts,
  claims: {
    placeless: {
      text: {
        en: 'before turning, q and k are the same wherever the text stands',
        zh: '转动之前，文本站在哪里，q 和 k 都一样',
      },
      holds: (f) => f.moved.value < 1e-6,
    },
    share: {
      text: {
        en: 'the share is the softmax of the scores over √D',
        zh: '注意力权重是得分除以 √D 后的 softmax',
      },
      holds: (f) => {
        const powers = f.asked.values.map((x) => Math.exp(x / Math.sqrt(f.width.value)));
        const shares = powers.map((power) => power / sum(powers));
        return (
          close(shares[f.keyAt.value], f.share.value) &&
          shares.every((share, t) => close((f.shares.values[t] ?? Number.NaN) / 100, share))
        );
      },
    },
    pairsFit: {
      text: { en: 'D numbers make D/2 pairs', zh: 'D 个数分成 D/2 对' },
      holds: (f) => f.pairCount.value * 2 === f.width.value,
    },
    identity: {
      text: { en: 'position 0 turns nothing', zh: '位置 0 不转动' },
      holds: (f) => slice(f.firstTurned, 0).values.every((x, i) => x === f.q.values[i]),
    },
    angle: {
      text: { en: 'the angle is m·θ₀', zh: '转角是 m·θ₀' },
      holds: (f) => {
        const [first, ...rest] = f.firstTurns.rows;
        const direction = (row: { a: number; b: number }) => Math.atan2(row.b, row.a);
        return rest.every((row) =>
          close(
            Math.cos(direction(row) - direction(first ?? row)),
            Math.cos(row.m * (f.theta.values[0] ?? Number.NaN)),
          ),
        );
      },
    },
    length: {
      text: { en: 'turning changes no length', zh: '转动不改变长度' },
      holds: (f) => {
        const kept = f.norms.values.every((x) => close(x, f.norm.value));
        return kept && f.firstTurns.rows.every(({ length }) => close(length, f.reach.values[0]));
      },
    },
    speeds: {
      text: { en: 'θ_i = base^(−2i/D), each hand slower', zh: 'θ_i = base^(−2i/D)，一个比一个慢' },
      holds: (f) =>
        f.theta.values.every((theta, p) => {
          const i = f.pairs.values[p] ?? Number.NaN;
          const slower = p === 0 || theta < (f.theta.values[p - 1] ?? 0);
          const power = f.slower.value ** p;
          return (
            slower &&
            close(theta, f.base.value ** ((-2 * i) / f.width.value)) &&
            close(theta, power)
          );
        }),
    },
    pairsAdd: {
      text: { en: 'the pairs add up to the score', zh: '各对之和就是得分' },
      holds: (f) =>
        close(sum(f.products.values) + f.unseenProducts.value, f.score.value) &&
        close(f.partialSums.values.at(-1), sum(f.products.values)),
    },
    shownAdd: {
      text: { en: 'the numbers shown add up to the score shown', zh: '所示各数之和就是所示得分' },
      holds: (f) => {
        const parts = [...f.products.values, f.unseenProducts.value];
        return (
          f.products.decimals === f.unseenProducts.decimals &&
          addsUp(parts, f.products.decimals, f.score.decimals) &&
          digits(f, sum(parts)) === digits(f, f.score.value)
        );
      },
    },
    alike: {
      text: { en: 'in so many pairs q and k add to the score', zh: '这么多对的乘积为正' },
      holds: (f) => {
        const positive = f.products.values.filter((x) => x > 0).length;
        const unseen = f.pairCount.value - f.shownCount.value;
        return positive <= f.alike.value && f.alike.value <= positive + unseen;
      },
    },
    together: {
      text: { en: 'score(m, n) = score(m + s, n + s)', zh: '同时移动，得分不变' },
      holds: (f) =>
        together(f).length > 1 &&
        together(f).every(
          ({ score }, row) =>
            close(score, f.score.value) &&
            digits(f, score) === digits(f, f.score.value) &&
            close(f.angles.values[row], f.angles.values[0]),
        ),
    },
    alone: {
      text: {
        en: 'at another distance, another angle and another score',
        zh: '距离变，夹角和得分就变',
      },
      holds: (f) =>
        f.rows.rows
          .slice(f.togetherCount.value)
          .every(({ score }) => digits(f, score) !== digits(f, f.score.value)) &&
        f.angles.values
          .slice(f.togetherCount.value)
          .every((angle) => angle.toFixed(2) !== f.angles.values[0]?.toFixed(2)),
    },
    backAndOn: {
      text: {
        en: 'turning back by m and on by n is turning by n − m',
        zh: '倒转 m 再正转 n，就是转 n − m',
      },
      holds: (f) =>
        f.rows.rows.every(({ m, n, apart, score }) => {
          const turnedOnce = f.scores.values[f.distances.values.indexOf(apart)];
          return apart === n - m && close(turnedOnce, score);
        }) &&
        f.turnedBack.values.every((turn, i) => {
          const [query, key] = [f.queryTurns, f.keyTurns].map((turns) =>
            turns.values.at(i - f.turnedBack.values.length),
          );
          return close(turn, (key ?? Number.NaN) - (query ?? Number.NaN));
        }),
    },
    curve: {
      text: { en: 'the curve holds every score shown', zh: '曲线包含所有得分' },
      holds: (f) =>
        f.rows.rows.every(({ apart, score }) =>
          close(f.scores.values[f.distances.values.indexOf(apart)], score),
        ),
    },
    best: {
      text: { en: 'no other place back scores higher', zh: '前面没有别的位置得分更高' },
      holds: (f) => isBest(f, f.scores.values, f.bestBack.value),
    },
    meanBest: {
      text: {
        en: 'on average no other place back scores higher',
        zh: '平均来看，没有别的位置更高',
      },
      holds: (f) => isBest(f, f.means.values, f.meanBestBack.value),
    },
    model: {
      text: { en: "the model's own score is the same", zh: '与模型自己的得分相同' },
      holds: (f) => close(f.textScore.value, f.score.value),
    },
    moved: {
      text: { en: 'the text moved, the score did not', zh: '文本移位，得分不变' },
      holds: (f) => close(f.textScore.value, f.movedScore.value),
    },
  },
});

const together = (f: RopeFacts): readonly Placed[] => f.rows.rows.slice(0, f.togetherCount.value);
const digits = (f: RopeFacts, score: number) => score.toFixed(f.score.decimals);
const isBest = (f: RopeFacts, scores: readonly number[], back: number) =>
  f.distances.values.every(
    (n, i) => n === 0 || (scores[i] ?? 0) <= (scores[f.distances.values.indexOf(-back)] ?? 0),
  );
const sum = (values: readonly number[]) => values.reduce((total, x) => total + x, 0);
const close = (a: number | undefined, b: number | undefined) =>
  Math.abs((a ?? Number.NaN) - (b ?? Number.NaN)) <= 1e-5 * Math.max(1, Math.abs(b ?? 0));
