/** Neurons that fire on what they were written for, found among random ones. */
import { describe, expect, it } from 'vitest';
import { numberTranslator } from '../../src/engine/models/encoderDecoder/EncoderDecoderConfig';
import { initialEncoderDecoder } from '../../src/engine/models/encoderDecoder/initialEncoderDecoder';
import { activations } from '../../src/engine/questions/activations';
import { neuronFirings } from '../../src/engine/questions/neuronFirings';
import { neuronSelectivity } from '../../src/engine/questions/neuronSelectivity';
import { observeNeurons, type Observation } from '../../src/engine/questions/observeNeurons';
import { characterClasses, oneByOne, type TokenClass } from '../../src/engine/questions/TokenClass';
import { Rng } from '../../src/engine/random/Rng';
import { plantedGpt2, plantedLlama, plantedMamba } from './plantedModels';

const gpt = plantedGpt2();
const letters = [...'abcdef'];
const show = (id: number) => letters[id] ?? `‹${id}›`;
const rng = new Rng('texts');
const texts = Array.from({ length: 40 }, () => Array.from({ length: 6 }, () => rng.integer(0, 6)));
const [observed] = observeNeurons(gpt, texts, { show });

/** One neuron with these values on these tokens. */
const single = (tokens: string, values: readonly number[]): Observation => ({
  rows: [[...tokens]],
  tokens: values.length,
  layers: [{ name: 'only', neurons: [Float32Array.from(values)] }],
});

describe('observeNeurons', () => {
  it('gives the value of each neuron at each token, row after row', () => {
    expect(observed?.rows).toEqual(texts.map((row) => row.map(show)));
    expect(observed?.layers.map(({ name }) => name)).toEqual([0, 1].map((l) => `block.${l}.ffn_activation`)); // prettier-ignore
    for (const b of [0, 15, 16, 39]) {
      const alone = activations(gpt, [texts[b] ?? []], 'block.*.ffn_activation');
      for (const { name, neurons } of observed?.layers ?? []) {
        neurons.forEach((values, f) => {
          for (let t = 0; t < 6; t++) expect(values[b * 6 + t]).toBe(alone.get(name).at(0, t, f));
        });
      }
    }
  });

  it('observes both halves of an encoder–decoder, without padding', () => {
    const config = { ...numberTranslator, dim_feedforward: 3, pad_token_id: 0 };
    const translator = initialEncoderDecoder(config, new Rng(1));
    const input = { source: [[5, 0, 0], [6, 7, 8]], target: [[1, 2], [1, 0]] }; // prettier-ignore
    const [encoder, decoder, ...rest] = observeNeurons(translator, input, { show: String });
    expect(rest).toEqual([]);
    expect([encoder?.rows, decoder?.rows]).toEqual([[['5'], ['6', '7', '8']], [['1', '2'], ['1']]]); // prettier-ignore
    expect([encoder?.tokens, decoder?.tokens]).toEqual([4, 3]);
    const found = activations(translator, input);
    expect(decoder?.layers[1]?.name).toBe('decoder.block.1.ffn_activation');
    expect(Array.from(decoder?.layers[1]?.neurons[2] ?? [])).toEqual(
      [[0, 0], [0, 1], [1, 0]].map(([b = 0, t = 0]) => found.get('decoder.block.1.ffn_activation').at(b, t, 2)), // prettier-ignore
    );
    expect(Array.from(encoder?.layers[0]?.neurons[0] ?? [])).toEqual(
      [[0, 0], [1, 0], [1, 1], [1, 2]].map(([b = 0, t = 0]) => found.get('encoder.block.0.ffn_activation').at(b, t, 0)), // prettier-ignore
    );
  });

  it('takes another name that all layers have', () => {
    const [gates] = observeNeurons(plantedLlama(), [[0, 1]], { show, activation: 'ffn_gate_activation' }); // prettier-ignore
    expect(gates?.layers[0]?.neurons).toHaveLength(8);
    const [deltas] = observeNeurons(plantedMamba(), [[0, 1]], { show, activation: 'delta' });
    expect(deltas?.layers[0]?.neurons).toHaveLength(2);
    expect(() => observeNeurons(plantedMamba(), [[0, 1]], { show })).toThrow(/ffn_activation/);
  });
});

describe('neuronSelectivity', () => {
  it('finds the planted neuron, and what it fires on', () => {
    const [best, ...others] = neuronSelectivity(observed ?? single('', []), oneByOne(observed?.rows ?? [])); // prettier-ignore
    expect(best).toMatchObject({ layer: 'block.1.ffn_activation', neuron: 5, fires: 'c' });
    expect(best?.selectivity).toBe(1);
    expect(best?.share).toBeCloseTo(texts.flat().filter((id) => id === 2).length / 240, 10);
    expect(best?.inside).toBeGreaterThan(1);
    expect(best?.outside).toBe(0);
    expect(others).toHaveLength(15);
    const rivals = others.filter((one) => one.layer === best?.layer); // written too: they ask for positions
    for (const { selectivity } of rivals) expect(selectivity).toBeLessThan(0.5);
  });

  const isA: TokenClass = { name: 'a', has: (row, t) => row[t] === 'a' };
  const isB: TokenClass = { name: 'b', has: (row, t) => row[t] === 'b' };
  it.each<[string, string, number[], number]>([
    ['above all others', 'aabbbb', [3, 2, 1, 0, 0, 1], 1],
    ['the same everywhere', 'aabbbb', [1, 1, 1, 1, 1, 1], 0],
    ['second among others', 'abb', [2, 3, 1], (1 / 2 - 1 / 3) / (2 / 3)],
  ])('of a neuron %s is known by hand', (_, tokens, values, expected) => {
    const [found] = neuronSelectivity(single(tokens, values), [isA], { atLeast: 1 });
    expect(found?.selectivity).toBeCloseTo(expected, 12);
  });

  it('keeps for each neuron the class that it tells best, not the one with most precision', () => {
    const often = single('aaaaaaaab', [1, 1, 1, 1, 1, 1, 1, 1, 3]);
    const [found] = neuronSelectivity(often, [isA, isB], { atLeast: 1 });
    expect(found).toMatchObject({ fires: 'b', selectivity: 1, inside: 3, outside: 1 });
    const unsure = single('aaaaaaaabb', [2, 2, 2, 2, 2, 2, 2, 2, 2, 2.5]);
    const [other] = neuronSelectivity(unsure, [isA, isB], { atLeast: 1 });
    expect(other?.fires).toBe('b'); // its precision for a is higher: 0.8 of all are a
  });

  it('passes over classes that are too small, or too large, to tell from luck', () => {
    const rare = single('abbbbb', [9, 0, 0, 0, 0, 0]);
    expect(neuronSelectivity(rare, [isA], { atLeast: 2 })).toEqual([]);
    expect(neuronSelectivity(rare, [isB], { atLeast: 2 })).toEqual([]);
    expect(neuronSelectivity(rare, [isA], { atLeast: 1 })).toHaveLength(1);
  });
});

describe('neuronFirings', () => {
  it('gives means by token and the places where it fires most, with what came before', () => {
    const seen: Observation = {
      rows: [[...'abca'], [...'cb']],
      tokens: 6,
      layers: [{ name: 'only', neurons: [Float32Array.of(0, 1, 5, 2, 7, 3)] }],
    };
    const settings = { layer: 'only', neuron: 0, places: 2, before: 1 };
    const { byToken, strongest } = neuronFirings(seen, settings);
    expect(byToken).toEqual([
      { token: 'c', count: 2, mean: 6 },
      { token: 'b', count: 2, mean: 2 },
      { token: 'a', count: 2, mean: 1 },
    ]);
    expect(strongest).toEqual([
      { row: 1, t: 0, value: 7, before: [], token: 'c' },
      { row: 0, t: 2, value: 5, before: ['b'], token: 'c' },
    ]);
    expect(() => neuronFirings(seen, { ...settings, neuron: 1 })).toThrow(/only 0–0[\s\S]*only 1/);
    expect(() => neuronFirings(seen, { ...settings, layer: 'block.0' })).toThrow(/block.0 0/);
  });
});

describe('characterClasses', () => {
  it.each([
    ['capital', 'Ab C', [0, 3]],
    ['lower-case vowel', 'Aeb', [1]],
    ['lower-case consonant', 'by?z', [0, 1, 3]],
    ['mark', "a,b'!", [1, 3, 4]],
    ['end of a sentence', 'a,b.!', [3, 4]],
    ['white space', 'a b\n', [1, 3]],
    ['after a new line', '\na\n\n', [1, 3]],
    ['after a space', ' a b', [1, 3]],
    ['after a vowel', 'Ibex', [1, 3]],
    ['after a consonant', 'Ibex', [2]],
    ['after a mark', ':a-b', [1, 3]],
    ['after a capital', 'Ab', [1]],
  ])('%s', (name, text, places) => {
    const found = characterClasses.find((one) => one.name === name);
    expect([...text].flatMap((_, t) => (found?.has([...text], t) ? [t] : []))).toEqual(places);
  });

  it('are all tested', () => expect(characterClasses).toHaveLength(12));
});
