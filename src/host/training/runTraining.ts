/**
 * Runs a training into a folder: a step, its record in training.jsonl, now and then a checkpoint; at the end the model folder
 * of the best evaluation, its card, and no checkpoint any more. What it does between two steps can be killed at any moment.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Trainer } from '../../engine/train/Trainer';
import { exists } from '../files/exists';
import { inFile } from '../files/inFile';
import { writeTokenizer } from '../tokenizers/writeTokenizer';
import { writeModelFolder } from '../modelFolder/writeModelFolder';
import { writeWhole } from '../files/writeWhole';
import { checkpointName, readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint';
import { machine } from './machine';
import { figuresBeside } from './figuresBeside';
import { modelCard } from './modelCard';
import { cardName } from './readCard';
import type { AnyRecipe } from './trainable';
import type { Report } from './TrainingEvent';
import { logged, logName, readLog, TrainingLog } from './TrainingLog';
import { adapted, checkResumable, settingsOf, type GivenSettings } from './TrainingSettings';
import { occupied, nothingToResume } from './trainingErrors';

export interface TrainingJob {
  readonly recipe: AnyRecipe;
  readonly settings: GivenSettings;
  readonly out: string;
  readonly resume?: boolean;
  /** Begin over what lies there. */
  readonly force?: boolean;
  readonly report: Report;
  /** Ends the training after the step it is in, with a checkpoint. */
  readonly signal?: AbortSignal;
  /** Seconds between checkpoints. */
  readonly checkpointEvery?: number;
  /** What the card says the data is called. */
  readonly dataName?: string;
}

export type Ending = 'finished' | 'interrupted';

export async function runTraining(job: TrainingJob): Promise<Ending> {
  const { out, report, signal, checkpointEvery = 30 } = job;
  const { trainer, recipe, settings, keep } = await prepared(job);
  await inFile(out, () => mkdir(out, { recursive: true }));
  const log = await TrainingLog.open(join(out, logName), keep);
  const checkpoint = async () => {
    await log.sync();
    await writeCheckpoint(out, { settings, saved: trainer.save(), logBytes: log.length });
  };
  const { config, params } = trainer.model;
  if (trainer.step === 0) await checkpoint(); // what is said to go on after any kill does so from the first moment
  report({ type: 'started', name: recipe.name, params, from: trainer.step, steps: trainer.steps });
  try {
    let saved = performance.now();
    let before = saved;
    for (const record of trainer.records()) {
      const now = performance.now();
      const line = logged(record, (now - before) / 1000);
      await log.append(line);
      report({ type: 'step', record: line });
      const over = trainer.step === trainer.steps;
      if (over || signal?.aborted || record.evaluation || now - saved >= checkpointEvery * 1000) {
        await checkpoint();
        saved = performance.now();
      }
      if (signal?.aborted && !over) {
        report({ type: 'interrupted', step: trainer.step });
        return 'interrupted';
      }
      await new Promise((resolve) => setImmediate(resolve)); // Ctrl-C is heard here
      before = performance.now();
    }
  } finally {
    await log.close();
  }
  const best = trainer.best ?? { step: trainer.step, loss: NaN, model: trainer.model };
  report({ type: 'measuring' });
  const figures = recipe.measure(best.model);
  await writeModelFolder(out, best.model);
  if (recipe.tokenizer) await writeTokenizer(out, recipe.tokenizer);
  const records = await readLog(join(out, logName));
  const { dataName } = job;
  const beside = await figuresBeside(recipe.beside, out);
  const own = settingsOf(job.recipe, { optimizer: settings.optimizer });
  const facts = { recipe, settings, own, config, params, best, figures, beside, records, dataName };
  await writeWhole(join(out, cardName), modelCard({ ...facts, machine: machine() }));
  await removeCheckpoint(out);
  report({ type: 'finished', out, best, figures, records });
  return 'finished';
}

async function prepared({ recipe: plain, settings: given, out, resume, force }: TrainingJob) {
  const interrupted = await exists(join(out, checkpointName));
  if (resume) {
    if (!interrupted) throw nothingToResume(out);
    const { settings, saved, logBytes } = await readCheckpoint(out);
    checkResumable(settings, { ...given, model: plain.name });
    const recipe = adapted(plain, settings);
    return { recipe, settings, trainer: new Trainer(recipe, settings, saved), keep: logBytes };
  }
  const finished = await exists(join(out, 'model.safetensors'));
  if (!force && (interrupted || finished)) throw occupied(out, interrupted);
  if (interrupted) await removeCheckpoint(out);
  const settings = settingsOf(plain, given);
  const recipe = adapted(plain, settings);
  return { recipe, settings, trainer: new Trainer(recipe, settings), keep: 0 };
}
