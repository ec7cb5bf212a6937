// The looks of a head, counted again text by text, without padding and without numberWords.
import { expect, test } from 'vitest';
import { encode } from '../../src/engine/models/encoderDecoder/encode';
import { Recorder } from '../../src/engine/trace/Recorder';
import { numberTranslator } from '../../src/lessons/models';
import { isUnit, unitLooks } from './unitLooks';

const model = await numberTranslator();
/** Of 342, 40 and 207; 40 in English has one word, and in Chinese no choice. */
const texts = ['three hundred forty two', '三百四十二', 'forty', '四十', 'two hundred seven'];
const chinese207 = ['二百零七', '两百零七'];

test('digit words that look most at a unit', () => {
  const counted = [0, 1].map(() => ({ hits: 0, chance: 0, asked: 0 }));
  for (const text of [...texts, ...chinese207]) {
    const ids = [...model.tokenizer.encode(text), model.tokenizer.specials.end];
    const words = ids.slice(0, -1).map((id) => model.tokenizer.token(id));
    const trace = new Recorder();
    encode(model, [ids], {}, trace);
    counted.forEach((count, head) => {
      words.forEach((word, t) => {
        const others = words.flatMap((other, s) => (s === t ? [] : [{ other, s }]));
        const units = others.filter(({ other }) => isUnit(other)).length;
        if (isUnit(word) || units === 0 || units === others.length) return;
        const share = (s: number) => trace.get('block.0.attention_weights').at(0, head, t, s);
        const [most] = others.toSorted((a, b) => share(b.s) - share(a.s));
        count.asked++;
        count.hits += isUnit(most?.other) ? 1 : 0;
        count.chance += units / others.length;
      });
    });
  }
  const looks = unitLooks(model, 0, [342, 40, 207]);
  expect(looks).toHaveLength(model.config.nhead);
  for (const { head, share, chance } of looks) {
    const { hits, asked, chance: blind } = counted[head] ?? { hits: NaN, asked: NaN, chance: NaN };
    expect(share).toBeCloseTo(hits / asked, 9);
    expect(chance).toBeCloseTo(blind / asked, 9);
  }
  expect(looks[0]?.share).toBeGreaterThanOrEqual(looks[1]?.share ?? NaN);
});
