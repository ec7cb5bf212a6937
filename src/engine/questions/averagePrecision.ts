// averagePrecision: how purely do the highest values belong to one class? Walk down the values; at each, the share of the
// class among all that are as high or higher.
//   AP = Σ over the different values, highest first, of (recall − recall before) · precision       Manning et al. 2008, 8.4
// 1: the class lies above everything else; its share of all values: no better than chance. Equal values count as one step,
// so that the order in which they come does not matter: a ReLU has many zeros.

/** `all` and `inside`, the values of the class among them, ascending; there is at least one. */
export function averagePrecision(all: Float32Array, inside: Float32Array): number {
  let below = all.length; // values below the present one
  let end = inside.length; // values of the class up to the present one
  let sum = 0;
  while (end > 0) {
    const value = inside[end - 1] as number;
    let start = end;
    while (start > 0 && inside[start - 1] === value) start--;
    while (below > 0 && (all[below - 1] as number) >= value) below--;
    const precision = (inside.length - start) / (all.length - below);
    sum += (end - start) * precision;
    end = start;
  }
  return sum / inside.length;
}
