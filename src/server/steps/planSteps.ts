/**
 * planSteps: which of a run's tensors are steps, what each is called outside, and from what it was computed. Decided by the
 * names of the trace alone, so that it holds for every architecture.
 */
import { stepKinds, type InputRule } from './stepKinds';

export interface PlannedStep {
  /** `step_type`: a kind of stepKinds, `expert_3_output` with its number. */
  readonly type: string;
  /** Its tensor. */
  readonly name: string;
  /** Of `stepKinds`. */
  readonly kind: string;
  readonly layer: number;
  /** 'encoder' or 'decoder', where there are both. */
  readonly stack?: string;
  /** The tensors that it was computed from; the first is the step's `input_data`. */
  readonly inputs: readonly string[];
}

const inBlock = /^(?:(encoder|decoder)\.)?block\.(\d+)\.(.+)$/;

export function planSteps(names: readonly string[]): PlannedStep[] {
  const steps: PlannedStep[] = [];
  const known = new Set(names);
  names.forEach((name, at) => {
    const [, stack, layer = '', short = ''] = inBlock.exec(name) ?? [];
    const kind = short.replace(/^expert_\d+_/, 'expert_N_');
    const found = stepKinds[kind];
    if (!found) return;
    const prefix = name.slice(0, -short.length);
    if (found.sparseOnly && !known.has(`${prefix}sparse_mask`)) return;
    const block = { prefix, before: names.slice(0, at), known };
    steps.push({
      type: kind === 'expert_N_output' ? short : found.type,
      ...{ name, kind, layer: Number(layer) },
      ...(stack !== undefined && { stack }),
      inputs: [...new Set(found.of.flatMap((rule) => inputsOf(rule, block)))],
    });
  });
  return steps;
}

interface Block {
  readonly prefix: string;
  /** All names before the step's own. */
  readonly before: readonly string[];
  readonly known: ReadonlySet<string>;
}

function inputsOf(rule: InputRule, block: Block): string[] {
  const { prefix, before, known } = block;
  const inside = before.filter((name) => name.startsWith(prefix));
  const latest = (pattern: RegExp) =>
    inside.findLast((name) => pattern.test(name.slice(prefix.length)));
  switch (rule) {
    case '@norm':
      return [latest(/^layer_norm_\d$/) ?? stream(block)];
    case '@before':
      return [latest(/^(residual_\d|layer_norm_\d)$/) ?? stream(block)];
    case '@stream':
      return [latest(normComesFirst(block) ? /^residual_\d$/ : /^layer_norm_\d$/) ?? stream(block)];
    case '@change':
      return [
        latest(/^(\w*attention_projection|ffn_output|moe_combined_output|out_projection)$/),
      ].flatMap((name) => name ?? []);
    case '@memory': {
      const encoder = before.filter((name) => name.startsWith('encoder.'));
      return [encoder.findLast((name) => /(layer_norm(_\d)?|residual_\d)$/.test(name)) ?? ''];
    }
    case '@experts':
      return inside.filter((name) => /expert_\d+_output$/.test(name));
    default: {
      const name = rule.split('|').find((option) => known.has(prefix + option));
      return name === undefined ? [] : [prefix + name];
    }
  }
}

/** Pre-norm: what is added to is a sum; else it is normalised. */
function normComesFirst({ prefix, before }: Block): boolean {
  const norm = before.indexOf(`${prefix}layer_norm_1`);
  const mixing = before.findIndex(
    (name) => /\.(q|in)_projection$/.test(name) && name.startsWith(prefix),
  );
  return norm >= 0 && norm < mixing;
}

/** What enters the block: what the one before it gave, or the embedding. */
function stream({ prefix, before }: Block): string {
  const stack = /^(encoder|decoder)\./.exec(prefix)?.[0] ?? '';
  const outside = before.filter((name) => name.startsWith(stack) && !name.startsWith(prefix));
  const given =
    /(^|\.)(residual_\d|layer_norm_\d|\w*embedding_sum|scaled_embedding|token_embedding)$/;
  return outside.findLast((name) => given.test(name)) ?? '';
}
