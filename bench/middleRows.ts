/**
 * Several rounds of one contender as one: of each row the round whose value is the middle one, so that what disturbs the
 * machine for a while spoils a round and no row.
 */
import { moreIsBetter, type Row } from './Row';

export function middleRows(rounds: readonly (readonly Row[])[]): Row[] {
  const all = rounds.flat();
  const failed = all.find(({ error }) => error);
  if (failed) return [failed];
  const names = [...new Set(all.map(({ name }) => name))];
  return names.flatMap((name) => {
    const rows = all.filter((row) => row.name === name);
    const [middle] = rows.toSorted(byValue).slice(rows.length >> 1);
    if (!middle?.unit) return middle ?? [];
    const bests = rows.flatMap(({ best }) => best ?? []);
    if (bests.length === 0) return middle;
    const best = moreIsBetter[middle.unit] ? Math.max(...bests) : Math.min(...bests);
    return { ...middle, best, runs: rows.reduce((sum, { runs = 0 }) => sum + runs, 0) };
  });
}

const byValue = (a: Row, b: Row) => (a.value ?? 0) - (b.value ?? 0);
