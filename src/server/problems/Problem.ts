/**
 * Problem: what goes wrong with a request, as RFC 9457 wants it told, with the four parts of every error of this project: what
 * was being done, what was expected, what arrived, and what to try.
 */
import type { ErrorFacts } from '../../engine/errors/ForwardPassError';

/** Every kind of problem that an answer may have, with its status and its title. */
export const problemKinds = {
  'not-json': [400, 'The body is not JSON'],
  'bad-request': [400, 'The request cannot be read'],
  'unknown-path': [404, 'There is nothing at this address'],
  'unknown-session': [404, 'There is no such session'],
  'unknown-model': [404, 'There is no such model'],
  'unknown-tensor': [404, 'There is no such tensor'],
  'wrong-method': [405, 'This address has no such method'],
  'wrong-accept': [406, 'This answer has no such form'],
  'ended-session': [410, 'This session has ended'],
  'body-too-large': [413, 'The body is too large'],
  'wrong-media-type': [415, 'The body must be JSON'],
  invalid: [422, 'The request is not valid'],
  refused: [422, 'The engine refuses this'],
  'too-long-to-seal': [422, 'The session is too long for an id'],
  'too-much-work': [422, 'This is more than the server computes at once'],
  'answer-too-large': [422, 'The answer would be too large'],
  'too-many-sessions': [429, 'There are too many sessions'],
  'too-many-requests': [429, 'There are too many requests from this address'],
  'too-many-streams': [429, 'There are too many open streams'],
  'headers-too-large': [431, 'The headers are too large'],
  broken: [500, 'The server is at fault'],
  busy: [503, 'The server is busy'],
  draining: [503, 'The server is shutting down'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemKind = keyof typeof problemKinds;

export interface ProblemJson extends ErrorFacts {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
}

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;

  constructor(
    readonly kind: ProblemKind,
    readonly facts: ErrorFacts,
    /** Seconds after which the same request may do. */
    readonly retryAfter?: number,
  ) {
    super(`${facts.what}: expected ${facts.expected}, got ${facts.got}`);
    this.status = problemKinds[kind][0];
  }

  toJSON(instance?: string): ProblemJson {
    const { what, expected, got, hint } = this.facts;
    return {
      type: `urn:forward-pass:problem:${this.kind}`,
      title: problemKinds[this.kind][1],
      status: this.status,
      detail: this.message,
      ...(instance !== undefined && { instance }),
      ...{ what, expected, got },
      ...(hint !== undefined && { hint }),
    };
  }
}

export function problem(kind: ProblemKind, facts: ErrorFacts, retryAfter?: number): Problem {
  return new Problem(kind, facts, retryAfter);
}
