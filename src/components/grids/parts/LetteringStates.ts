/** How far what is written beside cells is shown and dimmed: as far as one of them is shown, and all dimmed. */

interface CellState {
  shown(k: number): number;
  dimmed(k: number): number;
}

export interface LetteringState {
  /** 0…1 each. */
  readonly shown: number;
  readonly dimmed: number;
}

export class LetteringStates {
  /** Cells are counted row-major. */
  public constructor(
    private readonly rows: number,
    private readonly columns: number,
    private readonly cell: CellState,
  ) {}

  public row(i: number): LetteringState {
    return this.of(range(this.columns).map((j) => i * this.columns + j));
  }

  public column(j: number): LetteringState {
    return this.of(range(this.rows).map((i) => i * this.columns + j));
  }

  public whole(): LetteringState {
    return this.of(range(this.rows * this.columns));
  }

  private of(cells: readonly number[]): LetteringState {
    return {
      shown: Math.max(0, ...cells.map((k) => this.cell.shown(k))),
      dimmed: Math.min(1, ...cells.map((k) => this.cell.dimmed(k))),
    };
  }
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
