// averagePrecision: how purely do the highest values belong to one class? Walk down the values; at each, the share of the
// class among all that are as high or higher.
//   AP = Σ over the different values, highest first, of (recall − recall before) · precision       Manning et al. 2008, 8.4
// 1: the class lies above everything else; its share of all values: no better than chance. Equal values count as one step,
// so that the order in which they come does not matter: a ReLU has many zeros.
export interface Ranking {
  /** Places, from the highest value to the lowest. */
  readonly order: Uint32Array;
  /** How many places are read when a step ends: equal values end together. */
  readonly ends: Uint32Array;
}

export function ranking(values: Float32Array): Ranking {
  const order = Uint32Array.from(values, (_, i) => i);
  order.sort((a, b) => (values[b] as number) - (values[a] as number));
  const ends: number[] = [];
  for (let i = 1; i <= order.length; i++) {
    if (i === order.length || values[order[i] as number] !== values[order[i - 1] as number]) {
      ends.push(i);
    }
  }
  return { order, ends: Uint32Array.from(ends) };
}

/** `inside` is 1 at the places of the class, of which there is at least one. */
export function averagePrecision({ order, ends }: Ranking, inside: Uint8Array): number {
  let found = 0;
  let sum = 0;
  let from = 0;
  for (const end of ends) {
    const before = found;
    for (let i = from; i < end; i++) found += inside[order[i] as number] as number;
    sum += ((found - before) * found) / end;
    from = end;
  }
  return sum / found;
}
