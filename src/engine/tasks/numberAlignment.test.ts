import { expect, it } from 'vitest';
import {
  numberTranslator,
  type EncoderDecoderConfig,
} from '../models/encoderDecoder/EncoderDecoderConfig';
import { initialEncoderDecoder } from '../models/encoderDecoder/initialEncoderDecoder';
import type { Model } from '../models/Model';
import { Rng } from '../random/Rng';
import { filled } from '../tensor/tensorFrom';
import { tensorFrom } from '../tensor/tensorFrom';
import { numberAlignment } from './numberAlignment';
import { mistaken, numberExactMatch } from './numberExactMatch';
import { numberWords } from './numberWords';

const config = { ...numberTranslator, target_vocab_size: 13, pad_token_id: 0 };
const model = initialEncoderDecoder(config, new Rng(7));
const examples = [
  { number: 342, words: numberWords(342, 'english') }, // 4 words and ‹end›; 3 digits, each with its word
  { number: 100, words: numberWords(100, 'chinese') }, // 一 百 ‹end›; 1 digit has a word
];

/** Queries of 0: every score is 0, and the weights are even. */
function evenly({ config, params }: Model<EncoderDecoderConfig>): Model<EncoderDecoderConfig> {
  const { d_model: C } = config;
  const zero = Object.keys(params).filter((name) => name.includes('multihead_attn.in_proj'));
  const silent = zero.map((name) => [name, filled(name.endsWith('weight') ? [3 * C, C] : [3 * C], 0)]); // prettier-ignore
  return { config, params: { ...params, ...(Object.fromEntries(silent) as typeof params) } };
}

it('scores even weights as one in so many, padding left out', () => {
  const found = numberAlignment(evenly(model), examples);
  expect(found).toHaveLength(config.num_decoder_layers * config.nhead);
  for (const { mass, largest } of found) {
    expect(mass).toBeCloseTo((3 * (1 / 5) + 1 / 3) / 4, 6);
    expect(largest).toBe(0);
  }
});

it('puts the best head first', () => {
  const masses = numberAlignment(model, examples).map(({ mass }) => mass);
  expect(masses).toEqual([...masses].sort((a, b) => b - a));
  expect(masses[0]).toBeGreaterThan(masses.at(-1) ?? 1);
});

it('counts as right only what is written right to its end', () => {
  const preferring = (...digits: readonly number[]) => {
    const bias = Array.from({ length: 13 }, (_, id) => (digits.includes(id - 3) ? 100 : 0));
    const params = { ...model.params, 'generator.bias': tensorFrom(bias) };
    return { config, params };
  };
  const fives = [5555, 55555].map((number) => ({ number, words: numberWords(5, 'english') }));
  expect(mistaken(preferring(5), fives).map(({ said }) => said)).toEqual(['55555']);
  expect(numberExactMatch(preferring(5), fives)).toBe(0.5);
  expect(numberExactMatch(preferring(6), fives)).toBe(0);
});
