/** Ours beside PyTorch on the recipes, in Markdown. */
import type { Timing } from '../measure';
import { digits, markdown } from '../resultTable';
import type { MeasuredModel } from './MeasuredModel';

const head = [
  ...['', 'parameters', 'tokens a step', 'threads'],
  ...['ours: ms a step', 'tokens/s', 'PyTorch: ms a step', 'tokens/s', 'ours'],
];

export function trainingTable(models: readonly MeasuredModel[]): string {
  const body = models.flatMap(({ name, parameters, tokens, runs }) =>
    runs.map(({ threads, ours, pytorch }) => {
      const theirs = pytorch?.timing;
      const compared = theirs
        ? [...speed(theirs, tokens), `×${digits(theirs.median / ours.median)}`]
        : ['–', '–', '–'];
      const sizes = [grouped(parameters), digits(tokens), threads];
      return [name, ...sizes, ...speed(ours, tokens), ...compared];
    }),
  );
  return markdown(head, body);
}

function speed({ median }: Timing, tokens: number): string[] {
  return [digits(median), grouped(Math.round((tokens / median) * 1000))];
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
