// observeNeurons: what every neuron of every layer does at every token of a batch. A neuron is a column of what the trace
// calls `ffn_activation` (B, T, F), or of another name that all layers have: `ffn_gate_activation` of SwiGLU, `delta` of Mamba.
// An encoder–decoder gives two observations, as its halves read different texts; padding is left out.
import { dims } from '../tensor/dims';
import { flat } from '../tensor/flat';
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
  const halves = hasSource(input)
    ? [
        { prefix: 'encoder.', ids: input.source },
        { prefix: 'decoder.', ids: input.target },
      ]
    : [{ prefix: '', ids: input }];
  const { config } = model;
  const pad = 'pad_token_id' in config ? config.pad_token_id : undefined;
  const parts = portions(input).map((part) => activations(model, part, `*block.*.${activation}`));
  const names = parts[0]?.names ?? [];
  return halves.map(({ prefix, ids }) => {
    const places = ids.map((row) => row.flatMap((id, t) => (id === pad ? [] : [t])));
    const tokens = places.reduce((sum, row) => sum + row.length, 0);
    const own = names.filter((name) => name.startsWith(`${prefix}block.`));
    const layers = own.map((name) => {
      const tensors = parts.map((part) => part.get(name));
      const F = tensors[0]?.length(-1) ?? 0;
      const neurons = Array.from({ length: F }, () => new Float32Array(tokens));
      let next = 0;
      places.forEach((row, b) => {
        const tensor = tensors[Math.floor(b / atOnce)];
        if (!tensor) return;
        const { T } = dims(tensor, 'B T F');
        const values = flat(tensor);
        for (const t of row) {
          const start = ((b % atOnce) * T + t) * F;
          for (let f = 0; f < F; f++) (neurons[f] as Float32Array)[next] = values[start + f] ?? NaN;
          next++;
        }
      });
      return { name, neurons };
    });
    const rows = ids.map((row) => row.filter((id) => id !== pad).map((id) => show(id)));
    return { rows, tokens, layers };
  });
}

function portions(input: ModelInput): ModelInput[] {
  const count = Math.ceil((hasSource(input) ? input.source : input).length / atOnce);
  return Array.from({ length: Math.max(count, 1) }, (_, i) => {
    const cut = <Row>(rows: readonly Row[]) => rows.slice(i * atOnce, (i + 1) * atOnce);
    return hasSource(input) ? { source: cut(input.source), target: cut(input.target) } : cut(input);
  });
}
