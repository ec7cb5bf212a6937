// intervene: a forward pass in which named steps are replaced, each by a function of its value: what happens if this wire is
// cut, this head is silent, these hands do not turn?
//   intervene({ 'block.1.attention_output': put(0, ({ H }) => H === 3) }, (trace) => gpt2(model, rows, {}, trace))
//   intervene({ 'block.*.masked_scores': (_, step) => step.earlier('attention_scores') }, pass)          no mask, no layer has one
//   intervene({ 'encoder.block.0.v_projection': () => other.get('encoder.block.0.v_projection') }, pass, recorder)
// The names are those of the trace (GLOSSARY.md, * for any letters), in every model; what follows a step computes with what
// replaced it, and `inner`, such as a Recorder, sees that too. Several rules for one step are applied in their order.
// Gradients flow through whatever ops the function uses. Without rules it is the plain pass, to the bit.
import { ForwardPassError } from '../errors/ForwardPassError';
import { sameShape, showShape } from '../tensor/shape';
import type { Tensor } from '../tensor/Tensor';
import { stepPattern, unknownStep } from '../trace/stepPattern';
import { noTrace, type Trace } from '../trace/Trace';

/** Where a pass stands. */
export interface Step {
  /** In full: `decoder.block.0.cross_attention_scores`. */
  readonly name: string;
  /** Of its axes: 'B H T S'. */
  readonly letters: string;
  /** What this pass named before, as it went on with it: by its name within the same block, or in full. */
  earlier(name: string): Tensor;
}

/** From the value of a step to another of the same shape. */
export type Intervention = (value: Tensor, step: Step) => Tensor;

/** By the names of the steps. */
export type Interventions = Readonly<Record<string, Intervention>>;

export function intervene<Result>(
  interventions: Interventions,
  pass: (trace: Trace) => Result,
  inner: Trace = noTrace,
): Result {
  const rules = Object.entries(interventions).map(([pattern, replace]) => {
    return { pattern, meant: stepPattern(pattern), replace };
  });
  const met = new Map<string, Tensor>();
  const result = pass(intervening(rules, met, inner));
  const vain = rules.find(({ meant }) => ![...met.keys()].some((name) => meant.test(name)));
  if (vain) throw unknownStep('intervene: replace', vain.pattern, met.keys());
  return result;
}

interface Rule {
  readonly meant: RegExp;
  readonly replace: Intervention;
}

function intervening(
  rules: readonly Rule[],
  met: Map<string, Tensor>,
  inner: Trace,
  prefix = '',
): Trace {
  const rulesOf = (name: string) => rules.filter(({ meant }) => meant.test(prefix + name));
  return {
    record(name, tensor, letters) {
      const full = prefix + name;
      const earlier = (wanted: string) => recall(met, [prefix + wanted, wanted], full);
      const replaced = rulesOf(name).reduce(
        (value, { replace }) =>
          alike(replace(value, { name: full, letters, earlier }), value, full),
        tensor,
      );
      const seen = inner.record(name, replaced, letters);
      met.set(full, seen);
      return seen;
    },
    changes: (name) => rulesOf(name).length > 0 || inner.changes(name),
    within: (part) => intervening(rules, met, inner.within(part), `${prefix}${part}.`),
  };
}

function recall(
  met: ReadonlyMap<string, Tensor>,
  names: readonly [string, string],
  now: string,
): Tensor {
  const found = met.get(names[0]) ?? met.get(names[1]);
  if (found) return found;
  throw unknownStep(`intervene: before "${now}", read`, names[1], met.keys());
}

function alike(replacement: Tensor, value: Tensor, name: string): Tensor {
  if (sameShape(replacement.shape, value.shape) && replacement.dtype === value.dtype) {
    return replacement;
  }
  throw new ForwardPassError({
    what: `intervene: replace "${name}"`,
    expected: `a tensor of shape ${showShape(value.shape)} in ${value.dtype}`,
    got: `${showShape(replacement.shape)} in ${replacement.dtype}`,
    hint: 'what follows computes with it; a run that it is carried over from must have read as many tokens',
  });
}
