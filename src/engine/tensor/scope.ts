// scope: a piece of work whose tensors are freed together when it returns, such as one training step.
//   const loss = scope(() => { …forward, backward, update…; return crossEntropy(logits, ids).item(); });

export function scope<Result>(work: () => Result): Result {
  return work();
}
