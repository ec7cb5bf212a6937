/** Whatever was thrown while a request was served, as a Problem. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Problem, problem } from './Problem';

export function problemOf(error: unknown, request: Partial<Asked> = {}): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ForwardPassError) return problem('refused', error.toJSON());
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const context = error.validationContext ?? 'body';
    const path = (first?.instancePath ?? '').split('/').slice(1);
    const part = context === 'querystring' ? request.query : request[context as keyof Asked];
    return problem('invalid', {
      what: `the request: ${[context, ...path].join('.')}`,
      expected: wanted(first?.message ?? 'what /openapi.json says'),
      got: shown(path.reduce(inside, part)),
      ...(error.validation.length > 1 && { hint: `${error.validation.length} faults in all` }),
    });
  }
  const { code = '', statusCode = 500 } = error as { code?: string; statusCode?: number };
  const known = fastifyProblems[code];
  if (known) return problem(...known);
  if (statusCode === 429) {
    return problem('too-many-requests', {
      what: 'requests of this address',
      expected: 'no more than the limit a minute',
      got: 'more',
      hint: 'wait as many seconds as Retry-After says',
    });
  }
  if (statusCode >= 400 && statusCode < 500) {
    return problem('bad-request', {
      what: 'the request',
      expected: 'one that HTTP allows',
      got: (error as Error).message.slice(0, 200),
    });
  }
  return problem('broken', {
    what: 'this request',
    expected: 'an answer',
    got: 'a fault of the server, which its log describes',
  });
}

/** What a request brings, as it came. */
interface Asked {
  readonly body: unknown;
  readonly query: unknown;
  readonly params: unknown;
  readonly headers: unknown;
}

/** zod's own words, without what is said elsewhere. */
function wanted(message: string): string {
  return message
    .replace(
      /^(Invalid input|Too small|Too big|Invalid option|Unrecognized keys?): (expected )?/,
      '',
    )
    .replace(/, received .*$/, '')
    .slice(0, 500);
}

function inside(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

const notJson = {
  what: 'the body of the request',
  expected: 'JSON, in UTF-8',
  got: 'something else',
};

const fastifyProblems: Record<string, Parameters<typeof problem> | undefined> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['not-json', notJson],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['not-json', { ...notJson, got: 'nothing' }],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'bad-request',
    { what: 'the body', expected: 'as many bytes as Content-Length says', got: 'another number' },
  ],
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'body-too-large',
    { what: 'the body of the request', expected: 'a smaller one', got: 'too many bytes' },
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'wrong-media-type',
    {
      what: 'Content-Type',
      expected: 'application/json',
      got: 'another type',
      hint: "curl says it with -H 'Content-Type: application/json'",
    },
  ],
};
