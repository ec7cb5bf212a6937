/** One line of a contender's process. */
export interface Row {
  readonly name: string;
  readonly unit?: Unit;
  /** The median. */
  readonly value?: number;
  readonly best?: number;
  readonly runs?: number;
  /** Some of the numbers computed, which all contenders must share. */
  readonly check?: readonly number[];
  readonly text?: string;
  readonly error?: string;
}

export type Unit = 'GFLOP/s' | 'tokens/s' | 'ms' | 'MiB';

export const moreIsBetter: Readonly<Record<Unit, boolean>> = {
  'GFLOP/s': true,
  'tokens/s': true,
  ms: false,
  MiB: false,
};
