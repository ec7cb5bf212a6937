/**
 * A grid of numbers as coloured cells: what a matrix and a vector have in common. One node, one loop.
 * Cells are counted row-major; each is shown and dimmed on its own.
 */
import { computed, initial, signal } from '@motion-canvas/2d';
import {
  Vector2,
  all,
  createSignal,
  easeInOutCubic,
  tween,
  type BBox,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { ArrayFact } from '../../lessons/facts';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size } from '../../theme/type';
import type { Anchor } from '../figure/Anchor';
import type { Coloring, Scale } from './parts/cellColor';
import { sharedBound } from './sharedBounds';
import { CellLabels } from './parts/CellLabels';
import type { CellGridProps } from './parts/CellGridProps';
import { cellLook, type CellLook, type Painted } from './parts/CellLook';
import { requireWords } from '../text/parts/paintWords';
import { Figure, type Filling, type Sizing } from '../figure/Figure';
import { FocusFrame } from '../marks/parts/FocusFrame';
import { fitCells } from './parts/fitCells';
import { GridLayout, taken } from './parts/GridLayout';
import { LetteringStates } from './parts/LetteringStates';
import { letteringRoom, paintLettering, wordsOf, type Lettering } from './parts/gridLettering';
import {
  betweenSettings,
  numberSetting,
  pxThatFits,
  type NumberSetting,
} from './parts/numberSetting';
import { lettered, type Source } from '../figure/Source';
import { requireSameAxes } from '../figure/parts/requireSameAxes';
import { numberShift, paintCell } from './parts/paintCell';
import { baseline, figureAdvance } from '../figure/parts/paintText';
import { Shares } from '../figure/parts/Shares';

export type { CellGridProps } from './parts/CellGridProps';

export abstract class CellGrid extends Figure {
  @signal() declare public readonly values: SimpleSignal<ArrayFact, this>;
  @initial('diverging') @signal() declare public readonly colors: SimpleSignal<Scale, this>;
  @initial(0) @signal() declare public readonly bound: SimpleSignal<number, this>;
  @initial(112) @signal() declare public readonly cellWidth: SimpleSignal<number, this>;
  @initial(56) @signal() declare public readonly cellHeight: SimpleSignal<number, this>;
  @initial(8) @signal() declare public readonly gap: SimpleSignal<number, this>;
  @initial(-1) @signal() declare public readonly rowGap: SimpleSignal<number, this>;
  @initial('auto') @signal() declare public readonly numbers: SimpleSignal<'auto' | boolean, this>;
  @initial(size.cell) @signal() declare public readonly px: SimpleSignal<number, this>;
  @initial('') @signal() declare public readonly title: SimpleSignal<string, this>;
  @initial('text') @signal() declare public readonly role: SimpleSignal<Role, this>;
  @initial(false) @signal() declare public readonly dims: SimpleSignal<boolean, this>;
  @initial(0) @signal() declare public readonly slots: SimpleSignal<number, this>;

  private readonly boxes: Shares;
  private readonly texts: Shares;
  private readonly dimness = new Shares(0);
  private readonly frame = new FocusFrame(4);
  private readonly next = createSignal<Painted | null>(null);
  private readonly share = createSignal(0);
  /** What lines up with the cells fills a region together with them. */
  public readonly beside = new CellLabels();
  private readonly widestGap: Vector2;

  public constructor(props: CellGridProps) {
    super({ ...props, hidden: false });
    requireWords(props.title);
    this.widestGap = new Vector2(this.gap(), this.rowGap() < 0 ? this.gap() : this.rowGap());
    const start = props.hidden ? 0 : 1;
    this.boxes = new Shares(start);
    this.texts = new Shares(start);
    if (this.bound() === 0) {
      this.bound(boundOf(this.colors(), this.values()));
    }
  }

  /** Rows and columns of cells. */
  protected abstract counts(): readonly [rows: number, columns: number];
  protected abstract lettering(): Lettering;

  public override extent(): Vector2 {
    return this.layout().size;
  }

  public override facts(): readonly Source[] {
    const next = this.next();
    const values = next ? [this.values(), next.fact] : [this.values()];
    return [...super.facts(), ...values, lettered('words', wordsOf(this.lettering()))];
  }

  /** The box around all cells, without labels, in the figure's own coordinates. */
  public cellsBox(): BBox {
    return this.layout().cells;
  }

  public override textLine(): number {
    return this.cellsBox().center.y + baseline * this.setting().px;
  }

  /** From cell to cell, for figures that line up with columns or rows. */
  public pitch(): Vector2 {
    return this.layout().pitch;
  }

  /** Cell by cell. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    yield* this.showCells(
      this.everyCell().map((k) => [k]),
      1,
      seconds,
    );
  }

  /** All cells leave, with title and labels; `slots` keep their places in sight. */
  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.showCells([this.everyCell()], 0, seconds);
  }

  public *unfocus(seconds: number = pace.quick): ThreadGenerator {
    yield* this.frame.leave(seconds);
  }

  public *undim(seconds: number = pace.quick): ThreadGenerator {
    yield* this.dimness.to([this.everyCell()], 0, seconds);
  }

  /**
   * Colours pass to those of `next`, which then is the value; a number gives way to the next one. The bound
   * stays, so that colours can be compared, unless another scale or bound is given.
   */
  public *morphTo(
    next: ArrayFact,
    seconds: number = pace.change,
    become: Partial<{ colors: Scale; bound: number }> = {},
  ): ThreadGenerator {
    const now = this.values();
    requireSameAxes('morphTo', now, next);
    const scale = become.colors ?? this.colors();
    const inherited = scale === this.colors() ? this.bound() : boundOf(scale, next);
    const coloring: Coloring = { scale, bound: become.bound ?? inherited };
    this.next({ fact: next, coloring });
    this.share(0);
    yield* tween(seconds, (t) => {
      this.share(easeInOutCubic(t));
    });
    this.next(null);
    this.share(0);
    this.values(next);
    this.colors(coloring.scale);
    this.bound(coloring.bound);
  }

  /** How a cell looks now. */
  public look(k: number): CellLook {
    const now = this.painted();
    return cellLook(this.palette, now, this.next() ?? now, k, this.share(), this.dimness.get(k));
  }

  protected *showCells(
    groups: readonly (readonly number[])[],
    share: number,
    seconds: number,
  ): ThreadGenerator {
    yield* all(this.boxes.to(groups, share, seconds), this.texts.to(groups, share, seconds));
  }

  protected *focusOn(box: BBox, seconds: number): ThreadGenerator {
    yield* this.frame.moveTo(box, seconds);
  }

  /** Dims the cells that `keep` refuses, brightens the others. */
  protected *dimUnless(keep: (k: number) => boolean, seconds: number): ThreadGenerator {
    const cells = this.everyCell();
    const away = cells.filter((k) => !keep(k));
    yield* all(
      this.dimness.to([away], 1, seconds),
      this.dimness.to([cells.filter(keep)], 0, seconds),
    );
  }

  /** Dims these cells, whatever else is dimmed. */
  protected *dimCells(cells: readonly number[], seconds: number): ThreadGenerator {
    yield* this.dimness.to([cells], 1, seconds);
  }

  protected everyCell(): number[] {
    const [rows, columns] = this.counts();
    return Array.from({ length: rows * columns }, (_, k) => k);
  }

  /** The box of cell `k`, counted row-major, in the figure's own coordinates. */
  public cellBox(k: number): BBox {
    const [, columns] = this.counts();
    return this.layout().cell(Math.floor(k / columns), k % columns);
  }

  protected anchor(k: number): Anchor {
    return {
      position: () => this.onStage(this.cellBox(k).center),
      size: () => this.cellBox(k).size.scale(this.stageScale()),
      text: () => this.look(k).text,
      facts: () => this.facts(),
      textShift: () => numberShift(this.look(k).text, this.setting()) * this.stageScale(),
      px: () => this.setting().px * this.stageScale(),
      face: 'numbers',
      color: () => this.look(k).ink,
      fill: () => this.look(k).fill,
      show: (box, text) => {
        this.boxes.set(k, box);
        this.texts.set(k, text);
      },
      shown: () => ({ box: this.boxes.get(k), text: this.texts.get(k) * this.setting().clarity }),
    };
  }

  protected override fitTo(room: Vector2, filling: Filling) {
    const [rows, columns] = this.counts();
    const { left, above } = letteringRoom(this.lettering());
    const cells = room.sub(this.beside.taken()).sub([taken(left), taken(above)]);
    const widest = (width: number) => pxThatFits(this.values(), width, figureAdvance());
    const gap = this.widestGap;
    const sizes = fitCells({ rows, columns, room: cells, gap, widest }, filling);
    this.cellWidth(sizes.cell.x).cellHeight(sizes.cell.y).px(sizes.px);
    this.gap(sizes.gap.x).rowGap(sizes.gap.y);
  }

  protected override sizings(): readonly Sizing[] {
    return [this.cellWidth, this.cellHeight, this.gap, this.rowGap, this.px];
  }

  protected override filled(): BBox {
    return this.beside.around(this.cellsBox(), super.filled());
  }

  @computed()
  protected layout(): GridLayout {
    const [rows, columns] = this.counts();
    const rowGap = this.rowGap();
    return new GridLayout({
      rows,
      columns,
      cell: new Vector2(this.cellWidth(), this.cellHeight()),
      gap: new Vector2(this.gap(), rowGap < 0 ? this.gap() : rowGap),
      ...letteringRoom(this.lettering()),
    });
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const layout = this.layout();
    const lettering = this.lettering();
    const [rows, columns] = this.counts();
    const setting = this.setting();
    for (let k = 0; k < rows * columns; k++) {
      const cell = { ...this.look(k), box: this.boxes.get(k), digits: this.texts.get(k) };
      paintCell(context, this.palette, this.cellBox(k), cell, this.slots(), setting);
    }
    const states = new LetteringStates(rows, columns, {
      shown: (k) => Math.max(this.slots(), this.boxes.get(k)),
      dimmed: (k) => this.dimness.get(k),
    });
    paintLettering(context, this.palette, layout, lettering, states);
    this.frame.paint(context, this.palette.text);
  }

  private painted(): Painted {
    return { fact: this.values(), coloring: { scale: this.colors(), bound: this.bound() } };
  }

  private setting(): NumberSetting {
    const now = this.settingNow();
    const next = this.next();
    return next ? betweenSettings(now, this.settingOf(next.fact), this.share()) : now;
  }

  @computed()
  private settingNow(): NumberSetting {
    return this.settingOf(this.values());
  }

  private settingOf(fact: ArrayFact): NumberSetting {
    const setting = numberSetting(fact, this.cellWidth(), figureAdvance(), this.px());
    const numbers = this.numbers();
    return numbers === 'auto' ? setting : { ...setting, clarity: numbers ? 1 : 0 };
  }
}

const boundOf = (scale: Scale, fact: ArrayFact) => (scale === 'sequential' ? 1 : sharedBound(fact));
