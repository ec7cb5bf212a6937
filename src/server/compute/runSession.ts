/** runSession: a session's forward pass; everything that the engine's trace names, laid into memory that threads share. */
import { flat } from '../../engine/tensor/flat';
import { scope } from '../../engine/tensor/scope';
import { Recorder } from '../../engine/trace/Recorder';
import { requireNumbers } from '../../engine/trace/requireNumbers';
import { planSteps } from '../steps/planSteps';
import type { Prepared } from './prepare';
import type { LaidTensor, Run } from './Run';

/** `plan` finds the steps among the names; a thread remembers the plans of the models that it has run. */
export function runSession(prepared: Prepared, plan = planSteps): Run {
  const { tokens, texts, target, facts } = prepared;
  return { ...recorded(prepared, plan), tokens, texts, ...(target && { target }), facts };
}

type Recorded = Pick<Run, 'numbers' | 'tensors' | 'steps' | 'milliseconds'>;

function recorded({ params, forward, whole }: Prepared, plan: typeof planSteps): Recorded {
  const start = performance.now();
  return scope(() => {
    const trace = new Recorder();
    forward(params, trace);
    const milliseconds = performance.now() - start;
    const names = trace.names.filter((name) => whole || name !== 'logits');
    let bytes = 0;
    const tensors = names.map((name): LaidTensor => {
      const tensor = trace.get(name);
      const offset = bytes;
      bytes += 4 * tensor.size;
      const dtype = tensor.dtype === 'int32' ? 'int32' : 'float32';
      return { name, letters: trace.letters(name), shape: [...tensor.shape], dtype, offset };
    });
    const numbers = new SharedArrayBuffer(bytes);
    for (const { name, dtype, offset } of tensors) {
      const tensor = trace.get(name);
      requireNumbers(name, tensor);
      const room =
        dtype === 'int32'
          ? new Int32Array(numbers, offset, tensor.size)
          : new Float32Array(numbers, offset, tensor.size);
      room.set(flat(tensor));
    }
    return { numbers, tensors, steps: plan(names), milliseconds };
  });
}
