/** The rows of all contenders side by side, in Markdown. */
import { moreIsBetter, type Row, type Unit } from './Row';

export interface Result {
  readonly contender: string;
  readonly group: string;
  readonly threads: number;
  readonly rows: readonly Row[];
}

/** Ours first, then ours with weights in 16 bits; a peer is ahead when it is so of all of them. */
export function resultTable(results: readonly Result[], names: readonly string[]): string {
  const measured = results.flatMap(({ threads, rows }) =>
    rows.flatMap(({ name, unit, value }) =>
      unit && value !== undefined ? [{ name, unit, threads }] : [],
    ),
  );
  const lines = new Map(measured.map((line) => [`${line.name} ${line.threads}`, line]));
  const body = [...lines.values()].map(({ name, unit, threads }) => {
    const values = names.map((contender) => find(results, contender, threads, name)?.value);
    const [ours] = values;
    const factors = values.map((value) => advantage(ours, value, unit));
    const best = Math.max(1, ...factors.flatMap((f, i) => (f && isOurs(names[i]) ? 1 / f : [])));
    const behind = names.filter((peer, i) => !isOurs(peer) && (factors[i] ?? 1) * best < 0.98);
    const cells = values.map((value, i) => cell(value, i === 0 ? undefined : factors[i]));
    return [name, threads, unit, ...cells, behind.length > 0 ? `**${behind.join(', ')}**` : ''];
  });
  return markdown(['', 'threads', 'unit', ...names, 'behind'], body);
}

/** Failures, and contenders whose numbers differ from those of the last name that has any (PyTorch, if it ran). */
export function remarks(results: readonly Result[], names: readonly string[]): string[] {
  return results.flatMap(({ contender, group, threads, rows }) =>
    rows.flatMap(({ name, check, error }) => {
      const where = `${contender}, ${threads} thread${threads === 1 ? '' : 's'}`;
      if (error) return [`${where}: ${group} failed: ${error}`];
      const all = names.map((other) => find(results, other, threads, name)?.check);
      const reference = all.filter((numbers) => numbers !== undefined).at(-1);
      if (!check || !reference || agree(check, reference)) return [];
      return [`${where}: ${name} is wrong: ${check.join(' ')}, expected ${reference.join(' ')}`];
    }),
  );
}

function find(results: readonly Result[], contender: string, threads: number, name: string) {
  return results
    .filter((result) => result.contender === contender && result.threads === threads)
    .flatMap(({ rows }) => rows)
    .find((row) => row.name === name);
}

const isOurs = (name = '') => name.startsWith('ours');

/** How many times better ours is. */
function advantage(ours: number | undefined, theirs: number | undefined, unit: Unit) {
  if (ours === undefined || theirs === undefined) return undefined;
  return moreIsBetter[unit] ? ours / theirs : theirs / ours;
}

export function agree(a: readonly number[], b: readonly number[]): boolean {
  const scale = Math.max(...b.map(Math.abs));
  return a.every((value, i) => Math.abs(value - (b[i] ?? NaN)) <= 1e-4 * scale);
}

function cell(value: number | undefined, factor: number | undefined): string {
  if (value === undefined) return '–';
  return factor === undefined ? digits(value) : `${digits(value)} (×${digits(factor)})`;
}

export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

export function markdown(head: readonly string[], body: readonly (readonly (string | number)[])[]) {
  const table = [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...body];
  return table.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
