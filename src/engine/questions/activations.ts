// activations: what a model computes on the way, by the names of its trace (see GLOSSARY.md).
//   activations(model, inputOfText(model, tokenizer, 'First Citizen:'))                  everything
//   activations(model, [[3, 1, 4]], ['block.*.ffn_activation', 'logits'])               * stands for any letters
//   activations(model, input, '*', { 'block.0.attention_output': put(0, …) })           what it then computes (intervene)
// Only what is asked for is kept.
import { intervene, type Interventions } from '../interventions/intervene';
import { scope } from '../tensor/scope';
import { Recorder } from '../trace/Recorder';
import { requireNumbers } from '../trace/requireNumbers';
import { stepPattern, unknownStep } from '../trace/stepPattern';
import type { Trace } from '../trace/Trace';
import { runModel, type AnyModel, type ModelInput } from './runModel';

/** A Recorder: `get(name)`, `letters(name)`, `names` in the order of computation, `tensors` as a record. */
export function activations(
  model: AnyModel,
  input: ModelInput,
  wanted: string | readonly string[] = '*',
  interventions: Interventions = {},
): Recorder {
  const patterns = [wanted].flat().map((text) => ({ text, matches: stepPattern(text) }));
  const met: string[] = [];
  const isWanted = (name: string) => {
    met.push(name);
    return patterns.some(({ matches }) => matches.test(name));
  };
  const passing = new Recorder();
  const tensors = scope(() => {
    const pass = (trace: Trace) => runModel(model, input, trace);
    intervene(interventions, pass, only(passing, isWanted));
    return passing.tensors;
  });
  const vain = patterns.find(({ matches }) => !met.some((name) => matches.test(name)));
  if (vain) throw unknownStep('activations: read', vain.text, met);
  const kept = new Recorder();
  for (const [name, tensor] of Object.entries(tensors)) {
    requireNumbers(name, tensor);
    kept.record(name, tensor, passing.letters(name));
  }
  return kept;
}

/** Hands on what is wanted. */
function only(trace: Trace, isWanted: (name: string) => boolean, prefix = ''): Trace {
  return {
    record: (name, tensor, letters) =>
      isWanted(prefix + name) ? trace.record(name, tensor, letters) : tensor,
    changes: (name) => trace.changes(name),
    within: (inner) => only(trace.within(inner), isWanted, `${prefix}${inner}.`),
  };
}
