/** How a download is shown: a bar on a terminal, a line per tenth elsewhere. */
import { SingleBar } from 'cli-progress';

export interface FetchReporter {
  readonly onProgress: (file: string, done: number, total: number | undefined) => void;
  readonly onFile: (file: string, checkedBy: string) => void;
}

export function progressReporter(stream: NodeJS.WriteStream): FetchReporter {
  return stream.isTTY
    ? barReporter(stream)
    : lineReporter((line) => void stream.write(`${line}\n`));
}

function barReporter(stream: NodeJS.WriteStream): FetchReporter {
  const bar = new SingleBar({
    stream,
    format: '{file} {bar} {percentage}% of {size}, {eta_formatted} left',
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
  });
  return {
    onProgress: (file, done, total) => {
      if (total === undefined) return;
      if (!bar.isActive) bar.start(total, done, { file, size: megabytes(total) });
      bar.update(done, { file });
    },
    onFile: (file, checkedBy) => {
      bar.stop();
      stream.write(`${fileLine(file, checkedBy)}\n`);
    },
  };
}

function lineReporter(write: (line: string) => void): FetchReporter {
  let last = '';
  return {
    onProgress: (file, done, total) => {
      if (total === undefined || total < 1e7) return;
      const now = `${file}: ${Math.floor((done / total) * 10) * 10}% of ${megabytes(total)}`;
      if (now !== last) write(now);
      last = now;
    },
    onFile: (file, checkedBy) => write(fileLine(file, checkedBy)),
  };
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

function fileLine(file: string, checkedBy: string): string {
  return checkedBy === 'already there'
    ? `${file}: already there`
    : `${file}: checked by ${checkedBy}`;
}
