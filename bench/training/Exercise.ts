/**
 * What another library must do again to have done the work of a recipe: the same parameters at the start, the same batches,
 * learning rates and settings. Its losses must then be the same, step by step.
 */
import type { Batch } from '../../src/engine/train/Recipe';

export interface Exercise {
  /** As config.json. */
  readonly config: object;
  /** How many numbers are learned. */
  readonly parameters: number;
  readonly params: readonly GivenParam[];
  readonly optimizer: Readonly<Record<string, number | boolean | string>>;
  readonly clip: number;
  readonly steps: readonly GivenStep[];
}

export interface GivenParam {
  readonly name: string;
  readonly shape: readonly number[];
  /** Float32, little-endian, in base64. */
  readonly values: string;
}

export interface GivenStep {
  readonly batch: Batch;
  readonly learningRate: number;
  /** The engine's. */
  readonly loss: number;
}
