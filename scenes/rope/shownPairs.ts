/** Which pairs of a head the film shows. */
const mostPairs = 8;

/** At most eight: all, or every second, or third. */
export function shownPairs(count: number): number[] {
  const step = Math.ceil(count / mostPairs);
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}
