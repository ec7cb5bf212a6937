/** Whether PyTorch did the work of the engine: from the same start over the same batches it must meet the same losses. */
import type { Exercise } from './Exercise';
import type { PyTorchRun } from './MeasuredModel';

/** Relative: above what float32 sums in another order make of it, below what another β₂ or no clipping does. */
const tolerance = 5e-6;

export function sameWork(
  { config, steps }: Exercise,
  losses: readonly number[],
): Pick<PyTorchRun, 'same' | 'remark'> {
  const differences = steps.map(({ loss }, i) => Math.abs(loss - (losses[i] ?? NaN)) / loss);
  const largest = Math.max(...differences); // NaN stays
  const [first] = steps;
  const V = vocabularyOf(config);
  return {
    same: largest <= tolerance,
    remark:
      `loss ${shown(first?.loss)} at step 1, PyTorch ${shown(losses[0])} (ln ${V} = ${shown(Math.log(V))}); over ` +
      `${steps.length} steps they differ by a share of ${largest.toExponential(0)} at most`,
  };
}

/** V of what the model says. */
function vocabularyOf(config: object): number {
  const sizes = config as { vocab_size?: number; target_vocab_size?: number };
  return sizes.vocab_size ?? sizes.target_vocab_size ?? NaN;
}

function shown(loss: number | undefined): string {
  return loss === undefined ? 'none' : loss.toFixed(4);
}
