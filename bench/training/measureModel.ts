/** One recipe, trained by the engine and by PyTorch, each in a process of its own: no one pays for another's memory. */
import { fileURLToPath } from 'node:url';
import { threadVariables } from '../runContender';
import type { EngineAnswer, PyTorchAnswer } from './Answer';
import type { Exercise } from './Exercise';
import { jsonFrom } from './jsonFrom';
import type { MeasuredModel, PyTorchRun } from './MeasuredModel';
import { sameWork } from './sameWork';
import { threadsText } from './trainingTable';

export interface MeasureSettings {
  readonly seconds: number;
  /** The file of the text that a Shakespeare model learns. */
  readonly data: string | undefined;
  /** A Python that has torch. */
  readonly python: string | undefined;
  /** PyTorch runs with each of these. */
  readonly threads: readonly number[];
}

export async function measureModel(
  name: string,
  { seconds, data, python, threads }: MeasureSettings,
): Promise<MeasuredModel> {
  const given = [name, String(seconds), ...(data ? [data] : [])];
  const { exercise, timing: ours } = await jsonFrom<EngineAnswer>({
    command: process.execPath,
    args: ['--import', 'tsx', beside('engine.ts'), ...given],
  });
  const { parameters, steps } = exercise;
  const tokens = steps.reduce((sum, { batch }) => sum + batch.tokens, 0) / steps.length;
  const pytorch: PyTorchRun[] = [];
  if (python) {
    for (const count of threads) {
      pytorch.push(await pytorchRun(exercise, { python, threads: count, seconds }));
    }
  }
  return { name, parameters, tokens, ours, pytorch };
}

interface PyTorchSettings {
  readonly python: string;
  readonly threads: number;
  readonly seconds: number;
}

async function pytorchRun(exercise: Exercise, settings: PyTorchSettings): Promise<PyTorchRun> {
  const { python, threads, seconds } = settings;
  try {
    const { version, timing, losses } = await jsonFrom<PyTorchAnswer>({
      command: python,
      args: [beside('pytorch.py'), String(seconds)],
      env: threadVariables(threads),
      input: JSON.stringify(exercise),
    });
    return { threads, version, timing, ...sameWork(exercise, losses) };
  } catch (error) {
    const remark = `PyTorch with ${threadsText(threads)} failed: ${error instanceof Error ? error.message : String(error)}`;
    return { threads, remark, same: false };
  }
}

function beside(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
