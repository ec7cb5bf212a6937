/** Named intermediates of any model, for any text. */
import { describe, expect, it } from 'vitest';
import { numberTranslator } from '../../src/engine/models/encoderDecoder/EncoderDecoderConfig';
import { initialEncoderDecoder } from '../../src/engine/models/encoderDecoder/initialEncoderDecoder';
import { translate } from '../../src/engine/models/encoderDecoder/translate';
import { activations } from '../../src/engine/questions/activations';
import { inputOfText, windowsOfText } from '../../src/engine/questions/inputOfText';
import { runModel, type AnyModel } from '../../src/engine/questions/runModel';
import { Rng } from '../../src/engine/random/Rng';
import { CharacterTokenizer } from '../../src/engine/tokenizers/CharacterTokenizer';
import { numberTokenizer } from '../../src/engine/tokenizers/numberTokenizer';
import { filled } from '../../src/engine/tensor/tensorFrom';
import { Recorder } from '../../src/engine/trace/Recorder';
import { plantedGpt2, plantedLlama, plantedMamba } from './plantedModels';

const letters = new CharacterTokenizer([...'abc']);
const numbers = numberTokenizer();
const vocabularies = { source_vocab_size: numbers.size, target_vocab_size: 13 };
const translator = initialEncoderDecoder({ ...numberTranslator, ...vocabularies }, new Rng(2));
const models: readonly (readonly [string, AnyModel])[] = [
  ['gpt2', plantedGpt2()],
  ['llama', plantedLlama()],
  ['mamba', plantedMamba()],
];

describe('activations', () => {
  it.each([...models, ['encoder-decoder', translator] as const])(
    'are all that the trace of %s names',
    (type, model) => {
      const isTranslator = type === 'encoder-decoder';
      const input = inputOfText(model, isTranslator ? numbers : letters, isTranslator ? 'forty two' : 'abca'); // prettier-ignore
      const trace = new Recorder();
      runModel(model, input, trace);
      const found = activations(model, input);
      expect(found.names).toEqual(trace.names);
      for (const name of trace.names) {
        expect(found.letters(name)).toBe(trace.letters(name));
        expect(found.get(name).toNested()).toEqual(trace.get(name).toNested());
      }
    },
  );

  it('are those of the names that are wanted', () => {
    const gpt = plantedGpt2();
    const names = (wanted: string | string[]) => activations(gpt, [[0, 1]], wanted).names;
    const input = { source: [[5]], target: [[1]] };
    expect(activations(translator, input, 'decoder.block.*.ffn_output').names).toEqual(
      [0, 1].map((l) => `decoder.block.${l}.ffn_output`),
    );
    expect(names('block.*.ffn_activation')).toEqual([0, 1].map((l) => `block.${l}.ffn_activation`));
    expect(names(['logits', '*residual_2'])).toEqual([
      'block.0.residual_2',
      'block.1.residual_2',
      'logits',
    ]);
    expect(() => names(['logits', 'block.2.*'])).toThrow(/"block.2.\*"[\s\S]*none such among/);
    expect(() => names('ffn_activation')).toThrow(/there is, for example, block.0.ffn_activation/);
    expect(() => names('block.0.ffn.activation')).toThrow(/none such/); // a point is a point
  });
});

it('is refused where it is no number, by the name of the first such step', () => {
  const { config, params } = plantedGpt2();
  const broken = { ...params, 'transformer.h.1.ln_1.bias': filled([16], NaN) };
  const ask = (wanted: string) => () => activations({ config, params: broken }, [[0, 1]], wanted);
  expect(ask('block.1.*')).toThrow(/"block.1.layer_norm_1"[\s\S]*NaN at place 0 of 32/);
  expect(ask('block.0.*')).not.toThrow();
});

describe('inputOfText', () => {
  it('lets a translator say what its activations are about', () => {
    const input = inputOfText(translator, numbers, '三百', { maxLength: 6 });
    const { start, end } = numbers.specials;
    const source = [[...numbers.encode('三百'), end]];
    const [said = []] = translate(translator, source, { start, end, maxLength: 6 });
    expect(said.length).toBeGreaterThan(0);
    expect(input).toEqual({ source, target: [[start, ...said]] });
  });

  it('explains an empty text, an unknown letter and a tokenizer without an end', () => {
    const gpt = plantedGpt2();
    expect(() => inputOfText(gpt, letters, '')).toThrow(/at least one token/);
    expect(() => inputOfText(gpt, letters, 'x')).toThrow(/"x"/);
    expect(() => inputOfText(translator, letters, 'a')).toThrow(/special tokens start and end/);
  });
});

describe('windowsOfText', () => {
  it('cuts a text into rows that the model can read, and leaves a shorter rest out', () => {
    const gpt = plantedGpt2();
    expect(windowsOfText(gpt, letters, 'abcabc'.repeat(2) + 'ab')).toEqual([[0, 1, 2, 0, 1, 2], [0, 1, 2, 0, 1, 2]]); // prettier-ignore
    expect(windowsOfText(gpt, letters, 'ab')).toEqual([[0, 1]]);
    expect(windowsOfText(plantedMamba(), letters, 'abc'.repeat(9))).toHaveLength(1);
    expect(() => windowsOfText(gpt, letters, '')).toThrow(/at least one token/);
  });
});
