/** training.jsonl: one JSON object per step. `length` is what a checkpoint remembers; opening at it drops what came later. */
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import type { TrainingRecord } from '../../engine/train/TrainingRecord';
import { inFile } from '../files/inFile';

export const logName = 'training.jsonl';

/** A record with what only the host knows. */
export interface LoggedRecord extends TrainingRecord {
  /** How long the step took, with its evaluation if it had one. */
  readonly seconds: number;
}

/** What a line keeps: the loss to the bit, other numbers to the digits that say something. */
export function logged(record: TrainingRecord, seconds: number): LoggedRecord {
  const { gradientNorm, learningRate } = record;
  return {
    ...record,
    gradientNorm: rounded(gradientNorm, 6),
    learningRate: rounded(learningRate, 6),
    seconds: rounded(seconds, 3),
  };
}

const rounded = (value: number, digits: number) => Number(value.toPrecision(digits));

export class TrainingLog {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    public length: number,
  ) {}

  /** `keep`: how many bytes of what is there stay. */
  static open(path: string, keep = 0): Promise<TrainingLog> {
    return inFile(path, async () => {
      const file = await open(path, keep === 0 ? 'w' : 'r+');
      const { size } = await file.stat();
      if (size < keep) {
        await file.close();
        throw new ForwardPassError({
          what: 'resume training',
          expected: `the ${keep} bytes that the checkpoint counts`,
          got: `${size} bytes`,
          hint: 'the log and the checkpoint belong to different trainings',
        });
      }
      await file.truncate(keep);
      return new TrainingLog(path, file, keep);
    });
  }

  async append(record: LoggedRecord): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    await inFile(this.path, () => this.file.write(line, 0, line.length, this.length));
    this.length += line.length;
  }

  /** On the disk, so that a checkpoint may count on it. */
  async sync(): Promise<void> {
    await inFile(this.path, () => this.file.sync());
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

export async function readLog(path: string): Promise<LoggedRecord[]> {
  const text = await inFile(path, () => readFile(path, 'utf8'));
  return text
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as LoggedRecord]));
}
