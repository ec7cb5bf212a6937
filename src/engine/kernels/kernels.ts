// kernels: the one instance of the kernels and their memory, made when first wanted; null where the host has none.
// The only state of the engine that outlives a call: a second memory would double what it takes, and tensors of one could
// not meet those of the other. It holds no values that a result could depend on.
import { instantiate } from './instantiate';
import { firstPages, KernelMemory } from './KernelMemory';

let shared: KernelMemory | null | undefined;
let wanted = true;

export function kernels(): KernelMemory | null {
  if (!wanted) return null;
  if (shared === undefined) {
    const instance = instantiate(firstPages);
    shared = instance && new KernelMemory(instance);
  }
  return shared;
}

/** What tensors already live in, whether kernels are wanted or not. */
export function kernelMemory(): KernelMemory | null {
  return shared ?? null;
}

/** The plain TypeScript of the ops computes everything inside: to compare with, or to read along. */
export function withoutKernels<Result>(work: () => Result): Result {
  const before = wanted;
  wanted = false;
  try {
    return work();
  } finally {
    wanted = before;
  }
}
