/** Moves labels apart along a line: each stays as near to its wish as the others allow. */
export function spread(wishes: readonly number[], apart: number): readonly number[] {
  const order = wishes.map((wish, i) => ({ wish, i })).sort((a, b) => a.wish - b.wish || a.i - b.i);
  // Groups of labels that touch, each centred on the mean of its wishes.
  const groups: { sum: number; size: number; members: number[] }[] = [];
  for (const { wish, i } of order) {
    let group = { sum: wish, size: 1, members: [i] };
    for (let last = groups.at(-1); last && overlap(last, group, apart); last = groups.at(-1)) {
      groups.pop();
      group = {
        sum: last.sum + group.sum,
        size: last.size + group.size,
        members: [...last.members, ...group.members],
      };
    }
    groups.push(group);
  }
  const placed = [...wishes];
  for (const { sum, size, members } of groups) {
    members.forEach((i, k) => (placed[i] = sum / size + (k - (size - 1) / 2) * apart));
  }
  return placed;
}

interface Group {
  readonly sum: number;
  readonly size: number;
}

const overlap = (a: Group, b: Group, apart: number) =>
  b.sum / b.size - a.sum / a.size < (apart * (a.size + b.size)) / 2;
