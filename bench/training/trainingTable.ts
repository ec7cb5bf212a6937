/** Ours beside PyTorch on the recipes, in Markdown: a line per model. */
import type { Timing } from '../measure';
import { digits, markdown } from '../resultTable';
import type { MeasuredModel } from './MeasuredModel';

export function trainingTable(
  models: readonly MeasuredModel[],
  threads: readonly number[],
): string {
  const head = [
    ...['', 'parameters', 'tokens a step', 'ours: ms a step', 'tokens/s'],
    ...threads.flatMap((n) => [`PyTorch, ${threadsText(n)}: ms a step`, 'tokens/s', 'ours']),
  ];
  const body = models.map(({ name, parameters, tokens, ours, pytorch }) => [
    ...[name, grouped(parameters), digits(tokens), ...speed(ours, tokens)],
    ...threads.flatMap((n) => {
      const timing = pytorch.find((run) => run.threads === n)?.timing;
      if (!timing) return ['–', '–', '–'];
      return [...speed(timing, tokens), `×${digits(timing.median / ours.median)}`];
    }),
  ]);
  return markdown(head, body);
}

export function threadsText(count: number): string {
  return `${count} thread${count === 1 ? '' : 's'}`;
}

function speed({ median }: Timing, tokens: number): string[] {
  return [digits(median), grouped(Math.round((tokens / median) * 1000))];
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
