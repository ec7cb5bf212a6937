/** The engine's process: trains a recipe as `npm run train` does, evaluation left out.   engine.ts <model> <seconds> [file] */
import { Trainer } from '../../src/engine/train/Trainer';
import { startKernelThreads } from '../../src/host/kernels/kernelThreads';
import { trainable, type AnyRecipe } from '../../src/host/training/trainable';
import { trainingText } from '../../src/host/training/trainingText';
import { measure } from '../measure';
import type { EngineAnswer } from './Answer';
import { exerciseOf } from './exerciseOf';
import { someText } from './someText';

const exerciseSteps = 20;

startKernelThreads(Number(process.env['FORWARD_PASS_THREADS'] ?? 1));
const [name = '', seconds = '', data] = process.argv.slice(2);
const recipe: AnyRecipe = { ...(await recipeOf(name)), evaluateEvery: Infinity };
const exercise = exerciseOf(recipe, exerciseSteps);
const steps = endlessSteps();
const timing = await measure(() => steps.next(), Number(seconds));
console.log(JSON.stringify({ exercise, timing } satisfies EngineAnswer));

/** Begins anew where the recipe ends. */
function* endlessSteps() {
  for (;;) yield* new Trainer(recipe, { seed: 1 }).records();
}

async function recipeOf(name: string): Promise<AnyRecipe> {
  const entry = trainable[name];
  if (!entry) throw new Error(`no recipe has the name ${name}`);
  if (entry.reads === 'nothing') return entry.recipe();
  return entry.recipe(data ? (await trainingText(data)).text : someText());
}
