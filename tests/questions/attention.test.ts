/** Patterns and the best aligned head, of models whose heads were written by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberTranslator } from '../../src/engine/models/encoderDecoder/EncoderDecoderConfig';
import { encoderDecoder } from '../../src/engine/models/encoderDecoder/encoderDecoder';
import { initialEncoderDecoder } from '../../src/engine/models/encoderDecoder/initialEncoderDecoder';
import { attentionPattern, attentionPatterns } from '../../src/engine/questions/attentionPatterns';
import { headAlignment, type Look } from '../../src/engine/questions/headAlignment';
import type { AnyModel, ModelInput } from '../../src/engine/questions/runModel';
import { Rng } from '../../src/engine/random/Rng';
import type { Tensor } from '../../src/engine/tensor/Tensor';
import { Recorder } from '../../src/engine/trace/Recorder';
import { plantedGpt2, plantedLlama, plantedMamba } from './plantedModels';

const gpt = plantedGpt2();
const llama = plantedLlama();
const translator = initialEncoderDecoder({ ...numberTranslator, nhead: 2, num_encoder_layers: 3, pad_token_id: 0 }, new Rng(3)); // prettier-ignore
const translation = { source: [[5, 6, 7, 8], [9, 10, 0, 0]], target: [[1, 2, 3], [1, 4, 0]] }; // prettier-ignore

const rowsOf = (pattern: Tensor) => pattern.toNested() as number[][];
const favourites = (pattern: Tensor) => rowsOf(pattern).map((row) => row.indexOf(Math.max(...row)));

describe('attentionPattern', () => {
  it('finds the head that looks at the position before', () => {
    const before = attentionPattern(gpt, [[0, 1, 2, 3, 4, 5]], { layer: 0, head: 1 });
    expect(before.shape).toEqual([6, 6]);
    expect(favourites(before)).toEqual([0, 0, 1, 2, 3, 4]);
    for (let t = 1; t < 6; t++) expect(before.at(t, t - 1)).toBeGreaterThan(0.99);
    const own = attentionPattern(gpt, [[0, 1, 2, 3, 4, 5]], { layer: 0, head: 0 });
    expect(favourites(own)).toEqual([0, 1, 2, 3, 4, 5]);
    const random = attentionPattern(gpt, [[0, 1, 2, 3, 4, 5]], { layer: 1, head: 1 });
    expect(random.at(5, 4)).toBeLessThan(0.5);
  });

  it('knows the text that is asked for', () => {
    const rows = [[2, 2, 2], [0, 1, 2]]; // prettier-ignore
    const head = { layer: 1, head: 0 };
    const second = rowsOf(attentionPattern(gpt, rows, { ...head, row: 1 }));
    expect(second).toEqual(rowsOf(attentionPattern(gpt, [[0, 1, 2]], head)));
    expect(second).not.toEqual(rowsOf(attentionPattern(gpt, rows, { ...head, row: 0 })));
  });

  it('tells query heads apart that share their keys', () => {
    const ids = [[3, 1, 2, 0, 2]];
    const same = attentionPattern(llama, ids, { layer: 0, head: 0 });
    expect(favourites(same)).toEqual([0, 1, 2, 3, 2]);
    expect([same.at(4, 2), same.at(4, 4)].map((weight) => weight.toFixed(2))).toEqual(['0.50', '0.50']); // prettier-ignore
    const below = attentionPattern(llama, ids, { layer: 0, head: 1 });
    expect(below.at(2, 1)).toBeGreaterThan(0.99);
    expect(below.at(4, 1)).toBeGreaterThan(0.99);
  });

  it.each(['encoder', 'decoder', 'cross'] as const)('reads %s attention from the trace', (kind) => {
    const trace = new Recorder();
    encoderDecoder(translator, translation, {}, trace);
    const names = {
      encoder: 'encoder.block.1.attention_weights',
      decoder: 'decoder.block.1.attention_weights',
      cross: 'decoder.block.1.cross_attention_weights',
    };
    for (const row of [0, 1]) {
      const choice = { attention: kind, layer: 1, head: 1, row };
      const pattern = attentionPattern(translator, translation, choice);
      expect(rowsOf(pattern)).toEqual(rowsOf(trace.get(names[kind]).part(row, 1)));
    }
  });

  it('explains what is not there', () => {
    const ids = [[0, 1]];
    const ask = (choice: Parameters<typeof attentionPattern>[2]) => () =>
      attentionPattern(gpt, ids, choice);
    expect(ask({ layer: 2, head: 0 })).toThrow(/layer of self attention[\s\S]*0 to 1[\s\S]*got +2/);
    expect(ask({ layer: 0, head: -1 })).toThrow(/head of self[\s\S]*0 to 1/);
    expect(ask({ layer: 0, head: 0, row: 1 })).toThrow(/row of self[\s\S]*0 to 0/);
    expect(ask({ attention: 'cross', layer: 0, head: 0 })).toThrow(/'self'[\s\S]*'cross'/);
    expect(() => attentionPattern(translator, translation, { layer: 0, head: 0 })).toThrow(
      /'encoder', 'decoder', 'cross'[\s\S]*none chosen/,
    );
    const outside = { attention: 'cross', layer: 2, head: 0 } as const; // the encoder has three layers, the decoder two
    expect(() => attentionPattern(translator, translation, outside)).toThrow(/0 to 1/);
    expect(() => attentionPattern(plantedMamba(), ids, { layer: 0, head: 0 })).toThrow(
      /mamba[\s\S]*gate Δ/,
    );
    expect(() => attentionPattern(gpt, translation, { layer: 0, head: 0 })).toThrow(/rows of ids/);
    expect(() => attentionPattern(translator, ids, { attention: 'cross', layer: 0, head: 0 })).toThrow(/\{ source, target \}/); // prettier-ignore
  });
});

describe('attentionPatterns', () => {
  it('gives every head of every kind, the one that is asked for among them', () => {
    const all = attentionPatterns(translator, translation, 1);
    const places = all.map(({ attention, layer, head }) => `${attention} ${layer}.${head}`);
    const kinds = [['encoder', 3], ['decoder', 2], ['cross', 2]] as const; // prettier-ignore
    expect(places).toEqual(kinds.flatMap(([kind, L]) => Array.from({ length: 2 * L }, (_, i) => `${kind} ${Math.floor(i / 2)}.${i % 2}`))); // prettier-ignore
    for (const { pattern, ...place } of all) {
      const alone = attentionPattern(translator, translation, { ...place, row: 1 });
      expect(rowsOf(pattern)).toEqual(rowsOf(alone));
      for (const row of rowsOf(pattern)) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    }
  });
});

describe('headAlignment', () => {
  const ids = [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0]]; // prettier-ignore
  const looks = (shift: number): Look[] =>
    [0, 1].flatMap((row) => [1, 2, 3, 4, 5].map((t) => ({ row, t, s: [t - shift] })));

  it.each([
    [0, 0],
    [1, 1],
  ])('finds the head that looks %d back', (shift, head) => {
    const [best, ...others] = headAlignment(gpt, ids, looks(shift));
    expect(best).toMatchObject({ attention: 'self', layer: 0, head, largest: 1 });
    expect(best?.mass).toBeGreaterThan(0.99);
    expect(others).toHaveLength(3);
    for (const other of others) expect(other.mass).toBeLessThan(0.6);
  });

  it('counts what is looked at besides', () => {
    const none = headAlignment(gpt, ids, [{ row: 0, t: 5, s: [0] }]);
    const planted = none.filter(({ layer }) => layer === 0);
    for (const { mass, largest } of planted) expect([mass < 0.01, largest]).toEqual([true, 0]);
    const half = headAlignment(gpt, ids, [{ row: 0, t: 5, s: [0] }, { row: 1, t: 5, s: [4] }]); // prettier-ignore
    const before = half.find(({ layer, head }) => layer === 0 && head === 1);
    expect(before?.mass).toBeCloseTo(0.5, 2);
    expect(before?.largest).toBe(0.5);
  });

  it('does not take a tie for the largest', () => {
    const asked = (s: number[]) => headAlignment(llama, [[3, 1, 2, 0, 2]], [{ row: 0, t: 4, s }]);
    const own = (s: number[]) => asked(s).find(({ head }) => head === 0);
    expect(own([2])?.mass).toBeCloseTo(0.5, 3);
    expect([own([2])?.largest, own([4])?.largest, own([2, 4])?.largest]).toEqual([0, 0, 1]);
  });

  const place = fc.record({ row: fc.nat(1), t: fc.nat(2), s: fc.uniqueArray(fc.nat(3), { minLength: 1 }) }); // prettier-ignore
  it('is a share: of a set of keys and of its complement they add up to 1', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), (some) => {
        const rest = some.map(({ s, ...look }) => {
          return { ...look, s: [0, 1, 2, 3].filter((key) => !s.includes(key)) };
        });
        const [given, other] = [some, rest].map((asked) =>
          headAlignment(translator, translation, asked, 'cross'),
        );
        expect(given?.map(({ mass }) => mass)).toEqual(given?.map(({ mass }) => mass).sort((a, b) => b - a)); // prettier-ignore
        for (const { layer, head, mass } of given ?? []) {
          const found = other?.find((one) => one.layer === layer && one.head === head);
          expect(mass + (found?.mass ?? NaN)).toBeCloseTo(1, 5);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('explains a look outside the batch, and no look at all', () => {
    const ask = (model: AnyModel, input: ModelInput, asked: Look[]) => () => headAlignment(model, input, asked); // prettier-ignore
    expect(ask(gpt, ids, [])).toThrow(/at least one look/);
    expect(ask(gpt, ids, [{ row: 2, t: 0, s: [0] }])).toThrow(/row below 2[\s\S]*row 2/);
    expect(ask(gpt, ids, [{ row: 0, t: 0, s: [6] }])).toThrow(/every s below 6/);
  });
});
