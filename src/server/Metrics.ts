/** What Prometheus may ask of a server: its requests, how long they took, what waits and what is kept. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Computer } from './compute/Computer';
import type { SessionTable } from './session/SessionTable';
import type { Streams } from './streams/Streams';

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Measured {
  readonly sessions: SessionTable;
  readonly computer: Computer;
  readonly streams: Streams;
}

export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Counter;
  private readonly durations: Histogram;

  constructor(private readonly measured: Measured) {
    const registers = [this.registry];
    const labelNames = ['method', 'route', 'status'];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Counter({
      name: 'forward_pass_requests_total',
      help: 'Requests by route and status',
      ...{ labelNames, registers },
    });
    this.durations = new Histogram({
      name: 'forward_pass_request_seconds',
      help: 'From the first byte of a request to the last of its answer',
      ...{ labelNames: ['route'], buckets: seconds, registers },
    });
    this.gauges();
  }

  count(method: string, route: string, status: number, milliseconds: number): void {
    this.requests.inc({ method, route, status });
    this.durations.observe({ route }, milliseconds / 1000);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private gauges(): void {
    const { sessions, computer, streams } = this.measured;
    const values: Record<string, readonly [string, () => number]> = {
      sessions: ['Sessions that live', () => sessions.size],
      streams: ['Open streams and WebSockets', () => streams.count],
      queue: ['Tasks that wait for a thread', () => computer.work.queue],
      runs_computed: ['Forward passes since the start', () => computer.work.computed],
      compute_milliseconds: ['Spent in them', () => computer.work.milliseconds],
      kept_runs: ['Forward passes that are kept', () => computer.stats().runs],
      kept_bytes: ['Bytes of them and of answers', () => keptBytes(computer)],
      answer_hits: ['Answers that were kept when asked for', () => computer.stats().hits],
      answer_misses: ['Answers that had to be written', () => computer.stats().misses],
    };
    for (const [name, [help, read]] of Object.entries(values)) {
      new Gauge({
        name: `forward_pass_${name}`,
        help,
        registers: [this.registry],
        collect() {
          this.set(read());
        },
      });
    }
  }
}

function keptBytes(computer: Computer): number {
  const { bytes, run_bytes: runs } = computer.stats();
  return bytes + runs;
}
