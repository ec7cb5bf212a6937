/** What there is to say of a step besides its numbers: its axes, where it came from, and what its kind is judged by. */
import { tensorOf, valuesOf, type Run } from '../compute/Run';
import type { PlannedStep } from './planSteps';
import { countOf, rowsOf, type Rows } from './Rows';

export type Metadata = Record<string, unknown>;

export function metadataOf(run: Run, step: PlannedStep): Metadata {
  const output = rowsOf(run, step.name);
  if (!output) return {};
  return {
    axes: output.letters,
    shape: output.shape,
    inputs: step.inputs,
    ...range(output.values),
    ...ofKind(run, step, output),
  };
}

function ofKind(run: Run, { kind, name }: PlannedStep, output: Rows): Metadata {
  const { epsilon, activation } = run.facts;
  const beside = (ending: string) => {
    const tensor = tensorOf(run, `${name}_${ending}`);
    return tensor && Array.from(valuesOf(run, tensor), significant);
  };
  if (kind.startsWith('layer_norm')) {
    const [mean, variance, square] = [beside('mean'), beside('variance'), beside('mean_square')];
    return {
      ...(mean && { mean: average(mean), mean_per_row: mean }),
      ...(variance && { variance: average(variance), variance_per_row: variance }),
      ...(square && { mean_square: average(square), mean_square_per_row: square }),
      eps: epsilon,
    };
  }
  const sibling = (other: string) => rowsOf(run, name.slice(0, -kind.length) + other);
  switch (kind.replace('cross_', '')) {
    case 'attention_scores': {
      const D = rowsOf(run, name.replace('attention_scores', 'q_projection'))?.shape.at(-1) ?? 1;
      return { d_k: D, scale: significant(1 / Math.sqrt(D)) };
    }
    case 'masked_scores':
      return { masked: countOf(output.values, (score) => score === -Infinity) };
    case 'attention_weights': {
      const entropies = entropyOfRows(output);
      const [heads = 1] = output.shape;
      const length = entropies.length / heads;
      const perHead = Array.from({ length: heads }, (_, h) =>
        entropies.slice(h * length, (h + 1) * length),
      );
      return { entropy: average(entropies), entropy_per_row: perHead };
    }
    case 'ffn_activation': {
      const zeros = countOf(output.values, (value) => value === 0);
      return { activation, zero_ratio: significant(zeros / output.values.length) };
    }
    case 'moe_gate_logits': {
      const load = sibling('moe_load');
      const balance = sibling('moe_balance_loss')?.values[0];
      return {
        ...(load && { load: [...load.values] }),
        ...(balance !== undefined && { balance_loss: significant(balance) }),
      };
    }
    case 'sparse_mask':
      return { convention: '1: the query sees the key, 0: it does not' };
    default:
      return {};
  }
}

function range(values: ArrayLike<number>): Metadata {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < min && value !== -Infinity) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min: significant(min), max: significant(max) } : {};
}

/** In nats, of each row of shares. */
function entropyOfRows({ values, shape }: Rows): number[] {
  const length = shape.at(-1) ?? 1;
  return Array.from({ length: values.length / length }, (_, row) => {
    let sum = 0;
    for (const share of values.subarray(row * length, (row + 1) * length)) {
      if (share > 0) sum -= share * Math.log(share);
    }
    return significant(sum);
  });
}

function average(values: readonly number[]): number {
  return significant(values.reduce((a, b) => a + b, 0) / values.length);
}

/** As many digits as a float32 has. */
export function significant(value: number): number {
  return Number(value.toPrecision(8));
}
