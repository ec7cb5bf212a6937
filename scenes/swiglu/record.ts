/** What single neurons of shakespeare-llama are worth, and what its gates and signs are: on text that it never saw. */
import { average } from '../../src/engine/interventions/average';
import type { Interventions } from '../../src/engine/interventions/intervene';
import { put } from '../../src/engine/interventions/put';
import { relu } from '../../src/engine/ops/relu';
import { activations } from '../../src/engine/questions/activations';
import { movedShares } from '../../src/engine/questions/movedShare';
import { positionLosses, spacedWindows } from '../../src/engine/questions/positionLosses';
import { flat } from '../../src/engine/tensor/flat';
import { mean } from '../../src/lessons/arithmetic';
import { defineRecord, type RecordEntry } from '../../src/lessons/defineRecord';
import {
  shakespeareLlama,
  shakespeareLlamaRelu,
  type ShakespeareLlama,
} from '../../src/lessons/models';
import { readAsset } from '../../src/lessons/readAsset';

const searched = { count: 32, T: 64 };
const observed = { count: 160, T: 64 };
/** SiLU of the gate: wide open; open enough that what the neuron says counts. */
const [wide, ajar] = [1, 0.3];
const layers = ['block.0', 'block.1', 'block.2', 'block.3'] as const;

/** T + 1 ids each, from the last tenth of the text. */
function heldOut({ tokenizer }: ShakespeareLlama, text: string, windows: typeof searched) {
  return spacedWindows(tokenizer.encode(text.slice(Math.floor(text.length * 0.9))), windows);
}

const column = (values: ArrayLike<number>, F: number, neuron: number) =>
  Array.from({ length: values.length / F }, (_, i) => values[i * F + neuron] ?? NaN);
const rounded = (x: number) => Number(x.toPrecision(4));

/** Each neuron of the first layer switched off alone: how much of the next guess moves, where it is open and elsewhere. */
async function worth(text: string, neurons?: readonly number[]) {
  const model = await shakespeareLlama();
  const F = model.config.intermediate_size;
  const rows = heldOut(model, text, searched).map((row) => row.slice(0, -1));
  const name = 'block.0.ffn_gate_activation';
  const gates = flat(activations(model, rows, name).get(name));
  const chosen = neurons ?? [...Array(F).keys()];
  return chosen.map((neuron) => {
    const off = { 'block.0.ffn_activation': put(0, ({ F }) => F === neuron) };
    const moved = [...(movedShares(model, rows, [off])[0] ?? [])];
    const gate = column(gates, F, neuron);
    const open = moved.filter((_, i) => (gate[i] ?? NaN) > wide);
    const shut = moved.filter((_, i) => (gate[i] ?? NaN) <= wide);
    return [open.length, rounded(open.length > 0 ? mean(open) : 0), rounded(mean(shut))];
  });
}

/** At how many places each neuron of all layers is open, and at how many of these it says plus. */
async function signs(text: string) {
  const model = await shakespeareLlama();
  const F = model.config.intermediate_size;
  const rows = heldOut(model, text, observed).map((row) => row.slice(0, -1));
  const [open, plus] = [1, 2].map(() => new Array<number>(layers.length * F).fill(0));
  for (let start = 0; start < rows.length; start += 16) {
    const found = activations(model, rows.slice(start, start + 16), ['block.*.ffn_gate_activation', 'block.*.ffn_hidden']); // prettier-ignore
    layers.forEach((layer, l) => {
      const values = flat(found.get(`${layer}.ffn_hidden`));
      flat(found.get(`${layer}.ffn_gate_activation`)).forEach((gate, i) => {
        const at = l * F + (i % F);
        if (gate <= ajar || !open || !plus) return;
        open[at] = (open[at] ?? 0) + 1;
        if ((values[i] ?? 0) > 0) plus[at] = (plus[at] ?? 0) + 1;
      });
    });
  }
  return { open, plus };
}

/** Nats per character, with steps of the first layer replaced. */
const loss = (interventions: Interventions, load = shakespeareLlama): RecordEntry<number> => ({
  reads: 'text',
  async compute(text) {
    const model = await load();
    return mean([...positionLosses(model, heldOut(model, text, observed), interventions)]);
  },
});

interface Update {
  readonly step: number;
  readonly evaluation?: { readonly loss: number };
}

/** Held-out loss while training, as it was written down. */
const curve = (model: string): RecordEntry<{ steps: number[]; losses: number[] }> => ({
  reads: 'models',
  quick: true,
  async compute() {
    const lines = new TextDecoder().decode(await readAsset(`models/${model}/training.jsonl`));
    const updates = lines.trim().split('\n').map((line) => JSON.parse(line) as Update); // prettier-ignore
    const evaluated = updates.filter(({ evaluation }) => evaluation);
    return {
      steps: evaluated.map(({ step }) => step),
      losses: evaluated.map(({ evaluation }) => evaluation?.loss ?? NaN),
    };
  },
});

export const record = defineRecord({
  models: ['shakespeare-llama', 'shakespeare-llama-relu'],
  entries: {
    worth: { reads: 'text', compute: (text) => worth(text) },
    /** A part of it, which tests compute anew. */
    worthOfOne: { reads: 'text', quick: true, compute: (text) => worth(text, [125]) },
    signs: { reads: 'text', compute: signs },
    lossTrained: loss({}),
    lossGatesFrozen: loss({ 'block.0.ffn_gate_activation': average('B', 'T') }),
    lossNoMinus: loss({ 'block.0.ffn_activation': (value) => relu(value) }),
    lossTwin: loss({}, shakespeareLlamaRelu),
    curveSwiglu: curve('shakespeare-llama'),
    curveRelu: curve('shakespeare-llama-relu'),
  },
});
