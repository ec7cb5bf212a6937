// scope: a piece of work whose tensors are freed together when it returns, such as one training step.
//   const loss = scope(() => { …forward, backward, update…; return crossEntropy(logits, ids).item(); });
// Inside, new float32 tensors lie in the kernels' memory, where nothing is copied to compute with them. What is returned
// lives on: numbers, and tensors, alone or directly in an array or a record. Any other tensor of a closed scope says so
// when it is read.
import { kernels } from '../kernels/kernels';
import { flat } from './flat';
import { Tensor } from './Tensor';

export function scope<Result>(work: () => Result): Result {
  const memory = kernels();
  if (!memory) return work();
  memory.enter();
  try {
    return surviving(work()) as Result;
  } finally {
    memory.leave();
  }
}

function surviving(result: unknown): unknown {
  if (result instanceof Tensor) return result.isLent ? ownCopy(result) : result;
  if (Array.isArray(result)) return result.some(isLent) ? result.map(survivor) : result;
  if (typeof result !== 'object' || result === null) return result;
  if (Object.getPrototypeOf(result) !== Object.prototype) return result;
  if (!Object.values(result).some(isLent)) return result;
  return Object.fromEntries(Object.entries(result).map(([name, part]) => [name, survivor(part)]));
}

const isLent = (part: unknown) => part instanceof Tensor && part.isLent;
const survivor = (part: unknown) => (part instanceof Tensor && part.isLent ? ownCopy(part) : part);

/** On the JavaScript heap, without the graph that it came from. */
function ownCopy(x: Tensor): Tensor {
  return new Tensor(flat(x).slice(), x.shape);
}
