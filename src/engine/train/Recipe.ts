// Recipe: all that makes one training run, as plain data and functions: what is learned, from what, how, and how well. The
// same seed gives the same weights, because every batch draws from `rng.fork('batch 17')`: nothing else has to be kept to go
// on from step 17.
import type { Model } from '../models/Model';
import type { Rng } from '../random/Rng';
import type { Tensor } from '../tensor/Tensor';
import type { Tokenizer } from '../tokenizers/Tokenizer';
import type { Trace } from '../trace/Trace';
import type { Optimizer } from './Optimizer';
import type { Precision } from './Precision';
import type { Schedule } from './Schedule';

export interface Batch {
  /** How many tokens the model learns from it: what tokens per second counts. */
  readonly tokens: number;
}

export interface LossSettings {
  /** For dropout. */
  readonly rng: Rng;
  readonly trace: Trace;
}

/** What held-out data says. `loss` is compared with the training loss; others, such as `exactMatch`, are shown. */
export interface Evaluation {
  readonly loss: number;
  readonly [figure: string]: number;
}

/** Methods, not properties, so that recipes of different models fit into one list. */
export interface Recipe<Config extends object = object, Examples extends Batch = Batch> {
  readonly name: string;
  /** The recipe whose random numbers it draws, so that both meet the same batches; its own name when absent. */
  readonly seededAs?: string;
  /** What it learns, for its card, in a sentence. */
  readonly task: string;
  /** From what, for its card: source, split, size. */
  readonly data: string;
  readonly batchSize: number;
  readonly steps: number;
  readonly optimizer: Optimizer;
  /** The highest learning rate that the schedule reaches. */
  readonly learningRate: number;
  schedule(steps: number, learningRate: number): Schedule;
  /** The longest that all gradients together may be. */
  readonly clip: number;
  readonly precision: Precision;
  /** Steps between two evaluations; samples are taken with each. */
  readonly evaluateEvery: number;
  /** Text to ids, where the model reads text: kept beside its weights. */
  readonly tokenizer?: Tokenizer;
  initial(rng: Rng): Model<Config>;
  batch(rng: Rng): Examples;
  /** A scalar, in nats per token; the trace goes to the model. */
  loss(model: Model<Config>, batch: Examples, settings: LossSettings): Tensor;
  /** On held-out data, the same each time; quick, since training waits for it. */
  evaluate(model: Model<Config>): Evaluation;
  /** What each figure of `measure` says, for the card, in a line. */
  readonly figures: Readonly<Record<string, string>>;
  /** What to hold the figures against, for the card. */
  readonly comparison: string;
  /** A model whose figures belong beside these. */
  readonly beside?: string;
  /** The figures for the card, on all held-out data. */
  measure(model: Model<Config>): Readonly<Record<string, number>>;
  /** What the model says now: text to read. */
  samples(model: Model<Config>, rng: Rng): readonly string[];
}
