/** One recipe, trained by the engine and by PyTorch, each in a process of its own: no one pays for another's memory. */
import { fileURLToPath } from 'node:url';
import { threadVariables } from '../runContender';
import type { EngineAnswer, PyTorchAnswer } from './Answer';
import type { Exercise } from './Exercise';
import { jsonFrom } from './jsonFrom';
import type { MeasuredModel, PyTorchRun } from './MeasuredModel';
import { sameWork } from './sameWork';

export interface MeasureSettings {
  readonly seconds: number;
  /** The file of the text that a Shakespeare model learns. */
  readonly data: string | undefined;
  /** A Python that has torch. */
  readonly python: string | undefined;
  /** Both run with each of these. */
  readonly threads: readonly [number, ...number[]];
}

export async function measureModel(
  name: string,
  { seconds, data, python, threads }: MeasureSettings,
): Promise<MeasuredModel> {
  const measure = async (count: number) => {
    const env = threadVariables(count);
    const { exercise, timing: ours } = await engineRun(name, { seconds, data, env });
    const pytorch = python && (await pytorchRun(exercise, { seconds, python, env }));
    return { exercise, run: { threads: count, ours, ...(pytorch && { pytorch }) } };
  };
  const [one, ...more] = threads;
  const { exercise, run } = await measure(one);
  const runs = [run];
  for (const count of more) runs.push((await measure(count)).run);
  const { parameters, steps } = exercise;
  const tokens = steps.reduce((sum, { batch }) => sum + batch.tokens, 0) / steps.length;
  return { name, parameters, tokens, runs };
}

interface ProcessSettings {
  readonly seconds: number;
  readonly env: Readonly<Record<string, string>>;
}

async function engineRun(
  name: string,
  { seconds, data, env }: ProcessSettings & { readonly data: string | undefined },
): Promise<EngineAnswer> {
  const given = [name, String(seconds), ...(data ? [data] : [])];
  const args = ['--import', 'tsx', beside('engine.ts'), ...given];
  return jsonFrom<EngineAnswer>({ command: process.execPath, args, env });
}

async function pytorchRun(
  exercise: Exercise,
  { seconds, python, env }: ProcessSettings & { readonly python: string },
): Promise<PyTorchRun> {
  const args = [beside('pytorch.py'), String(seconds)];
  try {
    const input = JSON.stringify(exercise);
    const answer = await jsonFrom<PyTorchAnswer>({ command: python, args, env, input });
    const { version, timing, losses } = answer;
    return { version, timing, ...sameWork(exercise, losses) };
  } catch (error) {
    const remark = `PyTorch failed: ${error instanceof Error ? error.message : String(error)}`;
    return { remark, same: false };
  }
}

function beside(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
