/** A server for tests, inside this process; its threads are real. */
import { buildServer } from '../../src/server/buildServer';
import { defaultLimits, type Limits } from '../../src/server/limits';
import type { Server, ServerSettings } from '../../src/server/Server';
import { servedModels } from '../../src/server/servedModels';

export interface Served {
  readonly server: Server;
  post<Answer = Json>(
    url: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  get<Answer = Json>(url: string): Promise<Answer>;
  /** Opens a session and gives its id. */
  open(body: unknown): Promise<string>;
}

export type Json = Record<string, unknown>;

export interface StepJson {
  readonly step: number;
  readonly step_type: string;
  readonly layer_index: number;
  readonly name: string;
  readonly description: string;
  readonly input_data: unknown;
  readonly output_data: unknown;
  readonly metadata?: Record<string, unknown>;
  readonly sparsity_info?: { readonly sparsity_ratio: number; readonly mask_matrix: number[][] };
  readonly moe_routing?: {
    readonly top_k_experts: { expert_id: number; gate_probability: number; output: number[][] }[];
    readonly gate_logits: number[];
    readonly combined_output: number[][];
  };
}

export async function served(
  limits: Partial<Limits> = {},
  settings: Partial<ServerSettings> = {},
): Promise<Served> {
  const server = await buildServer({
    limits: { ...defaultLimits, ...limits },
    models: await servedModels([]),
    threads: 1,
    modelBytes: 2 ** 31,
    origins: [],
    grace: 1,
    log: 'silent',
    ...settings,
  });
  const answer = async <Answer>(response: Promise<{ statusCode: number; body: string }>) => {
    const { statusCode, body } = await response;
    if (statusCode !== 200) throw new Error(`${statusCode}: ${body}`);
    return JSON.parse(body) as Answer;
  };
  const post = <Answer>(url: string, payload: unknown, headers: Record<string, string> = {}) =>
    answer<Answer>(server.inject({ method: 'POST', url, payload: payload as object, headers }));
  return {
    server,
    post,
    get: (url) => answer(server.inject({ method: 'GET', url })),
    open: async (body) => (await post<{ session_id: string }>('/api/init', body)).session_id,
  };
}

/** The numbers of arrays inside arrays, in order; null, which stands for −∞, as that. */
export function numbersOf(nested: unknown): number[] {
  return Array.isArray(nested)
    ? nested.flatMap(numbersOf)
    : [nested === null ? -Infinity : Number(nested)];
}
