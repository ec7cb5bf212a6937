/**
 * Decimals with which the parts of a sum are shown, so that whoever adds up what is shown gets the sum that is shown:
 * rounded parts, added and then rounded as the sum is.
 */
const most = 8;

/** As few as will do, and no fewer than the sum's own. */
export function decimalsThatAdd(parts: readonly number[], decimals: number): number {
  const candidates = Array.from({ length: most }, (_, more) => decimals + more);
  return candidates.find((shown) => addsUp(parts, shown, decimals)) ?? decimals;
}

/** Whether that is so after each part. */
export function addsUp(parts: readonly number[], shown: number, decimals: number): boolean {
  const finer = 10 ** (shown - decimals);
  let total = 0;
  let seen = 0;
  return parts.every((part) => {
    total += part;
    seen += units(part, shown);
    return halfUp(seen / finer) === units(total, decimals);
  });
}

/** The digits that are shown, as a whole number. */
const units = (x: number, decimals: number) =>
  Math.round(Number(x.toFixed(decimals)) * 10 ** decimals);

const halfUp = (x: number) => Math.sign(x) * Math.floor(Math.abs(x) + 0.5);
