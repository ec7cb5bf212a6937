/** What a process says that trained a recipe: one line of JSON. */
import type { Timing } from '../measure';
import type { Exercise } from './Exercise';

export interface EngineAnswer {
  readonly exercise: Exercise;
  /** Of a step. */
  readonly timing: Timing;
}

export interface PyTorchAnswer {
  readonly version: string;
  /** Of the steps of the exercise. */
  readonly losses: readonly number[];
  readonly timing: Timing;
}
