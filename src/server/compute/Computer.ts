/**
 * Computer: the threads that compute, and what they have computed. Sessions of the same inputs have the same run, computed
 * once however many ask for it at the same time. Runs and answers are kept while there is room.
 */
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import { Piscina } from 'piscina';
import type { Limits } from '../limits';
import { problem } from '../problems/Problem';
import { numbersKey, type SessionContent } from '../session/SessionContent';
import type { StepForm } from '../steps/writeStep';
import type { GenerateTask, GradientTask, ThreadData, Writing } from './computeThread';
import type { Gradient } from './gradientOf';
import { valueOf, type Outcome } from './Outcome';
import type { Wish, Written } from './writeTokens';
import { numbersOf, writePiece, type Piece } from './pieces';
import type { Run } from './Run';
import type { Asked } from './prepare';

/** Answers of so many numbers are written where the request is handled: about as long as handing them to a thread takes. */
const fewNumbers = 20_000;

export interface ComputerSettings {
  readonly limits: Limits;
  readonly threads: number;
  readonly modelBytes: number;
  /** The folder of a trained model. */
  readonly folderOf: (model: string) => string;
}

export class Computer {
  private readonly pool: Piscina;
  private readonly runs: LRUCache<string, Run>;
  private readonly answers: LRUCache<string, Uint8Array>;
  private readonly keys = new WeakMap<SessionContent, string>();
  private readonly pending = new Map<string, Promise<Run>>();
  private readonly counts = { hits: 0, misses: 0, computed: 0, milliseconds: 0 };

  constructor(private readonly settings: ComputerSettings) {
    const { limits, threads, modelBytes } = settings;
    const workerData: ThreadData = { limits, threads, modelBytes };
    this.pool = new Piscina({
      filename: fileURLToPath(new URL('./thread.mjs', import.meta.url)),
      execArgv: [],
      workerData,
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Infinity,
      concurrentTasksPerWorker: 4, // a generation hands out token by token, and lets others in between
      maxQueue: limits.queue + 16, // the check below comes first
    });
    this.runs = new LRUCache({
      maxSize: limits.cache,
      sizeCalculation: ({ numbers }) => Math.max(1, Math.min(numbers.byteLength, limits.cache)),
    });
    this.answers = new LRUCache({
      max: limits.answers,
      maxSize: Math.ceil(limits.cache / 4),
      sizeCalculation: ({ byteLength }) => Math.max(1, byteLength),
    });
  }

  async runOf(content: SessionContent): Promise<Run> {
    const key = this.keyOf(content);
    const kept = this.runs.get(key);
    if (kept) return kept;
    const known = this.pending.get(key);
    if (known) return known;
    const computing = this.compute(content).finally(() => this.pending.delete(key));
    this.pending.set(key, computing);
    const run = await computing;
    this.runs.set(key, run);
    return run;
  }

  /** A part of a session's run as JSON. */
  async write(
    content: SessionContent,
    run: Run,
    piece: Piece,
    form: StepForm,
  ): Promise<Uint8Array> {
    const { precision, metadata, language } = form;
    const key = [...Object.values(piece), precision, metadata, language, this.keyOf(content)].join(
      ' ',
    );
    const kept = this.answers.get(key);
    if (kept) {
      this.counts.hits++;
      return kept;
    }
    this.counts.misses++;
    const numbers = numbersOf(run, piece);
    this.checkSize(numbers, form);
    const writing: Writing = { run, piece, form };
    const bytes =
      numbers <= fewNumbers
        ? writePiece(run, piece, form)
        : await this.ask<Uint8Array>('write', writing);
    this.answers.set(key, bytes);
    return bytes;
  }

  async gradient(content: SessionContent, name: string): Promise<Gradient> {
    const task: GradientTask = { ...this.asked(content), name };
    return valueOf(await this.ask<Outcome<Gradient>>('gradient', task));
  }

  /** Token by token; whoever stops asking ends it. */
  async *generate(wish: Wish): AsyncGenerator<Written, void, void> {
    const { port1: here, port2: port } = new MessageChannel();
    const arrived: Written[] = [];
    let wake = () => undefined as void;
    here.on('message', (written: Written) => {
      arrived.push(written);
      wake();
    });
    let over = false;
    const task: GenerateTask = { wish, port };
    const done = this.ask<Outcome<null>>('generate', task, [port]).then(valueOf);
    done.catch(() => undefined).finally(() => ((over = true), wake()));
    try {
      for (;;) {
        // The last message may arrive after the task's own end, on another channel.
        const next = arrived.shift() ?? (over ? await last(arrived) : undefined);
        if (next) yield next;
        else if (over) break;
        else await new Promise<void>((resolve) => (wake = resolve));
        if (next && 'ending' in next) break;
      }
    } finally {
      here.close();
    }
    await done;
  }

  /** When every thread has read its code. */
  async ready(): Promise<void> {
    const { threads } = this.settings;
    await Promise.all(Array.from({ length: threads }, () => this.pool.run(null, { name: 'warm' })));
  }

  stats() {
    const { hits, misses } = this.counts;
    return {
      size: this.answers.size,
      max_size: this.settings.limits.answers,
      hits,
      misses,
      hit_rate: hits + misses === 0 ? 0 : hits / (hits + misses),
      bytes: this.answers.calculatedSize,
      runs: this.runs.size,
      run_bytes: this.runs.calculatedSize,
      max_run_bytes: this.settings.limits.cache,
    };
  }

  get work() {
    const { computed, milliseconds } = this.counts;
    return { threads: this.settings.threads, queue: this.pool.queueSize, computed, milliseconds };
  }

  /** How many answers and runs were let go. */
  clear(): number {
    const cleared = this.answers.size + this.runs.size;
    this.answers.clear();
    this.runs.clear();
    return cleared;
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  private keyOf(content: SessionContent): string {
    const known = this.keys.get(content) ?? numbersKey(content);
    this.keys.set(content, known);
    return known;
  }

  private async compute(content: SessionContent): Promise<Run> {
    const run = valueOf(await this.ask<Outcome<Run>>('run', this.asked(content)));
    this.counts.computed++;
    this.counts.milliseconds += run.milliseconds;
    return run;
  }

  private asked(content: SessionContent): Asked {
    const { model } = content;
    return model === undefined ? { content } : { content, folder: this.settings.folderOf(model) };
  }

  private ask<Value>(
    name: string,
    task: unknown,
    transferList: MessagePort[] = [],
  ): Promise<Value> {
    const { queue } = this.settings.limits;
    if (this.pool.queueSize < queue)
      return this.pool.run(task, { name, transferList }) as Promise<Value>;
    throw problem(
      'busy',
      {
        what: 'a place in the queue of the threads that compute',
        expected: `fewer than ${queue} requests that wait`,
        got: `${this.pool.queueSize}`,
        hint: 'try again after as many seconds as Retry-After says',
      },
      1,
    );
  }

  private checkSize(numbers: number, { precision }: StepForm): void {
    const bytes = numbers * (precision + 4);
    const { answer } = this.settings.limits;
    if (bytes <= answer) return;
    throw problem('answer-too-large', {
      what: 'the size of this answer',
      expected: `at most ${answer.toLocaleString('en')} bytes`,
      got: `about ${bytes.toLocaleString('en')}`,
      hint: 'ask for it in parts with /api/chunk or /api/step, or for fewer decimals',
    });
  }
}

async function last(arrived: Written[]): Promise<Written | undefined> {
  for (let looks = 0; looks < 10 && arrived.length === 0; looks++) await setTimeout(1);
  return arrived.shift();
}
