/** A step as JSON: its numbers, what it means, and where there are experts or a mask, what these decided. */
import { tensorOf, type Run } from '../compute/Run';
import { type JsonBytes } from './JsonBytes';
import { metadataOf, significant } from './metadataOf';
import { countOf, rowsOf, seen, type Rows } from './Rows';
import { describeStep, type Language } from './stepKinds';
import { writeRouting } from './writeRouting';

export interface StepForm {
  /** Decimals of every number. */
  readonly precision: number;
  readonly metadata: boolean;
  readonly language: Language;
}

const sparseKinds = ['sparse_mask', 'masked_scores', 'attention_weights', 'heads_concatenated'];

/** Steps `from` to before `to`, in a list. */
export function writeSteps(
  json: JsonBytes,
  run: Run,
  [from, to]: readonly [number, number],
  form: StepForm,
): void {
  json.raw('[');
  for (let step = from; step < to; step++) {
    if (step > from) json.raw(',');
    writeStep(json, run, step, form);
  }
  json.raw(']');
}

export function writeStep(
  json: JsonBytes,
  run: Run,
  at: number,
  { metadata, language }: StepForm,
): void {
  const step = run.steps[at];
  const output = step && shown(run, step.name);
  if (!output) return;
  const { type, kind, name, layer, stack } = step;
  const expert = /expert_(\d+)/.exec(type)?.[1] ?? '';
  const words = { activation: run.facts.activation ?? '', expert };
  const input = step.inputs[0] === undefined ? undefined : shown(run, step.inputs[0]);

  json.raw(`{"step":${at},"step_type":"${type}","layer_index":${layer},"description":`);
  json.value(describeStep(kind, language, words));
  json.raw(`,"name":"${name}"${stack === undefined ? '' : `,"stack":"${stack}"`},"input_data":`);
  if (input) json.nested(input.values, input.shape);
  else json.raw('[]');
  json.raw(',"output_data":').nested(output.values, output.shape);
  if (metadata) json.raw(',"metadata":').value(metadataOf(run, step));
  const prefix = name.slice(0, name.lastIndexOf('.') + 1);
  if (sparseKinds.includes(kind)) writeSparsity(json, run, prefix);
  if (kind === 'moe_combined_output') writeRouting(json, run, prefix);
  json.raw('}');
}

function shown(run: Run, name: string): Rows | Shown | undefined {
  const rows = rowsOf(run, name);
  return rows && name.endsWith('.sparse_mask') ? { ...rows, values: seen(rows.values) } : rows;
}

interface Shown extends Omit<Rows, 'values'> {
  readonly values: ArrayLike<number>;
}

export interface Sparsity {
  readonly pattern: string;
  readonly sparsity_ratio: number;
  readonly total_elements: number;
  readonly zero_elements: number;
}

/** Of the first layer's mask: all layers have the same. */
export function sparsityOf(run: Run, prefix = 'block.0.'): Sparsity | undefined {
  const mask = tensorOf(run, `${prefix}sparse_mask`) && rowsOf(run, `${prefix}sparse_mask`);
  if (!mask) return undefined;
  const zero = countOf(mask.values, (hidden) => hidden !== 0);
  return {
    pattern: run.facts.pattern ?? 'custom',
    sparsity_ratio: significant(zero / mask.values.length),
    total_elements: mask.values.length,
    zero_elements: zero,
  };
}

function writeSparsity(json: JsonBytes, run: Run, prefix: string): void {
  const sparsity = sparsityOf(run, prefix);
  const mask = rowsOf(run, `${prefix}sparse_mask`);
  if (!sparsity || !mask) return;
  const { pattern, sparsity_ratio, total_elements, zero_elements } = sparsity;
  json.raw(`,"sparsity_info":{"pattern":"${pattern}","sparsity_ratio":${sparsity_ratio},`);
  json.raw(`"total_elements":${total_elements},"zero_elements":${zero_elements},"mask_matrix":`);
  json.nested(seen(mask.values), mask.shape).raw('}');
}
