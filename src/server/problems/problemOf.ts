/** Whatever was thrown while a request was served, as a Problem. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Problem, problem } from './Problem';

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ForwardPassError) return problem('refused', error.toJSON());
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const where = `${error.validationContext ?? 'body'}${first?.instancePath ?? ''}`;
    return problem('invalid', {
      what: `the request: ${where.replaceAll('/', '.')}`,
      expected: (first?.message ?? 'what /openapi.json says').slice(0, 500),
      got: 'something else',
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
    { what: 'Content-Type', expected: 'application/json', got: 'another type' },
  ],
};
