/** What the trained translator says with a wire cut, with closed boxes, with a word hidden: numbers that films rest on. */
import { describe, expect, it } from 'vitest';
import type { Interventions } from '../../src/engine/interventions/intervene';
import { put } from '../../src/engine/interventions/put';
import { encoderDecoder } from '../../src/engine/models/encoderDecoder/encoderDecoder';
import { translate } from '../../src/engine/models/encoderDecoder/translate';
import { activations } from '../../src/engine/questions/activations';
import { flat } from '../../src/engine/tensor/flat';
import { numberTranslator } from '../../src/lessons/models';

const model = await numberTranslator();
const { start, end } = model.tokenizer.specials;
const idsOf = (text: string) => [...model.tokenizer.encode(text), end];

function answer(text: string, interventions?: Interventions): string {
  const settings = { start, end, maxLength: 7, ...(interventions && { interventions }) };
  return model.tokenizer.decode(translate(model, [idsOf(text)], settings)[0] ?? []);
}

/** In the encoder's first layer, both heads. */
const cut = (query: number, key: number): Interventions => ({
  'encoder.block.0.attention_scores': put(-Infinity, ({ T, S }) => T === query && S === key),
});
const closed: Interventions = {
  'encoder.block.*.attention_scores': put(-Infinity, ({ T, S }) => T !== S),
};
const hidden = (key: number): Interventions => ({
  'encoder.block.*.attention_scores': put(-Infinity, ({ S, T }) => S === key && T !== key),
});

describe.each([
  ['eight thousand four hundred', '0881'],
  ['八千四百', '8441'],
])('%s', (text, alone) => {
  it('needs what passes between its words', () => {
    expect(answer(text)).toBe('8400');
    expect(answer(text, closed)).toBe(alone);
  });

  it('four that does not hear hundred is written two places later; no other wire of it matters', () => {
    expect([0, 1, 3, 4].map((key) => answer(text, cut(2, key)))).toEqual(['8400', '8400', '8004', '8400']); // prettier-ignore
  });
});

it('hears from ‹end› that nothing follows', () => {
  expect([answer('eight hundred four'), answer('eight hundred four', hidden(3))]).toEqual(['804', '840']); // prettier-ignore
  expect([answer('八千零四'), answer('八千零四', hidden(4))]).toEqual(['8004', '8040']);
});

it('the row of four, cut off from hundred, is nearly that of a bare four', () => {
  const rowOf = (text: string, interventions?: Interventions) => {
    const input = { source: [idsOf(text)], target: [[start]] };
    const found = activations(model, input, 'encoder.block.0.layer_norm_2', interventions);
    return flat(found.get('encoder.block.0.layer_norm_2').part(0, 2));
  };
  const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Math.hypot(...Array.from(a, (x, i) => x - (b[i] as number)));
  const [text, bare] = ['eight thousand four hundred', 'eight thousand four'];
  const lone = rowOf(text, cut(2, 3));
  expect(distance(rowOf(text), lone)).toBeCloseTo(2.59, 2);
  expect(distance(rowOf(bare), lone)).toBeCloseTo(0.19, 2);
  expect(distance(rowOf(bare), rowOf(text))).toBeCloseTo(2.5, 2);
});

it('says with a rule that changes nothing what it says without, to the bit', () => {
  const source = [idsOf('three hundred forty two')];
  const target = [[start, ...model.tokenizer.encode('342')]];
  const input = { source, target };
  const same = activations(model, input, '*', { 'encoder.block.1.attention_scores': (x) => x });
  expect(flat(same.get('logits'))).toEqual(flat(encoderDecoder(model, input)));
});
