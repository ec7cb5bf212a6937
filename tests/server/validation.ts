/** Answers held to the server's own OpenAPI. */
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import type { Served } from './served';

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: JsonSchema;
  }[];
  readonly body?: JsonSchema;
  /** Of an answer with this status, when it is JSON. */
  validate(status: number): ValidateFunction | undefined;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface OpenApi {
  readonly paths: Record<string, Record<string, RawOperation>>;
  readonly components: { readonly schemas: Record<string, JsonSchema> };
}

interface RawOperation {
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: JsonSchema }> };
  readonly responses: Record<
    string,
    { readonly content?: Record<string, { readonly schema: JsonSchema }> }
  >;
}

export async function operationsOf(
  host: Served,
): Promise<{ api: OpenApi; operations: Operation[] }> {
  const api = await host.get<OpenApi>('/openapi.json');
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  ajv.addSchema({ ...api, $id: 'api' });
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]): Operation => {
      const content = raw.requestBody?.content['application/json'];
      return {
        method: method.toUpperCase(),
        path,
        parameters: raw.parameters ?? [],
        ...(content && { body: content.schema }),
        validate: (status) => {
          const type = Object.keys(raw.responses[status]?.content ?? {})[0];
          if (!type?.endsWith('json')) return undefined;
          const parts = [
            'paths',
            path,
            method,
            'responses',
            `${status}`,
            'content',
            type,
            'schema',
          ];
          const pointer = parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
          return ajv.getSchema(`api#/${pointer.map(encodeURIComponent).join('/')}`);
        },
      };
    }),
  );
  return { api, operations };
}
