/** On what one neuron of shakespeare-llama's first layer fires, and what is lost without it: on text that it never saw. */
import { put } from '../../src/engine/interventions/put';
import { activations } from '../../src/engine/questions/activations';
import { divergences } from '../../src/engine/questions/divergence';
import { spacedWindows } from '../../src/engine/questions/positionLosses';
import { flat } from '../../src/engine/tensor/flat';
import { defineRecord } from '../../src/lessons/defineRecord';
import { shakespeareLlama, type ShakespeareLlama } from '../../src/lessons/models';

const layer = 'block.0';
const read = { count: 16, T: 64 };
const observed = { count: 200, T: 64 };
const shown = 'First Citizen:\nCome,';

const off = (neuron: number) => ({ [`${layer}.ffn_activation`]: put(0, ({ F }) => F === neuron) });
const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;

/** Rows of T ids, from the last tenth of the text. */
function heldOutRows(
  { tokenizer }: ShakespeareLlama,
  text: string,
  windows: typeof read,
): number[][] {
  const ids = tokenizer.encode(text.slice(Math.floor(text.length * 0.9)));
  return spacedWindows(ids, windows).map((row) => row.slice(0, -1));
}

/** On every token of the rows: SiLU of the gate, the value, and what switching the neuron off does. */
function observe(model: ShakespeareLlama, rows: readonly (readonly number[])[], neuron: number) {
  const names = [`${layer}.ffn_gate_activation`, `${layer}.ffn_hidden`] as const;
  const found = activations(model, rows, names);
  const F = model.config.intermediate_size;
  const [gates = [], values = []] = names.map((name) =>
    Array.from(flat(found.get(name))).filter((_, i) => i % F === neuron),
  );
  const tokens = rows.flat().map((id) => model.tokenizer.decode([id]));
  return tokens.map((token, i) => ({ token, gate: gates[i] ?? NaN, value: values[i] ?? NaN }));
}

function firings(model: ShakespeareLlama, rows: readonly (readonly number[])[], neuron: number) {
  const parts = Array.from({ length: Math.ceil(rows.length / 16) }, (_, i) => rows.slice(16 * i, 16 * (i + 1))); // prettier-ignore
  const all = parts.flatMap((part) => observe(model, part, neuron));
  const byToken = [...new Set(all.map(({ token }) => token))].map((token) => {
    const own = all.filter((one) => one.token === token);
    const gates = own.map(({ gate }) => gate);
    return {
      token,
      count: own.length,
      gate: mean(gates),
      value: mean(own.map(({ value }) => value)),
      narrowest: Math.min(...gates),
      widest: Math.max(...gates),
    };
  });
  return byToken.sort((a, b) => b.gate - a.gate);
}

const chosen = 125;

export const record = defineRecord({
  models: ['shakespeare-llama'],
  entries: {
    /** Where its gate is open and where it is shut: how far the next character's distribution moves without it. */
    chosen: {
      reads: 'text',
      quick: true,
      async compute(text) {
        const model = await shakespeareLlama();
        const rows = heldOutRows(model, text, read);
        const lost = divergences(model, rows, [off(chosen)])[0] ?? [];
        const places = observe(model, rows, chosen).map(({ gate }, i) => ({ gate, lost: lost[i] ?? NaN })); // prettier-ignore
        const open = places.filter(({ gate }) => gate > 1);
        const shut = places.filter(({ gate }) => gate <= 1);
        return {
          neuron: chosen,
          open: open.length,
          lostWhereOpen: mean(open.map((place) => place.lost)),
          lostElsewhere: mean(shut.map((place) => place.lost)),
        };
      },
    },
    firings: {
      reads: 'text',
      async compute(text) {
        const model = await shakespeareLlama();
        return firings(model, heldOutRows(model, text, observed), chosen);
      },
    },
    /** On the text that the film shows. */
    lostHere: {
      reads: 'models',
      quick: true,
      async compute() {
        const model = await shakespeareLlama();
        const ids = model.tokenizer.encode(shown);
        return [...(divergences(model, [ids], [off(chosen)])[0] ?? [])];
      },
    },
  },
});
