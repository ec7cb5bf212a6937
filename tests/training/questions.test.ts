/** What films ask of the trained models, asked: the answers are those of their cards, or at least as clear as stated here. */
import { beforeEach, describe, expect, it } from 'vitest';
import { float16 } from '../../src/engine/formats/float16';
import type { EncoderDecoderConfig } from '../../src/engine/models/encoderDecoder/EncoderDecoderConfig';
import type { MambaConfig } from '../../src/engine/models/mamba/MambaConfig';
import type { Model } from '../../src/engine/models/Model';
import { activations } from '../../src/engine/questions/activations';
import { attentionPattern } from '../../src/engine/questions/attentionPatterns';
import {
  activationGradients,
  batchGradients,
  narrowed,
} from '../../src/engine/questions/batchGradients';
import { inputOfText, windowsOfText } from '../../src/engine/questions/inputOfText';
import { meanDeltas } from '../../src/engine/questions/meanDeltas';
import { neuronSelectivity } from '../../src/engine/questions/neuronSelectivity';
import { observeNeurons } from '../../src/engine/questions/observeNeurons';
import type { AnyModel } from '../../src/engine/questions/runModel';
import { characterClasses, oneByOne } from '../../src/engine/questions/TokenClass';
import { Rng } from '../../src/engine/random/Rng';
import { copyingGates } from '../../src/engine/tasks/copyingGates';
import { selectiveCopyingBatch } from '../../src/engine/tasks/selectiveCopying';
import { numberAlignment } from '../../src/engine/tasks/numberAlignment';
import { numberExamples, rowsOfExamples } from '../../src/engine/tasks/numberBatch';
import { languages, numberWords, textOf } from '../../src/engine/tasks/numberWords';
import { splitNumbers } from '../../src/engine/tasks/splitNumbers';
import { numberTokenizer } from '../../src/engine/tokenizers/numberTokenizer';
import type { NamedTensors } from '../../src/engine/train/namedTensors';
import { translateText } from '../../src/host/generate/translateText';
import { committedModel, listen, passage, recipeOf } from './committedModel';

beforeEach(listen);

describe('number-translator', () => {
  const translator = async () => {
    const { model, tokenizer, card } = await committedModel('number-translator');
    return { model: model as Model<EncoderDecoderConfig>, tokenizer, figures: card.figures };
  };

  it('has a head that looks at the word that names the digit, as well as its card says', async () => {
    const { model, figures } = await translator();
    const [best] = numberAlignment(model, numberExamples(splitNumbers().heldOut));
    expect(best?.mass).toBe(figures['alignmentMass']);
    expect(best?.largest).toBe(figures['alignmentLargest']);
    expect(best?.mass).toBeGreaterThan(0.8);
  });

  it.each(languages)('looks at the right word for each digit of 342 in %s', async (language) => {
    const { model, tokenizer } = await translator();
    const words = numberWords(342, language);
    expect(translateText(model, tokenizer, textOf(words), 5)).toBe('342');
    const [best] = numberAlignment(model, numberExamples(splitNumbers().heldOut));
    if (!best) throw new Error('no head');
    const pattern = attentionPattern(model, inputOfText(model, tokenizer, textOf(words)), best);
    const largest = (pattern.toNested() as number[][]).map((row) => row.indexOf(Math.max(...row)));
    const named = [0, 1, 2].map((t) => words.findIndex(({ names }) => names.includes(t)));
    expect(largest.slice(0, 3)).toEqual(named);
  });

  it('has neurons that fire on the words for places, thousand or 百, and hardly ever on another word', async () => {
    const { model } = await translator();
    const tokenizer = numberTokenizer();
    const read = rowsOfExamples(numberExamples(splitNumbers().heldOut.slice(0, 250)));
    const [encoder] = observeNeurons(model, read, { show: (id) => tokenizer.token(id) });
    const [best] = encoder ? neuronSelectivity(encoder, oneByOne(encoder.rows)) : [];
    expect(best?.fires).toMatch(/^(hundred|thousand|十|百|千)$/);
    expect(best?.selectivity).toBeGreaterThan(0.95);
  });
});

describe('selective-copy', () => {
  const { ids } = selectiveCopyingBatch(new Rng('held out').fork('0'), 100); // as its card's figure
  const copier = async (name: string) => {
    const { model, card } = await committedModel(name);
    return { model: model as Model<MambaConfig>, figures: card.figures };
  };

  it('opens its gate for what it must keep, as wide as its card says', async () => {
    const { model, figures } = await copier('selective-copy');
    const [best] = copyingGates(model, ids).channels;
    expect(best?.opening).toBe(figures['gateOpening']);
    expect(best?.opening).toBeGreaterThan(5);
  });

  it('opens it for every token alike where it is time-invariant', async () => {
    const { model } = await copier('selective-copy-invariant');
    for (const { opening } of copyingGates(model, ids).channels) expect(opening).toBeCloseTo(1, 6);
    const [first, ...others] = meanDeltas(model, ids).filter(({ layer }) => layer === 0);
    for (const { means } of others) {
      means.forEach((mean, e) => expect(mean).toBeCloseTo(first?.means[e] ?? NaN, 6));
    }
  });
});

describe.each(['shakespeare-gpt', 'shakespeare-llama'])('%s', (name) => {
  /** On a passage that it never saw. */
  async function neurons(activation = 'ffn_activation') {
    const { model, tokenizer } = await committedModel(name);
    const rows = windowsOfText(model as Parameters<typeof windowsOfText>[0], tokenizer, passage);
    const show = (id: number) => tokenizer.decode([id]);
    const [observed] = observeNeurons(model as AnyModel, rows, { show, activation });
    if (!observed) throw new Error('nothing observed');
    return observed;
  }

  it('has neurons that fire on the end of a sentence, on white space, on marks, and hardly ever on anything else', async () => {
    const ranked = neuronSelectivity(await neurons(), characterClasses);
    const best = (fires: string) => ranked.find((one) => one.fires === fires)?.selectivity;
    expect(ranked[0]?.selectivity).toBeGreaterThan(0.98);
    expect(best('end of a sentence')).toBeGreaterThan(0.95);
    expect(best('white space')).toBeGreaterThan(0.9);
    expect(best('mark')).toBeGreaterThan(0.85);
  });

  it('has a neuron for a single character', async () => {
    const observed = await neurons();
    const [best] = neuronSelectivity(observed, oneByOne(observed.rows));
    expect(best?.fires).toHaveLength(1);
    expect(best?.selectivity).toBeGreaterThan(0.99);
  });

  it('has gradients that fp16 loses, those of its logits most, and that a scaled loss saves', async () => {
    const { model, tokenizer, card } = await committedModel(name);
    const recipe = recipeOf(card.settings, passage, tokenizer);
    const found = activationGradients(recipe, model, { seed: 1, step: 1 });
    const share = (gradients: NamedTensors, scale: number) => {
      const { lost, nonzero, overflowed } = narrowed(gradients, float16, scale);
      expect(overflowed).toBe(0);
      return lost / nonzero;
    };
    expect(share(found, 1)).toBeGreaterThan(0.03);
    expect(share(found, 2 ** 16)).toBeLessThan(share(found, 1) / 10);
    const { logits } = found;
    if (!logits) throw new Error('no gradient of the logits');
    expect(share({ logits }, 1)).toBeGreaterThan(0.25);
    expect(share({ logits }, 2 ** 16)).toBe(0);
    const ofParameters = batchGradients(recipe, model, { seed: 1, step: 1 });
    expect(share(ofParameters, 1)).toBeLessThan(share(found, 1));
  });

  it('tells what it computes for a text that the user gives', async () => {
    const { model, tokenizer } = await committedModel(name);
    const input = inputOfText(model as AnyModel, tokenizer, 'First Citizen:');
    const found = activations(model as AnyModel, input, ['block.*.attention_weights', 'logits']);
    expect(found.names).toHaveLength(5);
    expect(found.get('logits').shape).toEqual([1, 14, 65]);
  });
});
