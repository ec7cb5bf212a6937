// activations: what a model computes on the way, by the names of its trace (see GLOSSARY.md).
//   activations(model, inputOfText(model, tokenizer, 'First Citizen:'))                  everything
//   activations(model, [[3, 1, 4]], ['block.*.ffn_activation', 'logits'])               * stands for any letters
// Only what is asked for is kept.
import { ForwardPassError } from '../errors/ForwardPassError';
import { scope } from '../tensor/scope';
import { Recorder } from '../trace/Recorder';
import { requireNumbers } from '../trace/requireNumbers';
import type { Trace } from '../trace/Trace';
import { runModel, type AnyModel, type ModelInput } from './runModel';

/** A Recorder: `get(name)`, `letters(name)`, `names` in the order of computation, `tensors` as a record. */
export function activations(
  model: AnyModel,
  input: ModelInput,
  wanted: string | readonly string[] = '*',
): Recorder {
  const patterns = [wanted].flat().map((text) => ({ text, matches: matcherOf(text) }));
  const met: string[] = [];
  const isWanted = (name: string) => {
    met.push(name);
    return patterns.some(({ matches }) => matches.test(name));
  };
  const passing = new Recorder();
  const tensors = scope(() => {
    runModel(model, input, only(passing, isWanted));
    return passing.tensors;
  });
  const vain = patterns.find(({ matches }) => !met.some((name) => matches.test(name)));
  if (vain) throw unknown(vain.text, met);
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
    within: (inner) => only(trace.within(inner), isWanted, `${prefix}${inner}.`),
  };
}

function matcherOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

function unknown(pattern: string, met: readonly string[]): ForwardPassError {
  const word = pattern.split(/[.*]/).findLast((part) => part !== '') ?? pattern;
  const close = met.filter((name) => name.includes(word));
  const shown = (close.length > 0 ? close : met).slice(0, 12);
  return new ForwardPassError({
    what: `activations: read "${pattern}"`,
    expected: 'the name of something that this model computes, * for any letters',
    got: `none such among ${met.length}`,
    hint: `there is, for example, ${shown.join(', ')}`,
  });
}
