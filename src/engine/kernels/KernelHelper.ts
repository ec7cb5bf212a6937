// KernelHelper: a thread that runs kernels in the same memory, as the caller's side sees it. How threads start is the
// host's matter (src/host/kernelThreads.ts). They meet in a mailbox of whole numbers:
//   0  state: away, idle or posted        1  which kernel        2 …  its arguments
// The caller posts and waits; the helper waits, computes and is idle again. Both look for a moment, then sleep.
import type { KernelExports } from './KernelExports';

export const shareable = ['gemm', 'thin'] as const;
export type Shareable = (typeof shareable)[number];

export const mailboxBytes = 64;
export const away = 0; // as new memory says
export const idle = 1;
export const posted = 2;
/** Some 20 µs: less than waking a thread costs. */
export const looks = 5000;

export class KernelHelper {
  constructor(
    private readonly mailbox: Int32Array,
    /** Room for what its kernels pack and sum. */
    readonly work: number,
  ) {}

  get isIdle(): boolean {
    return Atomics.load(this.mailbox, 0) === idle;
  }

  post<Name extends Shareable>(kernel: Name, ...args: Parameters<KernelExports[Name]>): void {
    this.mailbox[1] = shareable.indexOf(kernel);
    this.mailbox.set(args, 2);
    Atomics.store(this.mailbox, 0, posted);
    Atomics.notify(this.mailbox, 0);
  }

  /** Waits for what was posted; false when the helper has failed and someone else must do it. */
  finish(): boolean {
    for (let i = 0; i < looks && Atomics.load(this.mailbox, 0) === posted; i++);
    while (Atomics.load(this.mailbox, 0) === posted) Atomics.wait(this.mailbox, 0, posted);
    return this.isIdle;
  }
}
