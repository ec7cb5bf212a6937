/** Where bars begin and end along their axis, and the axis that holds them. */

export interface Bar {
  readonly from: number;
  readonly to: number;
}

/** From 0 to each value; stacked, each from where the one before ended. `total` is one more, from 0. */
export function barsOf(values: readonly number[], stacked: boolean, total?: number): Bar[] {
  let sum = 0;
  const bars = values.map((value) => {
    const from = stacked ? sum : 0;
    sum += value;
    return { from, to: from + value };
  });
  return total === undefined ? bars : [...bars, { from: 0, to: total }];
}

export interface Reach {
  readonly low: number;
  readonly high: number;
}

/** An axis with 0 in it that is at least so long and holds all bars. */
export function reachOf(bars: readonly Bar[], full: number): Reach {
  const ends = bars.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
  const low = Math.min(0, ...ends);
  return { low, high: Math.max(0, full, ...ends) || (low < 0 ? 0 : 1) };
}

/** 0…1 along the axis. */
export const alongAxis = (value: number, { low, high }: Reach): number =>
  Number.isFinite(value) ? (value - low) / (high - low || 1) : 0;

/** Which of some shares that lie side by side a number in [0, 1) falls on. */
export function shareAt(values: readonly number[], u: number): number {
  let sum = 0;
  const hit = values.findIndex((value) => {
    sum += value;
    return u < sum;
  });
  return hit < 0 ? Math.max(0, values.length - 1) : hit;
}

/** What stays free at each side of a share, so that a line parts it from the next; a thin share has none. */
export const edgeOf = (width: number): number => Math.min(1, Math.max(0, (width - 4) / 8));
