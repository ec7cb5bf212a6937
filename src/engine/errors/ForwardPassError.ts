/** The one error that a user meets: what went wrong, what was expected, what came, what to do. */
export interface ErrorParts {
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  readonly hint: string;
}

export class ForwardPassError extends Error implements ErrorParts {
  public readonly what: string;
  public readonly expected: string;
  public readonly got: string;
  public readonly hint: string;

  public constructor({ what, expected, got, hint }: ErrorParts) {
    super(`${what}\n  expected: ${expected}\n  got:      ${got}\n  hint:     ${hint}`);
    this.name = 'ForwardPassError';
    this.what = what;
    this.expected = expected;
    this.got = got;
    this.hint = hint;
  }
}
