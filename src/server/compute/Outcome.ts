/** What a thread hands back: a value, or what it refuses, as plain data; errors lose their class between threads. */
import { ForwardPassError, type ErrorFacts } from '../../engine/errors/ForwardPassError';
import { Problem, problem, type ProblemKind } from '../problems/Problem';

export type Outcome<Value> =
  | { readonly value: Value }
  | { readonly refused: { readonly kind: ProblemKind; readonly facts: ErrorFacts } };

export async function outcomeOf<Value>(
  work: () => Value | Promise<Value>,
): Promise<Outcome<Value>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof Problem) return { refused: { kind: error.kind, facts: error.facts } };
    if (!(error instanceof ForwardPassError)) throw error;
    return { refused: { kind: 'refused', facts: error.toJSON() } };
  }
}

export function valueOf<Value>(outcome: Outcome<Value>): Value {
  if ('value' in outcome) return outcome.value;
  throw problem(outcome.refused.kind, outcome.refused.facts);
}
