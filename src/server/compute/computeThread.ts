/** What runs in the threads of the pool: the engine, and the writing of large answers. */
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import Piscina from 'piscina';
import { startKernelThreads } from '../../host/kernels/kernelThreads';
import type { Limits } from '../limits';
import { planSteps, type PlannedStep } from '../steps/planSteps';
import type { StepForm } from '../steps/writeStep';
import { gradientOf, type Gradient } from './gradientOf';
import { Models } from './Models';
import { outcomeOf, type Outcome } from './Outcome';
import { writePiece, type Piece } from './pieces';
import { prepare, type Asked } from './prepare';
import type { Run } from './Run';
import { runSession } from './runSession';
import { writeTokens, type Wish, type Written } from './writeTokens';

export interface ThreadData {
  readonly limits: Limits;
  readonly threads: number;
  /** Bytes of the models that each thread keeps. */
  readonly modelBytes: number;
}

const { limits, threads, modelBytes } = Piscina.workerData as ThreadData;
const models = new Models(modelBytes);
startKernelThreads(Math.max(1, Math.floor(availableParallelism() / threads)));

const plans = new LRUCache<string, PlannedStep[]>({ max: 64 });

function plan(names: readonly string[]): PlannedStep[] {
  const key = names.join();
  const steps = plans.get(key) ?? planSteps(names);
  plans.set(key, steps);
  return steps;
}

/** So that the first request does not wait for code to be read. */
export const warm = (): void => undefined;

export const run = (asked: Asked): Promise<Outcome<Run>> =>
  outcomeOf(async () => runSession((await prepare(asked, models, limits))(), plan));

export interface GradientTask extends Asked {
  readonly name: string;
}

export const gradient = ({ name, ...asked }: GradientTask): Promise<Outcome<Gradient>> =>
  outcomeOf(async () => gradientOf((await prepare(asked, models, limits, true))(), name));

export interface Writing {
  readonly run: Run;
  readonly piece: Piece;
  readonly form: StepForm;
}

/** Moved to the caller, not copied. */
export const write = ({ run: of, piece, form }: Writing) =>
  Piscina.move(new Uint8Array(writePiece(of, piece, form)));

export interface GenerateTask {
  readonly wish: Wish;
  /** Where tokens go as they come; closed by whoever has enough. */
  readonly port: MessagePort;
}

/** Between two tokens others have their turn. */
export const generate = ({ wish, port }: GenerateTask): Promise<Outcome<null>> =>
  outcomeOf(async () => {
    let isWanted = true;
    port.on('close', () => (isWanted = false));
    try {
      for await (const written of writeTokens(wish, models, limits)) {
        port.postMessage(written satisfies Written);
        await setImmediate();
        if (!isWanted) break;
      }
    } finally {
      port.close();
    }
    return null;
  });
