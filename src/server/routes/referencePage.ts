/** /redoc: the interface on one page to read, made from its OpenAPI when it is asked for; no script, nothing from elsewhere. */
interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<
    Record<string, { readonly description?: string; readonly content?: Content }>
  >;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

export interface OpenApi {
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description?: string;
  };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** Schemas inside schemas are shown so deep. */
const deepest = 5;

export function referencePage(api: OpenApi): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const links = operations.map(
    ({ path, method, operation: { summary = '' } }) =>
      `<a href="#${anchor(method, path)}"><b>${method}</b> ${escape(path)}<span>${escape(summary)}</span></a>`,
  );
  const sections = operations.map(({ path, method, operation }) =>
    section(api, path, method, operation),
  );
  const { title, version, description = '' } = api.info;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width"><style>${style}</style></head><body><nav>${links.join('')}</nav><main>
<h1>${escape(title)} <small>${escape(version)}</small></h1><p>${escape(description)} <a href="/openapi.json">openapi.json</a> · <a href="/docs">try it</a></p>
${sections.join('\n')}</main></body></html>`;
}

function section(api: OpenApi, path: string, method: string, operation: Operation): string {
  const {
    summary = '',
    description = '',
    parameters = [],
    requestBody,
    responses = {},
  } = operation;
  const asked = parameters.map(({ name, in: where, required = false, schema = {} }) =>
    row(name, required, `${where}: ${kind(schema)}`, notes(schema)),
  );
  const body = Object.entries(requestBody?.content ?? {}).map(
    ([type, { schema = {} }]) =>
      `<h3>Body <code>${escape(type)}</code></h3>${fields(api, schema, 0)}`,
  );
  const answers = Object.entries(responses).map(
    ([status, { description: what = '', content = {} }]) => {
      const [first] = Object.values(content);
      const inside = first?.schema ? fields(api, first.schema, 0) : '';
      return `<details${status === '200' ? ' open' : ''}><summary><b>${escape(status)}</b> ${escape(what)}</summary>${inside}</details>`;
    },
  );
  return `<section id="${anchor(method, path)}"><h2><b>${method}</b> ${escape(path)}</h2><p>${escape(summary)}</p><p>${escape(description)}</p>
${asked.length > 0 ? `<table>${asked.join('')}</table>` : ''}${body.join('')}<h3>Answers</h3>${answers.join('')}</section>`;
}

function fields(api: OpenApi, given: Schema, depth: number): string {
  const schema = resolved(api, given);
  const item = schema.items ? resolved(api, schema.items) : undefined;
  const inside = schema.properties ? schema : item?.properties ? item : undefined;
  if (!inside?.properties || depth >= deepest) {
    return depth === 0 ? `<p>${escape(kind(schema))} ${notes(schema)}</p>` : '';
  }
  const rows = Object.entries(inside.properties).map(([name, one]) => {
    const part = resolved(api, one.anyOf?.find(({ type }) => type !== 'null') ?? one);
    const required = inside.required?.includes(name) ?? false;
    return row(
      name,
      required,
      kind(part),
      `${notes({ ...part, ...one })}${fields(api, part, depth + 1)}`,
    );
  });
  return `<table>${rows.join('')}</table>`;
}

function resolved({ components }: OpenApi, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (components?.schemas?.[name] ?? schema);
}

function row(name: string, required: boolean, what: string, more: string): string {
  return `<tr><td><code>${escape(name)}</code>${required ? '' : ' <i>optional</i>'}</td><td>${escape(what)} ${more}</td></tr>`;
}

function kind({ type, enum: values, items, anyOf }: Schema): string {
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (type === 'array') return `array of ${items ? kind(items) : 'any'}`;
  if (anyOf) return anyOf.map(kind).join(' or ');
  return [type ?? 'any'].flat().join(' or ');
}

function notes(schema: Schema): string {
  const { description, default: usual, minimum, maximum, maxLength } = schema;
  const parts = [
    description && escape(description),
    usual !== undefined && `default <code>${escape(JSON.stringify(usual))}</code>`,
    minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER && `from ${minimum}`,
    maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && `to ${maximum}`,
    maxLength !== undefined && `at most ${maxLength} characters`,
  ];
  return parts.filter((part) => part).join('; ');
}

const anchor = (method: string, path: string) => `${method}${path.replace(/[^\w]+/g, '-')}`;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

const style = `body{margin:0;font:15px/1.5 system-ui,sans-serif;color:#1c2330;display:flex}
nav{width:300px;height:100vh;overflow:auto;position:sticky;top:0;background:#f4f6f9;padding:12px;box-sizing:border-box;flex:none}
nav a{display:block;color:inherit;text-decoration:none;padding:5px 0}nav span{display:block;color:#667;font-size:12px}
b{text-transform:uppercase;font-size:12px;color:#0b62c4}main{padding:24px 40px;max-width:960px;min-width:0}
section{border-top:1px solid #dde;padding:16px 0}table{border-collapse:collapse;width:100%}td{border-top:1px solid #e6e8ee;padding:5px 8px;vertical-align:top}
td:first-child{white-space:nowrap}i{color:#889;font-size:12px}code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}`;
