import { expect, it } from 'vitest';
import { Rng } from '../../random/Rng';
import { flat } from '../../tensor/flat';
import { filled } from '../../tensor/tensorFrom';
import type { Model } from '../Model';
import { encoderDecoder } from './encoderDecoder';
import { numberTranslator, type EncoderDecoderConfig } from './EncoderDecoderConfig';
import { initialEncoderDecoder } from './initialEncoderDecoder';
import { translate } from './translate';

const config = {
  ...numberTranslator,
  ...{ d_model: 16, nhead: 4, dim_feedforward: 32, pad_token_id: 0 },
  ...{ source_vocab_size: 64, target_vocab_size: 16 },
};
const [start, end] = [1, 2];
const settings = { start, end, maxLength: 8 };
const models = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) =>
  initialEncoderDecoder({ ...config, norm_first: seed > 'c' }, new Rng(seed)),
);
const sources = [
  [5, 9, 12, 31, 2],
  [7, 2, 0, 0, 0],
  [40, 41, 2, 0, 0],
];

it('says with its cache what the whole model says without', () => {
  const said = models.map((model) => translate(model, sources, settings));
  expect(said).toEqual(models.map((model) => sources.map((source) => step(model, source))));
  expect(new Set(said.flat().map(String)).size).toBeGreaterThan(6); // they do say different things
});

it('says of a text in a batch what it says of it alone', () => {
  for (const model of models) {
    const alone = sources.map((source) => translate(model, [source.filter((id) => id !== 0)], settings)[0]); // prettier-ignore
    expect(translate(model, sources, settings)).toEqual(alone);
  }
});

it('ends where the model ends, or at the length that is given', () => {
  const said = models.flatMap((model) => translate(model, sources, { ...settings, maxLength: 3 }));
  for (const ids of said) {
    expect(ids.length).toBeLessThanOrEqual(3);
    expect(ids).not.toContain(end);
    expect(ids).not.toContain(0);
  }
  const [model] = models as [Model<EncoderDecoderConfig>];
  expect(translate(model, sources, { ...settings, maxLength: 0 })).toEqual([[], [], []]);
});

it('explains wrong input', () => {
  const [model] = models as [Model<EncoderDecoderConfig>];
  expect(() => translate(model, [[64]], settings)).toThrow(/from 0 to 63/);
  expect(() => translate(model, [[3]], { ...settings, start: 99 })).toThrow(/99/);
  expect(() => translate(model, [[0, 0]], settings)).toThrow(/hides every key/);
  const broken = { ...model.params, 'generator.bias': filled([16], NaN) };
  expect(() => translate({ config, params: broken }, sources, settings)).toThrow(
    /finite[\s\S]*NaN/,
  );
  const both = { source: [[3]], target: [[1], [1]] };
  expect(() => encoderDecoder(model, both)).toThrow(/1 sources, 2 targets/);
});

/** Greedy decoding with nothing kept: the whole model again for every token. */
function step(model: Model<EncoderDecoderConfig>, source: readonly number[]): number[] {
  const said: number[] = [];
  while (said.length < settings.maxLength) {
    const logits = encoderDecoder(model, { source: [source], target: [[start, ...said]] });
    const row = [...flat(logits)].slice(-config.target_vocab_size);
    const next = row.indexOf(Math.max(...row.slice(1)));
    if (next === end) break;
    said.push(next);
  }
  return said;
}
