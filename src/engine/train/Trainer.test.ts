import { describe, expect, it } from 'vitest';
import { ForwardPassError } from '../errors/ForwardPassError';
import { float16 } from '../formats/float16';
import { shakespeareGpt, type Gpt2Config } from '../models/gpt2/Gpt2Config';
import { initialGpt2 } from '../models/gpt2/initialGpt2';
import { scale } from '../ops/scale';
import { Rng } from '../random/Rng';
import { flat } from '../tensor/flat';
import { filled } from '../tensor/tensorFrom';
import { adamW } from './adam';
import { ownCopy } from './namedTensors';
import { precisions, type Precision } from './Precision';
import type { Recipe } from './Recipe';
import { characterRecipe, type Windows } from './recipes/characterRecipe';
import { numberTranslator } from './recipes/numberTranslator';
import { warmupCosine } from './Schedule';
import { Trainer } from './Trainer';
import type { SavedTraining, TrainingRecord } from './TrainingRecord';

const text = 'the cat sat on the mat. the dog sat on the log. '.repeat(12);

const config: Gpt2Config = {
  ...shakespeareGpt,
  n_positions: 8,
  n_embd: 8,
  n_layer: 1,
  n_head: 2,
  resid_pdrop: 0.1,
};

const written: Recipe<Gpt2Config, Windows> = characterRecipe(text, {
  name: 'cat',
  task: 'Continues a text of cats and dogs.',
  context: 8,
  batchSize: 4,
  steps: 30,
  optimizer: adamW({ weightDecay: 0.1 }),
  learningRate: 0.02,
  schedule: (steps, rate) => warmupCosine({ rate, floor: rate / 10, over: steps, warmup: 3 }),
  clip: 1,
  precision: precisions.fp32,
  evaluateEvery: 7,
  comparison: 'Nothing to compare with.',
  initial: (V, rng) => initialGpt2({ ...config, vocab_size: V }, rng),
});

/** Its samples are quick. */
const recipe = { ...written, samples: (_: unknown, rng: Rng) => [`${rng.integer(0, 1000)}`] };

/** As a file would keep it: JSON, and numbers of its own. */
function kept({ progress, tensors }: SavedTraining): SavedTraining {
  const copies = Object.entries(tensors).map(([name, t]) => [name, ownCopy(t)] as const);
  return { progress: JSON.parse(JSON.stringify(progress)), tensors: Object.fromEntries(copies) };
}

const run = (trainer: Trainer<Gpt2Config, Windows>) => [...trainer.records()];

describe('Trainer', () => {
  const whole = new Trainer(recipe, { seed: 1 });
  const records = run(whole);

  it('learns', () => {
    expect(records).toHaveLength(30);
    expect(records[0]?.loss).toBeCloseTo(Math.log(recipe.tokenizer?.size ?? 0), 0);
    expect(records.at(-1)?.loss).toBeLessThan((records[0]?.loss ?? 0) * 0.9);
  });

  it('reports every step; evaluates and samples every few, and at the end', () => {
    const [first] = records;
    expect(Object.keys(first ?? {})).toEqual(['step', 'loss', 'gradientNorm', 'tokens', 'learningRate']); // prettier-ignore
    expect(first).toMatchObject({ step: 1, tokens: 32 });
    expect(first?.learningRate).toBeCloseTo(0.02 / 4, 12);
    const evaluated = records.filter((record) => record.evaluation);
    expect(evaluated.map(({ step }) => step)).toEqual([7, 14, 21, 28, 30]);
    expect(new Set(evaluated.map(({ samples }) => samples?.[0])).size).toBe(5);
    expect(written.samples(whole.model, new Rng(1))[0]).toMatch(/^[a-z. ]{200}$/);
  });

  it('gives the same bits for the same seed, and others for another', () => {
    const again = new Trainer(recipe, { seed: 1 });
    expect(run(again)).toEqual(records);
    expect(again.save()).toEqual(whole.save());
    expect(run(new Trainer(recipe, { seed: 2, steps: 1 }))[0]?.loss).not.toBe(records[0]?.loss);
  });

  it.each(['fp32', 'bf16', 'fp16'] as const)(
    'goes on to the same bits after a break, %s',
    (name) => {
      const narrowed = { ...recipe, precision: precisions[name] };
      const unbroken = new Trainer(narrowed, { seed: 3, steps: 12 });
      const saved: SavedTraining[] = [];
      const expected: TrainingRecord[] = [];
      for (const record of unbroken.records()) {
        expected.push(record);
        saved.push(kept(unbroken.save()));
      }
      for (const at of [1, 7, 11]) {
        const resumed = new Trainer(narrowed, { seed: 3, steps: 12 }, saved[at - 1]);
        expect(resumed.step).toBe(at);
        expect(run(resumed)).toEqual(expected.slice(at));
        expect(resumed.save()).toEqual(saved.at(-1));
      }
    },
  );

  it('keeps the weights of the best evaluation', () => {
    let wanted = 0;
    const losses = [3, 1, 2, 4, 5];
    const judged = { ...recipe, evaluate: () => ({ loss: losses[wanted++] ?? NaN }) };
    const trainer = new Trainer(judged, { seed: 1 });
    let at14: SavedTraining | undefined;
    for (const { step } of trainer.records()) if (step === 14) at14 = kept(trainer.save());
    expect(trainer.best).toMatchObject({ step: 14, loss: 1 });
    const [name, best] = Object.entries(trainer.best?.model.params ?? {})[0] ?? [];
    expect(best).toEqual(at14?.tensors[`params.${name}`]);
    expect(best).not.toEqual(trainer.model.params[name ?? '']);
  });

  it('warns when held-out loss rises while training loss falls', () => {
    let rising = 1;
    const judged = { ...recipe, evaluate: () => ({ loss: rising++ }) };
    const warned = run(new Trainer(judged, { seed: 1 })).filter(({ warning }) => warning);
    expect(warned.map(({ step }) => step)).toEqual([28, 30]);
    expect(warned[0]?.warning).toMatch(/3 times in a row, 1\.0000 to 4\.0000[\s\S]*step 7/);
  });

  it('ends with an error when the loss is not finite, and names the step', () => {
    const wild = { ...recipe, loss: (...given: Parameters<typeof recipe.loss>) => scale(recipe.loss(...given), { by: NaN }) }; // prettier-ignore
    expect(() => run(new Trainer(wild, { seed: 1 }))).toThrow(/step 1[\s\S]*loss NaN/);
  });

  it('says of weights beyond all bounds that the loss is no number, and at which step', () => {
    const translator = new Trainer(numberTranslator(), { seed: '1', steps: 50, learningRate: 1e9 }); // prettier-ignore
    expect(() => [...translator.records()]).toThrow(
      /^train: step [23]\n[\s\S]*finite number[\s\S]*(NaN|Infinity) in (en|de)coder\.block[\s\S]*lower learning rate/,
    );
    const letters = new Trainer(recipe, { seed: 1, learningRate: 1e30 });
    expect(() => run(letters)).toThrow(/^train: step \d+\n[\s\S]*(NaN|Infinity)/);
    expect(() => run(letters)).not.toThrow(/mask/);
  });

  it('ends where held-out data has no loss', () => {
    const judged = { ...recipe, evaluate: () => ({ loss: NaN }) };
    expect(() => run(new Trainer(judged, { seed: 1 }))).toThrow(/step 7\n[\s\S]*NaN on held-out/);
  });

  it('leaves an error that no number explains as it is', () => {
    const wrong = { ...recipe, evaluate: () => { throw new ForwardPassError({ what: 'evaluate', expected: 'a', got: 'b' }); } }; // prettier-ignore
    expect(() => run(new Trainer(wrong, { seed: 1 }))).toThrow(/^evaluate\n/);
  });

  it('explains a checkpoint of another recipe', () => {
    const { progress, tensors } = whole.save();
    const { [`params.transformer.wpe.weight`]: gone, ...rest } = tensors;
    const resume = (given: SavedTraining['tensors']) => () =>
      new Trainer(recipe, { seed: 1 }, { progress, tensors: given });
    expect(resume(rest)).toThrow(/"transformer.wpe.weight" of shape \(8, 8\)[\s\S]*no such tensor/);
    expect(gone?.shape).toEqual([8, 8]);
    const larger = { ...tensors, 'params.transformer.wpe.weight': filled([9, 8], 0) };
    expect(resume(larger)).toThrow(/\(9, 8\)[\s\S]*another recipe/);
    expect(resume({ ...tensors, 'params.extra': filled([1], 0) })).toThrow(/extra/);
  });
});

describe('training in 16 bits', () => {
  const trained = (precision: Precision, steps = 30) =>
    run(new Trainer({ ...recipe, precision }, { seed: 1, steps }));

  it.each(['bf16', 'fp16'] as const)('learns about as well in %s', (name) => {
    const [full, narrow] = [trained(precisions.fp32), trained(precisions[name])];
    expect(narrow[0]?.loss).not.toBe(full[0]?.loss);
    const losses = [full, narrow].map((records) => records.at(-1)?.evaluation?.loss ?? NaN);
    expect(Math.abs((losses[0] ?? 0) - (losses[1] ?? 0))).toBeLessThan(0.1);
  });

  it('scales the loss without changing the gradient, in fp32', () => {
    const scaledBy = (initial: number) => trained({ lossScaling: { initial } }, 5);
    const losses = (records: readonly TrainingRecord[]) => records.map(({ loss }) => loss);
    expect(losses(scaledBy(1024))).toEqual(losses(trained(precisions.fp32, 5)));
  });

  it('skips a step that overflows, halves the scale, and doubles it after good steps', () => {
    const records = trained({ format: float16, lossScaling: { initial: 2 ** 22, growAfter: 4 } });
    const [first] = records;
    expect(first).toMatchObject({ step: 1, skipped: true, scale: 2 ** 22 });
    records.slice(1).forEach(({ scale: now = 0 }, i) => {
      const { scale: before = 0, skipped } = records[i] ?? {};
      expect(skipped ? now === before / 2 : now === before || now === before * 2).toBe(true);
    });
    expect(records.some(({ scale: now = 0 }, i) => now > (records[i - 1]?.scale ?? Infinity))).toBe(
      true,
    );
  });

  it('changes nothing in a step that is skipped', () => {
    const precision = { format: float16, lossScaling: { initial: 2 ** 40 } };
    const trainer = new Trainer({ ...recipe, precision }, { seed: 1, steps: 2 });
    const before = kept(trainer.save());
    for (const { skipped } of trainer.records()) expect(skipped).toBe(true);
    const { progress, tensors } = trainer.save();
    expect(progress).toMatchObject({ step: 2, updates: 0, scale: { value: 2 ** 40 } });
    for (const [name, tensor] of Object.entries(before.tensors)) {
      expect(flat(tensors[name] ?? filled([], 0))).toEqual(flat(tensor));
    }
  });
});
