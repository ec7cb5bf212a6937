/** Times work that a contender does: warm-up, then runs until the time is up. Milliseconds. */
export interface Timing {
  readonly median: number;
  readonly best: number;
  readonly runs: number;
}

const warmUp = 0.3; // of the time

export async function measure(run: () => unknown, seconds: number): Promise<Timing> {
  await repeat(run, seconds * warmUp, 1);
  const times = (await repeat(run, seconds, 3)).sort((a, b) => a - b);
  return {
    median: times[times.length >> 1] ?? NaN,
    best: times[0] ?? NaN,
    runs: times.length,
  };
}

async function repeat(run: () => unknown, seconds: number, atLeast: number): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (times.length < atLeast || performance.now() < end) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times;
}
