// Precision: training in 16 bits, as Micikevicius et al. 2018 ("Mixed Precision Training") do it, emulated in float32.
//   weights       a copy rounded to 16 bits computes; the fp32 master copy is what the optimizer updates (sec. 3.1)
//   activations   everything that the trace names is rounded where it is named: what would be stored is stored in 16 bits
//   gradients     rounded at the same places on the way back, and once more as they arrive at the weights
//   sums          inside an op in float32 or wider, as tensor cores do (sec. 3.3); the loss too
//   loss scaling  the loss times s before the backward pass, so that small gradients do not vanish in fp16; the weights'
//                 gradients divided by s in fp32 before clipping and update (sec. 3.2)
// A step whose gradients are not all finite changes nothing. Dynamic scaling then halves s, and doubles it after `growAfter`
// steps without one; the numbers are those of torch.cuda.amp.GradScaler.
import { bfloat16 } from '../formats/bfloat16';
import { float16 } from '../formats/float16';
import type { NumberFormat } from '../formats/NumberFormat';

export interface Precision {
  /** Of copies and activations; fp32 when absent. */
  readonly format?: NumberFormat;
  /** Absent: the loss is not scaled, and a gradient that is not finite is an error. */
  readonly lossScaling?: LossScaling;
}

export interface LossScaling {
  /** s at the start, a power of 2, so that scaling itself rounds nothing. */
  readonly initial: number;
  /** Steps without overflow until s doubles. Absent: s is static. */
  readonly growAfter?: number;
}

export const precisions = {
  fp32: {},
  bf16: { format: bfloat16 },
  fp16: { format: float16, lossScaling: { initial: 65536, growAfter: 2000 } },
} as const satisfies Record<string, Precision>;

export interface LossScale {
  readonly value: number;
  /** Steps since it changed, or since gradients were not finite. */
  readonly goodSteps: number;
}

export function initialScale({ lossScaling }: Precision): LossScale {
  return { value: lossScaling?.initial ?? 1, goodSteps: 0 };
}

/** The scale of the next step, after one whose gradients were finite, or were not. */
export function nextScale(
  scale: LossScale,
  { lossScaling }: Precision,
  finite: boolean,
): LossScale {
  if (!lossScaling?.growAfter) return scale;
  if (!finite) return { value: scale.value / 2, goodSteps: 0 };
  const goodSteps = scale.goodSteps + 1;
  if (goodSteps < lossScaling.growAfter) return { ...scale, goodSteps };
  return { value: scale.value * 2, goodSteps: 0 };
}
