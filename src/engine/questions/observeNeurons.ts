// observeNeurons: what every neuron of every layer does at every token of a batch. A neuron is a column of what the trace
// calls `ffn_activation` (B, T, F), or of another name that all layers have: `ffn_gate_activation` of SwiGLU, `delta` of Mamba.
// An encoder–decoder gives two observations, as its halves read different texts; padding is left out.
import type { IdRows } from '../nn/idRows';
import { flat } from '../tensor/flat';
import type { Tensor } from '../tensor/Tensor';
import { activations } from './activations';
import { hasSource, type AnyModel, type ModelInput } from './runModel';

/** The tokens of a text, as they are printed. */
export type ObservedRow = readonly string[];

export interface Observation {
  readonly rows: readonly ObservedRow[];
  /** How many tokens there are. */
  readonly tokens: number;
  readonly layers: readonly ObservedLayer[];
}

export interface ObservedLayer {
  /** In the trace: `decoder.block.1.ffn_activation`. */
  readonly name: string;
  /** By neuron: its value at every token, row after row. */
  readonly neurons: readonly Float32Array[];
}

export interface ObservationSettings {
  /** A token as it is printed: `(id) => tokenizer.decode([id])`. */
  show(id: number): string;
  /** The last part of the name in the trace. */
  readonly activation?: string;
}

/** As many texts at once as fit well into memory. */
const atOnce = 16;

export function observeNeurons(
  model: AnyModel,
  input: ModelInput,
  { show, activation = 'ffn_activation' }: ObservationSettings,
): Observation[] {
  const { config } = model;
  const pad = 'pad_token_id' in config ? config.pad_token_id : undefined;
  const parts = portions(input).map((part) => activations(model, part, `*block.*.${activation}`));
  const names = parts[0]?.names ?? [];
  return halvesOf(input).map(({ prefix, ids }) => {
    const read = ids.map((row) => row.flatMap((id, t) => (id === pad ? [] : [{ id, t }])));
    const rows = read.map((row) => row.map(({ id }) => show(id)));
    const places = read.flatMap((row, b) => row.map(({ t }) => ({ b, t })));
    const own = names.filter((name) => name.startsWith(`${prefix}block.`));
    const layers = own.map((name) => {
      const tensors = parts.map((part) => part.get(name));
      return { name, neurons: columns(tensors, places) };
    });
    return { rows, tokens: places.length, layers };
  });
}

function halvesOf(input: ModelInput): { readonly prefix: string; readonly ids: IdRows }[] {
  if (!hasSource(input)) return [{ prefix: '', ids: input }];
  return [
    { prefix: 'encoder.', ids: input.source },
    { prefix: 'decoder.', ids: input.target },
  ];
}

/** Column by column of (B, T, F), whose texts come in portions, at these places. */
function columns(
  tensors: readonly Tensor[],
  places: readonly { readonly b: number; readonly t: number }[],
): Float32Array[] {
  const rows = places.flatMap(({ b, t }) => {
    const tensor = tensors[Math.floor(b / atOnce)];
    return tensor ? [flat(tensor.part(b % atOnce, t))] : [];
  });
  const neurons = Array.from(rows[0] ?? [], () => new Float32Array(rows.length));
  rows.forEach((row, i) => {
    row.forEach((value, f) => ((neurons[f] as Float32Array)[i] = value));
  });
  return neurons;
}

function portions(input: ModelInput): ModelInput[] {
  const count = Math.ceil((hasSource(input) ? input.source : input).length / atOnce);
  return Array.from({ length: Math.max(count, 1) }, (_, i) => {
    const cut = <Row>(rows: readonly Row[]) => rows.slice(i * atOnce, (i + 1) * atOnce);
    return hasSource(input) ? { source: cut(input.source), target: cut(input.target) } : cut(input);
  });
}
