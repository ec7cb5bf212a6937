// characterRecipe: a causal model learns to continue a text, character by character.
//   batch      windows of T characters at random places of the first 90 %; targets are the same, one further
//   evaluate   the same 20 batches each time, drawn from the last 10 %
//   measure    every whole window of the last 10 %, side by side
// As nanoGPT's train_shakespeare_char. The vocabulary is the characters of the text,
// unless another is given: that of a model that goes on with a text it was not trained on.
import { ForwardPassError } from '../../errors/ForwardPassError';
import { generate } from '../../generation/generate';
import { causalModel, type CausalConfig } from '../../models/causalModel';
import type { Model } from '../../models/Model';
import { crossEntropy } from '../../ops/crossEntropy';
import { Rng } from '../../random/Rng';
import { scope } from '../../tensor/scope';
import { tensorFrom } from '../../tensor/tensorFrom';
import { CharacterTokenizer } from '../../tokenizers/CharacterTokenizer';
import type { Tokenizer } from '../../tokenizers/Tokenizer';
import { noTrace } from '../../trace/Trace';
import type { Batch, LossSettings, Recipe } from '../Recipe';

export interface Windows extends Batch {
  /** B rows of T ids. */
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
}

/** What a text cannot say. */
export interface CharacterSettings<Config extends CausalConfig> extends Omit<
  Recipe<Config, Windows>,
  | 'batch'
  | 'loss'
  | 'evaluate'
  | 'measure'
  | 'figures'
  | 'samples'
  | 'data'
  | 'initial'
  | 'tokenizer'
> {
  /** T */
  readonly context: number;
  initial(V: number, rng: Rng): Model<Config>;
}

const evaluationBatches = 20;
const sampleLength = 200;

export function characterRecipe<Config extends CausalConfig>(
  text: string,
  { context: T, initial, ...settings }: CharacterSettings<Config>,
  tokenizer: Tokenizer = CharacterTokenizer.fromText(text),
): Recipe<Config, Windows> {
  const { batchSize: B } = settings;
  const ids = tokenizer.encode(text);
  const split = Math.floor(ids.length * 0.9);
  const training = ids.slice(0, split);
  const heldOut = ids.slice(split);
  if (heldOut.length <= T) throw tooShort(ids.length, T);

  const windowsAt = (from: readonly number[], starts: readonly number[]): Windows => ({
    inputs: starts.map((start) => from.slice(start, start + T)),
    targets: starts.map((start) => from.slice(start + 1, start + T + 1)),
    tokens: starts.length * T,
  });
  const drawn = (from: readonly number[], rng: Rng) =>
    windowsAt(
      from,
      Array.from({ length: B }, () => rng.integer(0, from.length - T)),
    );
  const loss = (model: Model<Config>, { inputs, targets }: Windows, along?: LossSettings) => {
    const logits = causalModel(model, inputs, { rng: along?.rng }, along?.trace ?? noTrace);
    return crossEntropy(logits, tensorFrom(targets, 'int32'));
  };
  const meanLoss = (model: Model<Config>, batches: readonly Windows[]) => {
    let total = 0;
    let tokens = 0;
    for (const batch of batches) {
      total += scope(() => loss(model, batch).item()) * batch.tokens;
      tokens += batch.tokens;
    }
    return total / tokens;
  };
  const fixed = new Rng('held-out');
  const evaluationSet = Array.from({ length: evaluationBatches }, () => drawn(heldOut, fixed));
  const starts = Array.from({ length: Math.floor((heldOut.length - 1) / T) }, (_, i) => i * T);
  const everything = Array.from({ length: Math.ceil(starts.length / B) }, (_, i) =>
    windowsAt(heldOut, starts.slice(i * B, (i + 1) * B)),
  );

  return {
    ...settings,
    data:
      `${ids.length} characters, ${tokenizer.size} different; the first ${split} for training, the other ` +
      `${heldOut.length} held out`,
    tokenizer,
    initial: (rng) => initial(tokenizer.size, rng),
    batch: (rng) => drawn(training, rng),
    loss,
    evaluate: (model) => ({ loss: meanLoss(model, evaluationSet) }),
    figures: {
      validationLoss: `nats per character, over the last tenth of the text in windows of ${T}`,
    },
    measure: (model) => ({ validationLoss: meanLoss(model, everything) }),
    samples: (model, rng) => {
      const start = [heldOut[0] ?? 0];
      const written = generate(model, start, { tokens: sampleLength, temperature: 0.8 }, rng);
      return [tokenizer.decode(Array.from(written, ({ id }) => id))];
    },
  };
}

function tooShort(length: number, T: number): ForwardPassError {
  return new ForwardPassError({
    what: 'train on a text',
    expected: `more than ${10 * (T + 1)} characters, of which the last tenth is held out`,
    got: `${length}`,
    hint: `the model reads ${T} characters at once`,
  });
}
