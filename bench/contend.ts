/** A contender's process: measures one group and prints one line of JSON per row. */
import type { Contender } from './Contender';
import type { Row } from './Row';
import { measure } from './measure';
import { gpt2Small, idsOf, newTokens, products, promptTokens } from './workloads';

const [module = '', group = '', seconds = ''] = process.argv.slice(2);
const { contender } = (await import(module)) as { contender: Contender };
const time = Number(seconds);

const groups: Record<string, () => Promise<void>> = { matmul, train, gpt2, memory };
try {
  print({ name: 'version', text: contender.version });
  await groups[group]?.();
  process.exit(0); // a library's threads would keep the process
} catch (error) {
  print({ name: group, error: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

async function matmul(): Promise<void> {
  for (const product of products) {
    const { median, best, runs } = await measure(await contender.product(product), time);
    const gigaflops = (ms: number) => (2 * product.M * product.K * product.N) / ms / 1e6;
    const speeds = { value: gigaflops(median), best: gigaflops(best), runs };
    print({ name: product.name, unit: 'GFLOP/s', ...speeds });
  }
}

async function train(): Promise<void> {
  const step = await contender.trainer();
  const losses = [await step(0), await step(1), await step(2)];
  let at = losses.length;
  const { median, best, runs } = await measure(() => step(at++), 4 * time);
  print({ name: 'training step', unit: 'ms', value: median, best, runs, check: losses });
  print({ name: 'peak RSS of training', unit: 'MiB', value: peak() });
}

async function gpt2(): Promise<void> {
  const model = await contender.gpt2();
  (globalThis as { gc?: () => void }).gc?.();
  const atRest = process.memoryUsage.rss() / 2 ** 20;
  print({ name: 'GPT-2 small at rest', unit: 'MiB', value: atRest });
  const prompt = idsOf(promptTokens, gpt2Small.vocab_size, 7);
  const check = [...(await model.forward(prompt)).slice(0, 8)];
  const { median, best, runs } = await measure(() => model.forward(prompt), 4 * time);
  print({ name: 'GPT-2 small, 64 tokens', unit: 'ms', value: median, best, runs, check });
  print({ name: 'peak RSS of GPT-2 small', unit: 'MiB', value: peak() });

  const speeds: number[] = [];
  const ids: number[] = [];
  for (let run = 0; run < 3; run++) {
    let id = likeliest(await model.prefill(prompt));
    const start = performance.now();
    for (let i = 0; i < newTokens; i++) {
      if (run === 0) ids.push(id);
      id = likeliest(await model.next(id));
    }
    speeds.push((newTokens / (performance.now() - start)) * 1000);
  }
  speeds.sort((a, b) => a - b);
  const [, value = NaN, fastest = NaN] = speeds;
  const speed = { unit: 'tokens/s', value, best: fastest, runs: speeds.length } as const;
  print({ name: 'GPT-2 small with cache', ...speed, check: ids.slice(0, 4) });
}

/** How much the process grows between the 100th and the 1,000th step. */
async function memory(): Promise<void> {
  const step = await contender.trainer();
  const resident: number[] = [];
  for (let at = 0; at < 1000; at++) {
    await step(at % 50);
    if ((at + 1) % 100 === 0) resident.push(process.memoryUsage.rss() / 2 ** 20);
  }
  const [first = NaN] = resident;
  print({ name: 'RSS after 100 steps', unit: 'MiB', value: first });
  print({ name: 'RSS after 1,000 steps', unit: 'MiB', value: resident.at(-1) ?? NaN });
}

function likeliest(logits: Float32Array): number {
  return logits.reduce((best, logit, id) => (logit > (logits[best] ?? 0) ? id : best), 0);
}

function peak(): number {
  return process.resourceUsage().maxRSS / 1024;
}

function print(row: Row): void {
  console.log(JSON.stringify(row));
}
