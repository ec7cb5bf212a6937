// underflow: what a narrow format loses of a set of gradients: values that are not 0 and round to 0.
//   underflow(gradients, float16)            as they are
//   underflow(gradients, float16, 1024)      after the loss was scaled by 1024
import type { NumberFormat } from '../formats/NumberFormat';
import type { ParamRecord } from '../nn/Params';
import { flat } from '../tensor/flat';

export interface Underflow {
  /** Values that are not 0. */
  readonly nonzero: number;
  /** Of these, how many become 0. */
  readonly lost: number;
}

export function underflow(gradients: ParamRecord, format: NumberFormat, scale = 1): Underflow {
  const half = format.smallestSubnormal / 2; // a tie, and 0 is even
  let nonzero = 0;
  let lost = 0;
  for (const gradient of Object.values(gradients)) {
    const values = flat(gradient);
    for (let i = 0; i < values.length; i++) {
      const size = Math.abs(values[i] as number);
      if (size > 0) nonzero++;
      if (size > 0 && size * scale <= half) lost++;
    }
  }
  return { nonzero, lost };
}
