/** One share in [0, 1] per item: how far each cell is shown, dimmed, lit. Changed in staggered groups. */
import { createSignal, easeInOutCubic, tween, type ThreadGenerator } from '@motion-canvas/core';

/** Of a group's own change, the part after which the next group starts. */
const delay = 0.35;
/** No group changes faster than the whole divided by one more than this. */
const most = 3;

export class Shares {
  private readonly values = createSignal<readonly number[]>([]);

  public constructor(private readonly initial: number) {}

  public get(item: number): number {
    return this.values()[item] ?? this.initial;
  }

  public set(item: number, share: number) {
    this.setAll([[item, share]]);
  }

  public swap(i: number, j: number) {
    const [a, b] = [this.get(i), this.get(j)];
    this.set(i, b);
    this.set(j, a);
  }

  /** Group after group goes to `share`; the last arrives at `seconds`. */
  public *to(
    groups: readonly (readonly number[])[],
    share: number,
    seconds: number,
  ): ThreadGenerator {
    const from = groups.map((group) => group.map((item) => this.get(item)));
    const update = (time: number) =>
      this.setAll(
        groups.flatMap((group, g) => {
          const eased = easeInOutCubic(staggered(time, g, groups.length));
          return group.map((item, i) => {
            const start = from[g]?.[i] ?? this.initial;
            return [item, start + (share - start) * eased] as const;
          });
        }),
      );
    if (seconds > 0) yield* tween(seconds, update);
    update(1);
  }

  private setAll(shares: readonly (readonly [item: number, share: number])[]) {
    const values = [...this.values()];
    for (const [item, share] of shares) {
      while (values.length <= item) values.push(this.initial);
      values[item] = share;
    }
    this.values(values);
  }
}

/** The share of its own change that group `g` of `count` has made at `time` of the whole. */
export function staggered(time: number, g: number, count: number, longest = most): number {
  const step = Math.min(delay, longest / Math.max(1, count - 1));
  const own = 1 / (1 + step * Math.max(0, count - 1));
  return Math.min(1, Math.max(0, (time - step * own * g) / own));
}
