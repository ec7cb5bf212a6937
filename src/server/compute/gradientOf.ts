/** gradientOf: how much the loss moves when one step moves: of the next token, averaged over the text. */
import { gradients } from '../../engine/autograd/gradients';
import { watch } from '../../engine/autograd/watch';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { crossEntropy } from '../../engine/ops/crossEntropy';
import { slice } from '../../engine/ops/slice';
import { flat } from '../../engine/tensor/flat';
import { scope } from '../../engine/tensor/scope';
import { tensorFrom } from '../../engine/tensor/tensorFrom';
import { Recorder } from '../../engine/trace/Recorder';
import { requireNumbers } from '../../engine/trace/requireNumbers';
import type { Prepared } from './prepare';

export interface Gradient {
  readonly loss: number;
  readonly letters: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Of the tensor that the trace calls `name`. */
export function gradientOf({ params, forward, tokens, target }: Prepared, name: string): Gradient {
  const told = target?.tokens ?? tokens;
  if (told.length < 2) throw nothingToPredict(told.length);
  return scope(() => {
    const trace = new Recorder();
    const logits = forward(watch(params), trace);
    const positions = slice(logits, { axis: 1, start: 0, end: told.length - 1 });
    const loss = crossEntropy(positions, tensorFrom([told.slice(1)], 'int32'));
    const step = trace.get(name);
    if (!step.origin) throw withoutGradient(name);
    const { gradient } = gradients(loss, { gradient: step });
    requireNumbers(`gradient of ${name}`, gradient);
    return {
      loss: loss.item(),
      letters: trace.letters(name),
      shape: [...gradient.shape],
      values: Float32Array.from(flat(gradient)),
    };
  });
}

function nothingToPredict(length: number): ForwardPassError {
  return new ForwardPassError({
    what: 'the gradient of the loss',
    expected: 'at least 2 tokens, as each position is to tell the next',
    got: `${length}`,
    hint: 'open a session with a longer text',
  });
}

function withoutGradient(name: string): ForwardPassError {
  return new ForwardPassError({
    what: `the gradient of "${name}"`,
    expected: 'a step that is computed from parameters',
    got: 'one that is chosen, not computed: a mask, a load, or a number that is only shown',
  });
}
