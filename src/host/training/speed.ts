/** Time and speed of a training, from its records. */
import type { LoggedRecord } from './TrainingLog';

export interface Speed {
  /** All of it, evaluation included, breaks excluded. */
  readonly seconds: number;
  /** In steps without an evaluation. */
  readonly tokensPerSecond: number;
}

export function speedOf(records: readonly LoggedRecord[]): Speed {
  const seconds = records.reduce((sum, record) => sum + record.seconds, 0);
  const plain = records.filter((record) => !record.evaluation);
  const tokens = plain.reduce((sum, record) => sum + record.tokens, 0);
  const plainSeconds = plain.reduce((sum, record) => sum + record.seconds, 0);
  return { seconds, tokensPerSecond: plainSeconds > 0 ? tokens / plainSeconds : NaN };
}

/** 75 → 1:15, 4000 → 1:06:40 */
export function clock(seconds: number): string {
  const [h, m, s] = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(Math.floor);
  const two = (n = 0) => String(n).padStart(2, '0');
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
