// nanoGpt: how the Shakespeare models are trained: nanoGPT's recipe for a CPU (its README, "I only have a macbook"): batches of
// 12, 2,000 steps, AdamW, warm-up and cosine. nanoGPT reports a validation loss of 1.88 with 4 layers, 4 heads, width 128
// and a context of 64.
import { adamW } from '../adam';
import { precisions } from '../Precision';
import { warmupCosine, type Schedule } from '../Schedule';

export const nanoGpt = {
  task: 'Continues text in the manner of Shakespeare, character by character.',
  batchSize: 12,
  steps: 2000,
  optimizer: adamW({ beta2: 0.99, weightDecay: 0.1 }),
  learningRate: 1e-3,
  schedule: (steps: number, rate: number): Schedule =>
    warmupCosine({ rate, floor: rate / 10, over: steps, warmup: Math.min(100, steps / 20) }),
  clip: 1,
  precision: precisions.fp32,
  evaluateEvery: 250,
} as const;
