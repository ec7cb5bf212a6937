/** Requests from the OpenAPI: most of them almost right, the rest anything. */
import fc from 'fast-check';
import type { JsonSchema, Operation } from '../validation';

export interface FuzzRequest {
  readonly operation: Operation;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: string;
}

type Schemas = Readonly<Record<string, JsonSchema>>;

export function requestsOf(
  operations: readonly Operation[],
  schemas: Schemas,
  sessions: readonly string[],
): fc.Arbitrary<FuzzRequest> {
  return fc.constantFrom(...operations).chain((operation) => {
    const session = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...sessions) },
      { weight: 1, arbitrary: damaged(sessions) },
    );
    const parameters = Object.fromEntries(
      operation.parameters.map(({ name, schema }) => [
        name,
        name === 'session_id' ? session : fc.oneof(valueOf(schema, schemas), fc.string()),
      ]),
    );
    const body = operation.body && bodyOf(operation.body, schemas, session);
    return fc
      .record({
        parameters: fc.record(parameters),
        payload: body ?? fc.constant(undefined),
        headers: headersOf(),
      })
      .map(({ parameters: given, payload, headers }) => ({
        operation,
        method: operation.method,
        url: urlOf(operation, given),
        headers: { ...headers, ...headersAmong(operation, given) },
        ...(payload !== undefined && { payload }),
      }));
  });
}

function urlOf({ path, parameters }: Operation, given: Record<string, unknown>): string {
  const inPath = path.replace(/\{(\w+)\}/g, (_, name: string) => encode(given[name]) || '-');
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && given[parameter.name] !== undefined)
    .map(({ name }) => `${name}=${encode(given[name])}`);
  return query.length > 0 ? `${inPath}?${query.join('&')}` : inPath;
}

function headersAmong({ parameters }: Operation, given: Record<string, unknown>) {
  const mine = parameters.filter((parameter) => parameter.in === 'header');
  const printable = (value: unknown) =>
    String(value)
      .replace(/[^\x20-\x7e]/g, '')
      .trim();
  return Object.fromEntries(mine.map(({ name }) => [name, printable(given[name])]));
}

/** Lone surrogates have no UTF-8. */
const encode = (value: unknown) => encodeURIComponent(String(value).replace(/\p{Cs}/gu, '?'));

function headersOf(): fc.Arbitrary<Record<string, string>> {
  return fc.record({
    'content-type': fc.oneof(
      { weight: 20, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/xml', 'nonsense', '') },
    ),
    accept: fc.oneof(
      { weight: 10, arbitrary: fc.constant('*/*') },
      fc.constantFrom('application/octet-stream', 'application/vnd.safetensors', 'image/png', 'x'),
    ),
    'accept-language': fc.constantFrom('zh', 'en;q=x', '*', ';;;', 'zh;q=0.5,en;q=2'),
    'accept-encoding': fc.constantFrom('gzip', 'identity', 'br;q=1', '*', 'nonsense'),
  });
}

function damaged(sessions: readonly string[]): fc.Arbitrary<string> {
  const cut = fc
    .tuple(fc.constantFrom(...sessions), fc.nat(400), fc.string({ maxLength: 3 }))
    .map(([id, at, other]) => id.slice(0, at) + other + id.slice(at + other.length));
  return fc.oneof(cut, fc.string());
}

function bodyOf(schema: JsonSchema, schemas: Schemas, session: fc.Arbitrary<string>) {
  const right = valueOf(schema, schemas).chain((value) =>
    isRecord(value) && 'session_id' in value
      ? session.map((session_id) => ({ ...value, session_id }))
      : fc.constant(value),
  );
  const almost = fc
    .tuple(
      right,
      fc.nat(),
      fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(-1, 1e308, 2 ** 53)),
    )
    .map(([value, at, other]) => replaced(value, at, other));
  return fc.oneof(
    { weight: 6, arbitrary: right.map((value) => JSON.stringify(value)) },
    { weight: 6, arbitrary: almost.map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.constant('{"__proto__":{"text":"x"},"text":"x"}') },
    { weight: 1, arbitrary: fc.constant('['.repeat(20_000)) },
  );
}

/** One of its parts, however deep, is another; or one is new, or gone. */
function replaced(value: unknown, at: number, other: unknown): unknown {
  if (!isRecord(value)) return other;
  const keys = Object.keys(value);
  const key = keys[at % (keys.length + 1)];
  if (key === undefined) return { ...value, [`k${at}`]: other };
  if (at % 7 === 0)
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return { ...value, [key]: replaced(value[key], Math.floor(at / (keys.length + 1)), other) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that the schema allows, small rather than large. */
function valueOf(schema: JsonSchema, schemas: Schemas): fc.Arbitrary<unknown> {
  const reference = schema['$ref'];
  if (typeof reference === 'string')
    return valueOf(schemas[reference.split('/').at(-1) ?? ''] ?? {}, schemas);
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices))
    return fc.oneof(...(choices as JsonSchema[]).map((one) => valueOf(one, schemas)));
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  if ('const' in schema) return fc.constant(schema['const']);
  const number = (name: string, usual: number) => Number(schema[name] ?? usual);
  switch (schema['type']) {
    case 'string':
      return fc.string({
        minLength: number('minLength', 0),
        maxLength: Math.min(40, number('maxLength', 40)),
        unit: 'grapheme',
      });
    case 'integer': {
      const min = Math.max(-5, number('minimum', 0));
      return fc.integer({ min, max: Math.min(number('maximum', 1e9), min + 40) });
    }
    case 'number':
      return fc.double({
        min: number('minimum', 0),
        max: Math.min(number('maximum', 3), 3),
        noNaN: true,
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valueOf((schema['items'] ?? {}) as JsonSchema, schemas), { maxLength: 6 });
    case 'object': {
      const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
      const required = (schema['required'] ?? []) as string[];
      const parts = Object.fromEntries(
        Object.entries(properties).map(([name, part]) => [name, valueOf(part, schemas)]),
      );
      const has = { requiredKeys: required.filter((name) => name in parts) };
      return fc.record(parts, has);
    }
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}
