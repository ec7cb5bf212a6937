/** A remark when others use the machine. */
import { availableParallelism, loadavg } from 'node:os';

export function busy(): string[] {
  const load = loadavg()[0] ?? 0;
  if (load < availableParallelism() / 2) return [];
  return [`The machine was busy before (load ${load.toFixed(1)}): measured speeds are too low.`];
}
