// KernelHelper: a thread that runs kernels in the same memory, as the caller's side sees it. How threads start is the
// host's matter (src/host/kernels/kernelThreads.ts). They meet in a mailbox of whole numbers:
//   0  state: away, idle, posted or working        1  which kernel        2 …  its arguments
// The caller posts, does its own part, and waits; or takes back what the helper, kept from its core, has not begun. The
// helper waits, computes and is idle again. Both look for a moment, then sleep.
import type { KernelExports } from './KernelExports';

export const shareable = ['gemm', 'thin'] as const;
export type Shareable = (typeof shareable)[number];

export const mailboxBytes = 64;
export const away = 0; // as new memory says
export const idle = 1;
export const posted = 2;
export const working = 3;
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

  /** Waits for what was posted; false when someone else must do it: it was not begun, or has failed. */
  finish(): boolean {
    const { mailbox } = this;
    if (Atomics.compareExchange(mailbox, 0, posted, idle) === posted) return false;
    for (let i = 0; i < looks && Atomics.load(mailbox, 0) === working; i++);
    while (Atomics.load(mailbox, 0) === working) Atomics.wait(mailbox, 0, working);
    return this.isIdle;
  }
}
