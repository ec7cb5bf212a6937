/** Every step that a trace names can be replaced, in every model, and what follows computes with the replacement. */
import { describe, expect, it } from 'vitest';
import { generate } from '../../src/engine/generation/generate';
import { intervene, type Intervention } from '../../src/engine/interventions/intervene';
import { put } from '../../src/engine/interventions/put';
import { translate } from '../../src/engine/models/encoderDecoder/translate';
import { mul } from '../../src/engine/ops/mul';
import { uniformTensor } from '../../src/engine/random/randomTensor';
import { Rng } from '../../src/engine/random/Rng';
import { runModel } from '../../src/engine/questions/runModel';
import { flat } from '../../src/engine/tensor/flat';
import type { Tensor } from '../../src/engine/tensor/Tensor';
import { Recorder } from '../../src/engine/trace/Recorder';
import { every, gpt, llama, mamba, rows, translator } from './everyModel';

/** Of an expert mixture: what training adds to the loss, and no logit is computed from. */
const balance = /moe_(gate_probs|load|balance_loss)$/;

const difference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (x, i) => (x === b[i] ? 0 : Math.abs(x - (b[i] as number))))); // −∞ too

const shaken: Intervention = (value, { name }) =>
  value.dtype === 'int32' ? value : mul(value, uniformTensor(new Rng(name), value.shape, 0.5, 1.5));

describe.each(every)('$name', ({ model, input }) => {
  const trace = new Recorder();
  const plain = flat(runModel(model, input, trace));

  it('is the plain pass, to the bit, when nothing is replaced', () => {
    const seen = new Recorder();
    const same = intervene({}, (along) => runModel(model, input, along), seen);
    expect(flat(same)).toEqual(plain);
    expect(seen.names).toEqual(trace.names);
    for (const name of trace.names) expect(flat(seen.get(name))).toEqual(flat(trace.get(name)));
  });

  it.each(trace.names)('%s', (name) => {
    const same = intervene({ [name]: (value) => value }, (along) => runModel(model, input, along));
    expect(difference(flat(same), plain)).toBeLessThan(2e-5);

    const after = new Recorder();
    const other = intervene({ [name]: shaken }, (along) => runModel(model, input, along), after);
    if (trace.get(name).dtype === 'int32') return;
    expect(difference(flat(after.get(name)), flat(trace.get(name)))).toBeGreaterThan(0);
    if (!balance.test(name)) expect(difference(flat(other), plain)).toBeGreaterThan(1e-4);
    for (const before of trace.names.slice(0, trace.names.indexOf(name))) {
      expect(difference(flat(after.get(before)), flat(trace.get(before)))).toBeLessThan(1e-5);
    }
  });
});

describe('writing', () => {
  const settings = { tokens: 12, temperature: 0.8 };

  it.each([
    ['gpt2', gpt],
    ['llama', llama],
    ['mamba', mamba],
  ] as const)('%s: says the same with a rule that changes nothing', (_, model) => {
    const [prompt = []] = rows;
    const written = [...generate(model, prompt.slice(0, 2), settings, new Rng(1))];
    const same = { 'block.1.residual_1': (value: Tensor) => value };
    const again = [...generate(model, prompt.slice(0, 2), { ...settings, interventions: same }, new Rng(1))]; // prettier-ignore
    expect(again.map(({ id }) => id)).toEqual(written.map(({ id }) => id));
    expect(again).toEqual(written);
  });

  it('writes what the rule makes likeliest, at every step', () => {
    const four = { logits: put(50, ({ V }) => V === 4) };
    const written = [...generate(gpt, [3], { ...settings, interventions: four }, new Rng(1))];
    expect(written.map(({ id }) => id)).toEqual(written.map(() => 4));
    expect(written).toHaveLength(12);
  });

  it('translates the same with a rule that changes nothing, otherwise with one that does', () => {
    const said = (interventions?: Record<string, Intervention>) =>
      translate(translator, rows, { start: 1, end: 2, maxLength: 6, ...(interventions && { interventions }) }); // prettier-ignore
    expect(said({ '*': (value) => value }).length).toBe(rows.length);
    expect(said({ 'decoder.block.*.cross_k_projection': (value) => value })).toEqual(said());
    expect(said({ 'encoder.embedding_sum': shaken, logits: shaken })).not.toEqual(said());
  });
});
