/** What the benchmark found of one model. */
import type { Timing } from '../measure';

export interface MeasuredModel {
  readonly name: string;
  readonly parameters: number;
  /** Learned from in a step, on average. */
  readonly tokens: number;
  /** One for each number of threads. */
  readonly runs: readonly MeasuredRun[];
}

export interface MeasuredRun {
  readonly threads: number;
  /** Of a step. */
  readonly ours: Timing;
  /** Absent where no Python has it. */
  readonly pytorch?: PyTorchRun;
}

export interface PyTorchRun {
  /** Absent, as the timing, when it failed. */
  readonly version?: string;
  readonly timing?: Timing;
  /** How its losses compare with the engine's, or why it failed. */
  readonly remark: string;
  /** Whether it did the same work. */
  readonly same: boolean;
}
