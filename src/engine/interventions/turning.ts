// turning: RoPE with other speeds or places, of a step q_rotated or k_rotated; of both, so that they still meet:
//   intervene({ 'block.*_rotated': turning(config, { angle: (pair, theta) => (pair < 4 ? 0 : theta) }) }, pass)      freezes four
//   turning(config, { angle: () => 1 })          all at one speed, 1 radian per position
//   turning(config, { start: 3 })                every place + 3: nothing changes but rounding
//   put(turning(config, { angle: () => 0 }), ({ H }) => H === 3)         in one head only
// For a text that is read whole: with a cache, `start` is how many positions it holds.
import { ropeAngles, rope } from '../ops/rope';
import type { LlamaConfig } from '../models/llama/LlamaConfig';
import type { Intervention } from './intervene';

export interface Turning {
  /** Of a pair, in radians per position; 0: it does not turn. theta is what the model gives it. */
  readonly angle?: (pair: number, theta: number) => number;
  /** The position of the first token; 0 when absent. */
  readonly start?: number;
}

export function turning(
  { rope_theta: base, rope_scaling: scaling, rope_interleave: interleaved }: LlamaConfig,
  { angle = (_, theta) => theta, start = 0 }: Turning,
): Intervention {
  return (turned, { name, earlier }) => {
    const x = earlier(name.replace(/_rotated$/, '_projection'));
    const [T, D] = [turned.length(-2), turned.length(-1)];
    return rope(x, {
      positions: Array.from({ length: T }, (_, t) => start + t),
      scaling,
      angles: ropeAngles(D, base, scaling, start + T).map((theta, pair) => angle(pair, theta)),
      layout: interleaved ? 'interleaved' : 'half-split',
    });
  };
}
