// TrainingRecord: what one step reports, and what a training needs to go on from there.
import type { Tensor } from '../tensor/Tensor';
import type { LossPair } from './overfitting';
import type { LossScale } from './Precision';
import type { Evaluation } from './Recipe';

export interface TrainingRecord {
  /** From 1. */
  readonly step: number;
  /** Of this step's batch, before the update. */
  readonly loss: number;
  /** Of all gradients, before clipping. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly tokens: number;
  /** The loss scale of this step; only where losses are scaled. */
  readonly scale?: number;
  /** The gradients were not all finite, and nothing changed; only where losses are scaled. */
  readonly skipped?: true;
  /** Every few steps, and after the last: held-out data, with the weights after the update, in fp32. */
  readonly evaluation?: Evaluation;
  readonly samples?: readonly string[];
  /** Of overfitting. */
  readonly warning?: string;
}

/** Plain data, for JSON. */
export interface Progress {
  readonly step: number;
  /** Steps that were not skipped: what the optimizer counts. */
  readonly updates: number;
  readonly scale: LossScale;
  /** Since the last evaluation. */
  readonly trainingLoss: { readonly sum: number; readonly count: number };
  readonly evaluations: readonly LossPair[];
  /** The evaluation with the lowest held-out loss. */
  readonly best: { readonly step: number; readonly loss: number } | null;
}

/** The whole state between two steps. `tensors`: `params.…`, `optimizer.…` and `best.…`. */
export interface SavedTraining {
  readonly progress: Progress;
  readonly tensors: Readonly<Record<string, Tensor>>;
}
