// MinHeap: items come out in order, smallest first. A binary heap: items 2i+1 and 2i+2 are never before item i.
//   checked against: sorting
export class MinHeap<Item> {
  private readonly items: Item[] = [];

  constructor(private readonly isBefore: (a: Item, b: Item) => boolean) {}

  push(item: Item): void {
    const { items, isBefore } = this;
    let i = items.length;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = items[parent] as Item;
      if (!isBefore(item, above)) break;
      items[i] = above;
      i = parent;
    }
    items[i] = item;
  }

  pop(): Item | undefined {
    const { items, isBefore } = this;
    const smallest = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return smallest;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      const other = child + 1;
      if (other < items.length && isBefore(items[other] as Item, items[child] as Item)) child++;
      const below = items[child] as Item;
      if (!isBefore(below, last)) break;
      items[i] = below;
      i = child;
    }
    items[i] = last;
    return smallest;
  }
}
