/** One row of a table as it is seen: its cells, its place, how bright it is. */
import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import { keyOf, type Cell, type Row } from './tableRows';

export class TableRow {
  public readonly key: string;
  /** 1 bright, ½ stepped back, 0 gone. */
  public readonly strength: SimpleSignal<number>;
  /** In rows from the top. */
  public readonly place: SimpleSignal<number>;
  private readonly change = createSignal(1);
  /** Cells that a flight has emptied or not filled yet. */
  private readonly filled = new Map<number, SimpleSignal<number>>();
  private readonly cells: SimpleSignal<Row>;
  private readonly before: SimpleSignal<Row>;

  public constructor(cells: Row, place: number, keyedBy: number | null, strength: number) {
    this.key = keyOf(cells, place, keyedBy);
    this.cells = createSignal<Row>(cells);
    this.before = createSignal<Row>(cells);
    this.place = createSignal(place);
    this.strength = createSignal(strength);
  }

  public get now(): Row {
    return this.cells();
  }

  public *become(cells: Row, seconds: number) {
    this.before(this.cells());
    this.cells(cells);
    this.change(0);
    yield* this.change(1, seconds);
  }

  /** What stands in a column just now: one cell, or the old one while the next takes its place. */
  public shown(column: number): readonly { readonly value: Cell; readonly alpha: number }[] {
    const [from, to] = [this.before()[column] ?? null, this.cells()[column] ?? null];
    const share = this.change();
    const full = this.fill(column)();
    if (from === to || share >= 1) return [{ value: to, alpha: full }];
    return [
      { value: from, alpha: full * Math.max(0, 1 - 2 * share) },
      { value: to, alpha: full * Math.max(0, 2 * share - 1) },
    ];
  }

  public fill(column: number): SimpleSignal<number> {
    const found = this.filled.get(column) ?? createSignal(1);
    this.filled.set(column, found);
    return found;
  }
}
