// ForwardPassError: the one error of the whole project. It teaches: what was being done, what was expected, what
// arrived, and what to try. The same object shows in terminal, editor and page, so it stays plain data.

export interface ErrorFacts {
  /** What was being done, with the name of the thing: `matmul`, `parameter "norm1.weight"`. */
  readonly what: string;
  /** The rule, in words or letters: `shape (T, C) with C = 8`. */
  readonly expected: string;
  /** What arrived instead. */
  readonly got: string;
  /** What to look at or try. */
  readonly hint?: string;
}

export class ForwardPassError extends Error implements ErrorFacts {
  override readonly name = 'ForwardPassError';
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  readonly hint: string | undefined;

  constructor({ what, expected, got, hint }: ErrorFacts) {
    super(messageOf({ what, expected, got, hint }));
    this.what = what;
    this.expected = expected;
    this.got = got;
    this.hint = hint;
  }

  toJSON(): ErrorFacts {
    const { what, expected, got, hint } = this;
    return hint === undefined ? { what, expected, got } : { what, expected, got, hint };
  }
}

function messageOf({ what, expected, got, hint }: ErrorFacts) {
  const lines = [what, `  expected  ${expected}`, `  got       ${got}`];
  if (hint !== undefined) lines.push(`  hint      ${hint}`);
  return lines.join('\n');
}
