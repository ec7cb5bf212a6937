// rowsOf: the rows along the last axis of a contiguous run, each a window onto it, not a copy.
import type { Storage } from './allocate';

/** What all storages can do, so that one line serves them. */
export interface Row {
  readonly length: number;
  [index: number]: number;
  forEach(visit: (value: number, index: number) => void): void;
  reduce(step: (total: number, value: number, index: number) => number, start: number): number;
}

export function rowsOf(data: Storage, width: number): Row[] {
  const count = width === 0 ? 0 : data.length / width;
  return Array.from({ length: count }, (_, r) => data.subarray(r * width, (r + 1) * width));
}
