/** What runs in the threads of the pool: the engine, and the writing of large answers. */
import { availableParallelism } from 'node:os';
import Piscina from 'piscina';
import { startKernelThreads } from '../../host/kernels/kernelThreads';
import type { Limits } from '../limits';
import type { StepForm } from '../steps/writeStep';
import { Models } from './Models';
import { outcomeOf, type Outcome } from './Outcome';
import { writePiece, type Piece } from './pieces';
import type { Run } from './Run';
import { runSession, type Asked } from './runSession';

export interface ThreadData {
  readonly limits: Limits;
  readonly threads: number;
  /** Bytes of the models that each thread keeps. */
  readonly modelBytes: number;
}

const { limits, threads, modelBytes } = Piscina.workerData as ThreadData;
const models = new Models(modelBytes);
startKernelThreads(Math.max(1, Math.floor(availableParallelism() / threads)));

export const run = (asked: Asked): Promise<Outcome<Run>> =>
  outcomeOf(() => runSession(asked, models, limits));

export interface Writing {
  readonly run: Run;
  readonly piece: Piece;
  readonly form: StepForm;
}

/** Moved to the caller, not copied. */
export const write = ({ run: of, piece, form }: Writing) =>
  Piscina.move(new Uint8Array(writePiece(of, piece, form)));
