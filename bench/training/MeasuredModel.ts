/** What the benchmark found of one model. */
import type { Timing } from '../measure';

export interface MeasuredModel {
  readonly name: string;
  readonly parameters: number;
  /** Learned from in a step, on average. */
  readonly tokens: number;
  /** Of a step. */
  readonly ours: Timing;
  /** One for each number of threads; none without a PyTorch. */
  readonly pytorch: readonly PyTorchRun[];
}

export interface PyTorchRun {
  readonly threads: number;
  /** Absent, as the timing, when it failed. */
  readonly version?: string;
  readonly timing?: Timing;
  /** How its losses compare with the engine's, or why it failed. */
  readonly remark: string;
  /** Whether it did the same work. */
  readonly same: boolean;
}
