/** Three ways to tell how a render goes: bars on a terminal, lines elsewhere, JSON for programs. */
import { MultiBar, type SingleBar } from 'cli-progress';
import { failureText } from './describeFailure';
import type { RenderEvent, Report } from './RenderEvent';

/** One JSON object per line on stdout; progress at every whole percent. */
export function jsonReporter(write: (line: string) => void): Report {
  const shown = new Map<string, number>();
  return (event) => {
    if (event.type === 'progress') {
      const percent = Math.floor((100 * event.frame) / event.frames);
      if (shown.get(event.movie) === percent) return;
      shown.set(event.movie, percent);
    }
    write(JSON.stringify(event));
  };
}

/** A line per film when it starts and ends, and one every quarter between. */
export function lineReporter(write: (line: string) => void): Report {
  const quarters = new Map<string, number>();
  return (event) => {
    if (event.type === 'started') write(`${event.label}: started`);
    else if (event.type === 'progress') {
      const quarter = Math.floor((4 * event.frame) / event.frames);
      if (quarter === (quarters.get(event.movie) ?? 0) || quarter === 4) return;
      quarters.set(event.movie, quarter);
      write(`${event.movie}: ${event.frame}/${event.frames} frames (${quarter * 25} %)`);
    } else write(lineOf(event));
  };
}

/** A bar per film with frames, frames per second and time left. */
export function barReporter(stream: NodeJS.WriteStream): Report {
  const bars = new MultiBar({
    stream,
    format: '{bar} {value}/{total} frames · {speed} fps · {left} left · {movie}',
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
  });
  const running = new Map<string, { bar: SingleBar; since: number; from: number }>();
  return (event) => {
    if (event.type === 'started') return;
    if (event.type === 'progress') {
      const { movie, frame, frames } = event;
      const now = performance.now();
      const known = running.get(movie);
      const one = known ?? {
        bar: bars.create(frames, 0, { movie, speed: '…', left: '…' }),
        since: now,
        from: frame,
      };
      running.set(movie, one);
      const speed = ((frame - one.from) * 1000) / Math.max(1, now - one.since);
      const left = speed > 0 ? clock((frames - frame) / speed) : '…';
      one.bar.update(frame, { movie, speed: speed.toFixed(1), left });
      return;
    }
    if (event.type === 'summary') {
      bars.stop();
      stream.write(`${lineOf(event)}\n`);
      return;
    }
    const one = running.get(event.movie);
    if (one) bars.remove(one.bar);
    bars.log(`${lineOf(event)}\n`);
    bars.update();
  };
}

function lineOf(event: Exclude<RenderEvent, { type: 'started' | 'progress' }>): string {
  if (event.type === 'finished') {
    const speed = (event.frames / event.seconds).toFixed(1);
    return (
      `✓ ${event.movie}: ${event.duration.toFixed(1)} s of film, ${(event.bytes / 1e6).toFixed(1)} MB, ` +
      `in ${event.seconds.toFixed(1)} s (${speed} frames/s)`
    );
  }
  if (event.type === 'skipped') return `– ${event.movie}: ${event.reason}`;
  if (event.type === 'failed') return failureText(event);
  const { rendered, skipped, failed, seconds, out } = event;
  return `${rendered} rendered, ${skipped} up to date, ${failed} failed in ${seconds.toFixed(1)} s → ${out}`;
}

const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
