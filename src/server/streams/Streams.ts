/** Streams: which answers are being streamed and which WebSockets are open: so many at most, and all are waited for at the end. */
import { problem } from '../problems/Problem';

export class Streams {
  private readonly open = new Set<symbol>();
  private waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  get count(): number {
    return this.open.size;
  }

  /** Hands back what says that it is over; saying so twice does no harm. */
  enter(): () => void {
    if (this.open.size >= this.most) {
      throw problem(
        'too-many-streams',
        {
          what: 'open a stream',
          expected: `at most ${this.most} at once`,
          got: `${this.open.size}`,
          hint: 'end one, or ask for /api/trace instead',
        },
        5,
      );
    }
    const stream = Symbol('stream');
    this.open.add(stream);
    return () => {
      this.open.delete(stream);
      if (this.open.size > 0) return;
      for (const done of this.waiting) done();
      this.waiting = [];
    };
  }

  /** When none is open any more, or after so many seconds. */
  async over(seconds: number): Promise<void> {
    if (this.open.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1000 * seconds);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
