// Schedule: the learning rate of each update, a pure function of its number, counted from 0.
//   constant            η
//   stepDecay           η · γ^⌊n / every⌋                                       torch's StepLR
//   exponentialDecay    η · γⁿ                                                  ExponentialLR
//   linearDecay         from η to `floor`, evenly over `over` updates           LinearLR
//   warmupCosine        (n + 1)/(warmup + 1) · η while n < warmup; then half a cosine wave from η down to `floor` at
//                       update `over`, and `floor` after it                     Loshchilov & Hutter 2017; nanoGPT's get_lr
// `withWarmup` puts nanoGPT's warm-up before any other. Checked against torch.optim.lr_scheduler.
import { wholePower } from './wholePower';

export type Schedule = (update: number) => number;

export function constant(rate: number): Schedule {
  return () => rate;
}

export interface DecaySettings {
  readonly rate: number;
  /** γ */
  readonly by: number;
}

export function stepDecay({
  rate,
  by,
  every,
}: DecaySettings & { readonly every: number }): Schedule {
  return (n) => rate * wholePower(by, Math.floor(n / every));
}

export function exponentialDecay({ rate, by }: DecaySettings): Schedule {
  return (n) => rate * wholePower(by, n);
}

export interface DescentSettings {
  readonly rate: number;
  readonly floor: number;
  /** The update from which the rate is `floor`. */
  readonly over: number;
}

export function linearDecay({ rate, floor, over }: DescentSettings): Schedule {
  return (n) => (n >= over ? floor : rate + (floor - rate) * (n / over));
}

export function warmupCosine({
  rate,
  floor,
  over,
  warmup,
}: DescentSettings & { readonly warmup: number }): Schedule {
  const fall: Schedule = (n) => {
    if (n >= over) return floor;
    const share = (n - warmup) / (over - warmup);
    return floor + (rate - floor) * 0.5 * (1 + Math.cos(Math.PI * share));
  };
  return withWarmup(fall, warmup);
}

/** Rises evenly to what the schedule says at its end: 1/(warmup + 1) of it at first, never 0. */
export function withWarmup(schedule: Schedule, warmup: number): Schedule {
  return (n) => (n < warmup ? (schedule(warmup) * (n + 1)) / (warmup + 1) : schedule(n));
}
