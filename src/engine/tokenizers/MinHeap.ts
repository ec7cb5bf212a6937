// MinHeap: numbers come out smallest first. A binary heap: item i is never above items 2i+1 and 2i+2.
//   checked against: sorting
export class MinHeap {
  private readonly items: number[] = [];

  push(item: number): void {
    const items = this.items;
    let i = items.length;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = items[parent] ?? 0;
      if (above <= item) break;
      items[i] = above;
      i = parent;
    }
    items[i] = item;
  }

  pop(): number | undefined {
    const items = this.items;
    const smallest = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return smallest;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && (items[child + 1] ?? 0) < (items[child] ?? 0)) child++;
      const below = items[child] ?? 0;
      if (last <= below) break;
      items[i] = below;
      i = child;
    }
    items[i] = last;
    return smallest;
  }
}
