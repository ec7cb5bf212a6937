/**
 * What a thread of kernelThreads.ts does; see src/engine/kernels/KernelHelper.ts for the mailbox. Plain JavaScript: a thread
 * starts without the loader of TypeScript.
 */
import { workerData } from 'node:worker_threads';

const { module, memory, address, length, kernels, away, idle, posted, working, looks } = workerData;
const { exports: run } = new WebAssembly.Instance(module, { env: { memory } });
const mailbox = new Int32Array(memory.buffer, address, length);

Atomics.store(mailbox, 0, idle);
for (;;) {
  for (let i = 0; i < looks && Atomics.load(mailbox, 0) !== posted; i++);
  while (Atomics.load(mailbox, 0) !== posted) Atomics.wait(mailbox, 0, idle);
  if (Atomics.compareExchange(mailbox, 0, posted, working) !== posted) continue; // taken back
  try {
    run[kernels[mailbox[1]]](...mailbox.subarray(2));
  } catch (error) {
    Atomics.store(mailbox, 0, away);
    Atomics.notify(mailbox, 0);
    throw error;
  }
  Atomics.store(mailbox, 0, idle);
  Atomics.notify(mailbox, 0);
}
