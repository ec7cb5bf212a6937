/** The computer that measured something, in a line. */
import { availableParallelism, cpus, totalmem } from 'node:os';

export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${model}, ${availableParallelism()} threads, ${memory}; Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}
