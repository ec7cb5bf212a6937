/** How far each term is (1: fully), and the way there. */
import {
  easeInOutCubic,
  tween,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';

/** The key '' stands for the whole formula. */
export type Shares = Readonly<Record<string, number>>;

/** Moves every share of a signal to its goal; those without one go to 0. */
export function* approachShares(
  signal: SimpleSignal<Shares>,
  goal: Shares,
  seconds: number,
): ThreadGenerator {
  const start = signal();
  const names = [...new Set([...Object.keys(start), ...Object.keys(goal)])];
  const at = (t: number): Shares =>
    Object.fromEntries(
      names.map((name) => [name, (start[name] ?? 0) * (1 - t) + (goal[name] ?? 0) * t]),
    );
  if (seconds > 0) yield* tween(seconds, (t) => void signal(at(easeInOutCubic(t))));
  signal(goal);
}
