/** Rotary position embedding on one query and the two keys of one letter, in shakespeare-llama. */
import { CharacterTokenizer } from '../../src/engine/tokenizers/CharacterTokenizer';
import { shakespeareCharacters } from '../../src/engine/tokenizers/shakespeareCharacters';
import { close, largestChange, sum } from '../../src/lessons/arithmetic';
import { defineLesson } from '../../src/lessons/defineLesson';
import { at, rows, slice } from '../../src/lessons/facts';
import { modelText } from '../../src/lessons/modelText';
import { ropeFacts, type RopeFacts } from './ropeFacts';

const text = modelText(
  { en: 'First Citizen:', zh: 'First Citizen:' },
  {
    tokenizer: new CharacterTokenizer(shakespeareCharacters),
    min: 2,
    max: 20,
    of: 'characters of tiny Shakespeare; where none stands twice, its first letters are set behind it',
  },
);

export const lesson = defineLesson({
  id: 'rope',
  params: { text },
  run: ropeFacts,
  claims: {
    shares: {
      text: {
        en: 'the shares are the softmax of the scores over √D',
        zh: '注意力权重是得分除以 √D 后的 softmax',
      },
      holds: (f) =>
        largestChange(f.shares.values, softmaxOf(f, f.asked.values)) < 1e-5 &&
        close(f.shares.values[f.nearAt.value], f.nearShare.value) &&
        close(f.shares.values[f.farAt.value], f.farShare.value),
    },
    sameKey: {
      text: { en: 'both keys are the same, number for number', zh: '两个键的每个数都相同' },
      holds: (f) => f.k.values.every((x, i) => x === f.otherKey.values[i]),
    },
    blind: {
      text: {
        en: 'unturned, both have one score and one share',
        zh: '不旋转时，两者得分相同，权重也相同',
      },
      holds: (f) =>
        [f.nearAt.value, f.farAt.value].every(
          (t) =>
            close(f.blindAsked.values[t], f.scores.values[0]) &&
            close(f.blindShares.values[t], f.blindShare.value),
        ) && largestChange(f.blindShares.values, softmaxOf(f, f.blindAsked.values)) < 1e-5,
    },
    pairs: {
      text: { en: 'D numbers make D/2 pairs', zh: 'D 个数分成 D/2 对' },
      holds: (f) => f.pairCount.value * 2 === f.width.value && f.q.shape[0] === f.pairCount.value,
    },
    aligned: {
      text: {
        en: 'arrows less than a right angle apart add to the score, others take off',
        zh: '两个箭头夹角小于直角则加分，否则减分',
      },
      holds: (f) =>
        rows(f.angles).every((angles, back) =>
          angles.every(
            (angle, i) => Math.sign(90 - Math.abs(angle)) === Math.sign(at(f.products, back, i)),
          ),
        ),
    },
    cosine: {
      text: {
        en: 'the product of the first pair is length times length times cosine',
        zh: '第一对的点积是两个长度与夹角余弦之积',
      },
      holds: (f) => {
        const [q = 0, k = 0] = f.lengths.values;
        return [0, f.near.value].every((back) =>
          close(q * k * Math.cos((at(f.angles, back, 0) * Math.PI) / 180), at(f.products, back, 0)),
        );
      },
    },
    together: {
      text: { en: 'turned alike, they keep the angle and the score', zh: '同转，夹角与得分都不变' },
      holds: (f) => {
        const [start, ...rest] = f.stands.rows;
        return rest.every(({ apart, angle, score }) => {
          const same = apart === start?.apart ? start : f.stands.rows.at(-1);
          return close(angle, same?.angle) && score.toFixed(2) === same?.score.toFixed(2);
        });
      },
    },
    alone: {
      text: {
        en: 'each place that only q turns takes θ off the angle',
        zh: '只有 q 转的每一位，夹角减少 θ',
      },
      holds: (f) =>
        rows(f.angles).every((angles, back) =>
          angles.every((angle, i) => {
            const turned = at(f.angles, 0, i) - back * (f.speeds.values[i] ?? Number.NaN);
            return Math.abs(Math.sin(((angle - turned) * Math.PI) / 360)) < 1e-6;
          }),
        ),
    },
    difference: {
      text: {
        en: "the model's own scores are those of the difference alone",
        zh: '模型自己的得分只取决于位置之差',
      },
      holds: (f) =>
        [f.near.value, f.far.value].every((back) =>
          close(f.scores.values[back], f.asked.values[f.queryAt.value - back]),
        ),
    },
    round: {
      text: {
        en: 'the first hand comes round to within 20 degrees',
        zh: '第一根指针绕回来，相差不到 20 度',
      },
      holds: (f) => turnedBy(f, 0) < 20,
    },
    slower: {
      text: {
        en: 'in those places the second hand turns by more than a right angle',
        zh: '这几位里，第二根指针转过的超过直角',
      },
      holds: (f) =>
        turnedBy(f, 1) > 90 &&
        f.theta.values.every((theta, i) => i === 0 || theta < (f.theta.values[i - 1] ?? 0)),
    },
    meet: {
      text: {
        en: 'at the near key no hand of the three is farther off than said',
        zh: '在近处的键那里，三根指针的夹角都不超过所说',
      },
      holds: (f) =>
        slice(f.angles, f.near.value).values.every((x) => Math.abs(x) <= f.widest.value),
    },
    allPairs: {
      text: { en: 'all pairs add up to the score', zh: '各对相加就是得分' },
      holds: (f) =>
        rows(f.products).every((products, back) => close(sum(products), f.scores.values[back])),
    },
    peak: {
      text: { en: 'no distance has a higher score', zh: '没有哪个距离得分更高' },
      holds: (f) => f.scores.values[f.best.value] === Math.max(...f.scores.values),
    },
  },
});

function softmaxOf(f: RopeFacts, scores: readonly number[]): number[] {
  const powers = scores.map((x) => Math.exp(x / Math.sqrt(f.width.value)));
  return powers.map((power) => power / sum(powers));
}

/** Degrees between where a hand stands at the near key and where the first comes round. */
function turnedBy(f: RopeFacts, hand: number): number {
  const apart = at(f.angles, f.near.value, hand) - at(f.angles, f.again.value, hand);
  return Math.abs(((apart + 540) % 360) - 180);
}
