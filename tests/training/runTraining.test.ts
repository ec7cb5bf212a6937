import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/engine/tensor/shape';
import { Trainer } from '../../src/engine/train/Trainer';
import { openModelFolder } from '../../src/host/modelFolder/openModelFolder';
import { readTokenizer } from '../../src/host/tokenizers/readTokenizer';
import { checkpointName } from '../../src/host/training/checkpoint';
import { optimizerNames } from '../../src/host/training/optimizerOption';
import { cardName, readCard } from '../../src/host/training/readCard';
import { runTraining, type TrainingJob } from '../../src/host/training/runTraining';
import { logName, readLog } from '../../src/host/training/TrainingLog';
import { tinyRecipe } from './tinyRecipe';

const recipe = tinyRecipe();
let root = '';
let whole = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'training-'));
  whole = join(root, 'whole');
  await train(whole);
});
afterAll(() => rm(root, { recursive: true }));

const train = (out: string, job: Partial<TrainingJob> = {}) =>
  runTraining({ recipe, settings: { seed: '3' }, out, report: () => undefined, ...job });

/** Stops, as Ctrl-C does, after a step. */
function stoppedAfter(step: number): Pick<TrainingJob, 'signal' | 'report'> {
  const stop = new AbortController();
  return {
    signal: stop.signal,
    report: (event) => {
      if (event.type === 'step' && event.record.step === step) stop.abort();
    },
  };
}

const cardOf = async (folder: string) => readCard(await readFile(join(folder, cardName), 'utf8'));

const weights = (folder: string) => readFile(join(folder, 'model.safetensors'));

/** The log without the only thing that depends on the machine. */
async function logOf(folder: string) {
  const records = await readLog(join(folder, 'training.jsonl'));
  return records.map((record) => ({ ...record, seconds: 0 }));
}

describe('runTraining', () => {
  it('leaves a model folder, a log, a card, and nothing else', async () => {
    expect((await readdir(whole)).sort()).toEqual([
      'MODEL-CARD.md',
      'config.json',
      'model.safetensors',
      'tokenizer.json',
      'training.jsonl',
    ]);
    const { model, warnings } = await openModelFolder(whole);
    expect(warnings).toEqual([]);
    expect((await cardOf(whole)).figures).toEqual(recipe.measure(model));
    const tokenizer = await readTokenizer(whole, model.config);
    expect(tokenizer.decode(tokenizer.encode('the cat\n'))).toBe('the cat\n');
    const log = await logOf(whole);
    expect(log.map(({ step }) => step)).toEqual(Array.from({ length: 48 }, (_, i) => i + 1));
    expect(log.filter(({ samples }) => samples).map(({ step }) => step)).toEqual([
      8, 16, 24, 32, 40, 48,
    ]);
  });

  it('writes a card that Prettier would not change', async () => {
    const path = join(whole, 'MODEL-CARD.md');
    const style = await resolveConfig(fileURLToPath(import.meta.url));
    const card = await readFile(path, 'utf8');
    expect(await check(card, { ...style, filepath: path })).toBe(true);
  });

  it('writes a card whose head and command say all that a training needs', async () => {
    const { settings, parameters, bestStep, modelType } = await cardOf(whole);
    expect(settings).toEqual({
      ...{ model: 'tiny', seed: '3', steps: 48, precision: 'fp32', optimizer: 'own' },
      ...{ learningRate: 0.02, data: '' },
    });
    const { model } = await openModelFolder(whole);
    const sizes = Object.values(model.params).map(({ shape }) => sizeOf(shape));
    expect(parameters).toBe(sizes.reduce((a, b) => a + b));
    expect([modelType, bestStep % 8]).toEqual(['gpt2', 0]);
    const text = await readFile(join(whole, cardName), 'utf8');
    expect(text).toContain('\nnpm run train -- tiny --seed 3\n');
    for (const said of Object.values(recipe.figures)) expect(text).toContain(said);
    expect(text).toContain(recipe.comparison);
  });

  it('puts the figures of a model to compare with beside its own', async () => {
    const second = { ...recipe, beside: 'whole' };
    await train(join(root, 'second'), { recipe: second, settings: { steps: 8 } });
    const text = await readFile(join(root, 'second', cardName), 'utf8');
    const { validationLoss = NaN } = (await cardOf(whole)).figures;
    expect(text).toContain('[whole](../whole/MODEL-CARD.md)');
    expect(text).toMatch(
      new RegExp(`validationLoss \\| [\\d.]+ +\\| ${validationLoss.toPrecision(4)} `),
    );
    await train(join(root, 'third'), { recipe: { ...recipe, beside: 'none' }, settings: { steps: 8 } }); // prettier-ignore
    expect((await cardOf(join(root, 'third'))).settings.steps).toBe(8);
  });

  it('logs every loss to the bit', async () => {
    const [first] = new Trainer(recipe, { seed: '3' }).records();
    expect((await readLog(join(whole, logName)))[0]?.loss).toBe(first?.loss);
    const { size } = await stat(join(whole, logName));
    expect(size / 48).toBeLessThan(160);
  });

  it('gives the same bytes for the same seed, others for another', async () => {
    await train(join(root, 'again'));
    await train(join(root, 'other'), { settings: { seed: '4' } });
    expect(await weights(join(root, 'again'))).toEqual(await weights(whole));
    expect(await logOf(join(root, 'again'))).toEqual(await logOf(whole));
    expect(await weights(join(root, 'other'))).not.toEqual(await weights(whole));
  });

  it('goes on after Ctrl-C, to the same bytes', async () => {
    const out = join(root, 'stopped');
    expect(await train(out, stoppedAfter(3))).toBe('interrupted');
    expect(await train(out, { ...stoppedAfter(9), resume: true })).toBe('interrupted');
    expect(await readdir(out)).toEqual([checkpointName, 'training.jsonl']);
    expect(await train(out, { resume: true, settings: {} })).toBe('finished');
    expect(await weights(out)).toEqual(await weights(whole));
    expect(await logOf(out)).toEqual(await logOf(whole));
  });

  it('does not write over a model or a checkpoint unless told', async () => {
    await expect(train(whole)).rejects.toThrow(/a trained model[\s\S]*--force/);
    const out = join(root, 'begun');
    await train(out, stoppedAfter(2));
    await expect(train(out)).rejects.toThrow(/interrupted[\s\S]*--resume/);
    expect(await train(out, { force: true })).toBe('finished');
    expect(await weights(out)).toEqual(await weights(whole));
  });

  it('explains what cannot be resumed', async () => {
    const resume = true;
    await expect(train(whole, { resume })).rejects.toThrow(/none there/);
    const out = join(root, 'resumed');
    await train(out, stoppedAfter(2));
    const other = (settings: TrainingJob['settings']) => train(out, { resume, settings });
    await expect(other({ seed: '4' })).rejects.toThrow(
      /seed[\s\S]*3, as in the checkpoint[\s\S]*4/,
    );
    await expect(other({ precision: 'bf16' })).rejects.toThrow(/precision[\s\S]*fp32/);
    await expect(other({ data: 'another text' })).rejects.toThrow(/data/);
    const renamed = { ...recipe, name: 'huge' };
    await expect(train(out, { resume, recipe: renamed })).rejects.toThrow(/model[\s\S]*tiny[\s\S]*huge/); // prettier-ignore

    await truncate(join(out, 'training.jsonl'), 10);
    await expect(train(out, { resume })).rejects.toThrow(/10 bytes[\s\S]*different trainings/);
    await truncate(join(out, checkpointName), 1000);
    await expect(train(out, { resume })).rejects.toThrow(/checkpoint\.safetensors/);
    await writeFile(join(out, checkpointName), await weights(whole));
    await expect(train(out, { resume })).rejects.toThrow(/settings and progress of a training/);
  });

  it.each(optimizerNames)(
    'trains with %s, in fp32, bf16 and fp16, and its card says so',
    async (optimizer) => {
      for (const precision of ['fp32', 'bf16', 'fp16'] as const) {
        const out = join(root, `${optimizer}-${precision}`);
        await train(out, { settings: { optimizer, precision, steps: 24 } });
        const log = await logOf(out);
        const [first, last] = [log[0], log.at(-1)].map((record) => record?.loss ?? NaN);
        expect(last).toBeLessThan((first ?? NaN) * 0.97);
        expect(log.some(({ scale }) => scale !== undefined)).toBe(precision === 'fp16');
        const { settings } = await cardOf(out);
        expect(settings).toMatchObject({ optimizer, precision });
        const rate = optimizer === 'lion' ? 0.2 : { sgd: 100, momentum: 30, nesterov: 30, adam: 1, adamw: 1 }[optimizer]; // prettier-ignore
        expect(settings.learningRate).toBeCloseTo(0.02 * rate, 12);
        const text = await readFile(join(out, cardName), 'utf8');
        const spoken = precision === 'fp32' ? '' : ` --precision ${precision}`;
        expect(text).toContain(
          `npm run train -- tiny --steps 24 --optimizer ${optimizer}${spoken}\n`,
        );
      }
    },
  );
});
