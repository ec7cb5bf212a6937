/** How a training is shown: a bar on a terminal, lines elsewhere. */
import { SingleBar } from 'cli-progress';
import { sizeOf } from '../../engine/tensor/shape';
import { clock, speedOf } from './speed';
import type { Report, TrainingEvent } from './TrainingEvent';
import type { LoggedRecord } from './TrainingLog';

type Line = (text: string) => void;

/** A line per evaluation, and one per twentieth of the way. */
export function lineReporter(write: Line): Report {
  const pace = new Pace();
  return (event) => {
    pace.follow(event);
    if (event.type !== 'step') return describe(event, write);
    const { record } = event;
    if (record.evaluation || record.step % Math.max(1, Math.floor(pace.steps / 20)) === 0) {
      const { loss, rate, speed, left } = pace.shown(record);
      write(
        `step ${record.step}/${pace.steps} · loss ${loss} · lr ${rate} · ${speed} tokens/s · ${left} left`,
      );
    }
    describe(event, write);
  };
}

/** A bar with loss, learning rate, tokens a second and time left; evaluations and samples scroll above it. */
export function barReporter(stream: NodeJS.WriteStream): Report {
  const pace = new Pace();
  const bar = new SingleBar({
    stream,
    format: '{bar} {value}/{total} · loss {loss} · lr {rate} · {speed} tokens/s · {left} left',
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 20,
  });
  const above = (text: string) => {
    if (bar.isActive) stream.write('\r\x1b[K');
    stream.write(`${text}\n`);
  };
  return (event) => {
    pace.follow(event);
    if (event.type === 'interrupted' || event.type === 'measuring') bar.stop();
    describe(event, above);
    if (event.type === 'started') bar.start(event.steps, event.from, { loss: '…', rate: '…', speed: '…', left: '…' }); // prettier-ignore
    if (event.type === 'step') bar.update(event.record.step, pace.shown(event.record));
  };
}

/** What is said once, in words; nothing for most steps. */
function describe(event: TrainingEvent, write: Line): void {
  switch (event.type) {
    case 'started': {
      const count = Object.values(event.params).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
      const from = event.from > 0 ? `, going on from step ${event.from}` : '';
      return write(
        `${event.name}: ${count.toLocaleString('en-US')} parameters, ${event.steps} steps${from}`,
      );
    }
    case 'step': {
      const { step, evaluation, samples, warning, skipped, scale } = event.record;
      if (skipped) write(`step ${step}: skipped, gradients overflow at loss scale ${scale}`);
      if (!evaluation) return;
      const figures = Object.entries(evaluation).map(([name, value]) => `${name} ${shown(value)}`);
      write(`step ${step} · held out: ${figures.join(', ')}`);
      for (const sample of samples ?? []) write(indented(sample));
      if (warning !== undefined) write(`! ${warning}`);
      return;
    }
    case 'interrupted':
      return write(`interrupted after step ${event.step}; the same command with --resume goes on`);
    case 'measuring':
      return write('measuring on all held-out data');
    case 'finished': {
      const { seconds, tokensPerSecond } = speedOf(event.records);
      const figures = Object.entries(event.figures).map(
        ([name, value]) => `${name} ${shown(value)}`,
      );
      return write(
        `✓ best at step ${event.best.step}: ${figures.join(', ')}; ${clock(seconds)}, ` +
          `${grouped(tokensPerSecond)} tokens/s → ${event.out}`,
      );
    }
  }
}

/** Four places, or what there is to see of a small number. */
const shown = (value: number) =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(1) : value.toFixed(4);

const grouped = (value: number) =>
  Number.isFinite(value) ? Math.round(value).toLocaleString('en-US') : '…';

const indented = (sample: string) => sample.replace(/^/gm, '    ').trimEnd();

/** Loss and speed, smoothed over the last steps of this run. */
class Pace {
  steps = 0;
  private readonly last: LoggedRecord[] = [];
  private seconds = 0;
  private made = 0;

  follow(event: TrainingEvent): void {
    if (event.type === 'started') this.steps = event.steps;
    if (event.type !== 'step') return;
    this.seconds += event.record.seconds;
    this.made++;
    this.last.push(event.record);
    if (this.last.length > 50) this.last.shift();
  }

  shown({ step, loss, learningRate }: LoggedRecord) {
    const { tokensPerSecond } = speedOf(this.last);
    const left = (this.seconds / Math.max(1, this.made)) * (this.steps - step);
    return {
      loss: shown(loss),
      rate: learningRate.toExponential(2),
      speed: grouped(tokensPerSecond),
      left: clock(left),
    };
  }
}
