/** A recipe that trains in a moment: a GPT-2 of one layer, on a text of our own. */
import { shakespeareGpt } from '../../src/engine/models/gpt2/Gpt2Config';
import { initialGpt2 } from '../../src/engine/models/gpt2/initialGpt2';
import { adamW } from '../../src/engine/train/adam';
import { precisions } from '../../src/engine/train/Precision';
import { characterRecipe } from '../../src/engine/train/recipes/characterRecipe';
import { warmupCosine } from '../../src/engine/train/Schedule';
import type { AnyRecipe } from '../../src/host/training/trainable';

const text = 'the cat sat on the mat.\nthe dog sat on the log.\n'.repeat(12);

export function tinyRecipe(): AnyRecipe {
  const config = { ...shakespeareGpt, n_positions: 8, n_embd: 8, n_layer: 1, n_head: 2 };
  const recipe: AnyRecipe = characterRecipe(text, {
    name: 'tiny',
    task: 'Continues a text of cats and dogs.',
    context: 8,
    batchSize: 4,
    steps: 48,
    optimizer: adamW({ weightDecay: 0.1 }),
    learningRate: 0.02,
    schedule: (steps, rate) => warmupCosine({ rate, floor: rate / 10, over: steps, warmup: 3 }),
    clip: 1,
    precision: precisions.fp32,
    evaluateEvery: 8,
    comparison: 'Cats and dogs could be counted.',
    initial: (V, rng) => initialGpt2({ ...config, resid_pdrop: 0.1, vocab_size: V }, rng),
  });
  return { ...recipe, samples: (_, rng) => [`the ${rng.integer(0, 1000)}\n cat`] };
}
