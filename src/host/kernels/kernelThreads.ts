/**
 * Threads that help the engine with large products. They sleep when there is nothing to do, and end with the process; the
 * numbers do not depend on them.
 */
import { availableParallelism, loadavg } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  away,
  idle,
  looks,
  mailboxBytes,
  posted,
  shareable,
  working,
} from '../../engine/kernels/KernelHelper';
import { kernels } from '../../engine/kernels/kernels';

/** `threads` in all, the caller's included. Where there are no kernels, there is nothing to share. */
export function startKernelThreads(threads = freeCores()): void {
  const memory = kernels();
  for (let i = 1; i < threads; i++) {
    const enlisted = memory?.enlist();
    if (!enlisted) return;
    const workerData = {
      ...enlisted,
      ...{ length: mailboxBytes / 4, kernels: shareable, away, idle, posted, working, looks },
    };
    const module = new URL('./kernelThread.mjs', import.meta.url);
    const thread = new Worker(module, { workerData, execArgv: [] });
    thread.on('error', () => undefined); // its mailbox says that it is away: the caller computes alone
    thread.unref();
  }
}

/** A helper that has to wait for its core is worse than none. */
function freeCores(): number {
  const [busy = 0] = loadavg();
  return availableParallelism() - Math.round(busy);
}
