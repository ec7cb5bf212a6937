/**
 * A text as boxes of symbols that fuse with their neighbours and come apart again: letters into
 * tokens, bytes into characters. Boxes slide together, the border between them dissolves.
 */
import { nodeName } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  all,
  createSignal,
  easeInOutCubic,
  type ThreadGenerator,
} from '@motion-canvas/core';
import { gap } from '../../theme/layout';
import type { Role } from '../../theme/palette';
import { pace } from '../../theme/pace';
import { visibleText } from '../../theme/visibleText';
import type { Anchor } from '../figure/Anchor';
import { Figure, type FigureProps } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import { arrangeSymbols, type SymbolStyle } from './parts/arrangeSymbols';
import { paintBlock, paintLabel } from './parts/paintSymbol';
import { requireIndex } from '../figure/parts/requireIndex';
import { Shares } from '../figure/parts/Shares';
import {
  blocksOf,
  layoutSymbols,
  rowWidth,
  spanBox,
  type Block,
  type PlacedSymbol,
  type RowLabel,
  type RowLayout,
  type RowSymbol,
} from './parts/symbolLayout';

export interface MergeRowProps extends FigureProps {
  symbols: readonly RowSymbol[];
  /** The finest cut of the same atoms, which decides size and lines. Default: `symbols`. */
  finest?: readonly RowSymbol[];
  px?: number;
  /** Wider rows become smaller, then wrap. */
  width?: number;
  height?: number;
  align?: 'left' | 'center';
  /** Names parts of the row; shown by `showAbove`. */
  above?: readonly RowLabel[];
  /** Characters that are signs, in a colour of their own. */
  signs?: string;
  /** Their colour. Default: `position`. */
  signRole?: Role;
}

/** How much larger than drawn a short row may be seen. */
const closest = 1.5;

@nodeName('MergeRow')
export class MergeRow extends Figure {
  private readonly style: SymbolStyle;
  private readonly width: number;
  private readonly starts: readonly number[];
  private readonly finest: readonly RowSymbol[];
  private before: RowLayout;
  private after: RowLayout;
  private blocks: readonly Block[];
  private readonly change = createSignal(1);
  private readonly aboveShare = createSignal(0);
  private readonly lit = new Shares(0);
  /** Lit as a symbol that was made, not as a pair about to fuse. */
  private readonly made = new Shares(0);
  private readonly visible: Shares;

  public constructor(private readonly options: MergeRowProps) {
    super({ ...options, hidden: false });
    this.finest = options.finest ?? options.symbols;
    this.visible = new Shares(options.hidden ? 0 : 1);
    const room = options.width ?? Number.POSITIVE_INFINITY;
    const { style, starts } = arrangeSymbols(this.finest, { ...options, width: room });
    this.style = style;
    this.starts = starts;
    this.width = rowWidth(layoutSymbols(this.finest, starts, 0, this.style));
    this.after = this.layoutOf(options.symbols);
    this.before = this.after;
    this.blocks = blocksOf(this.before, this.after);
  }

  /** Room for the finest cut, so that the row keeps its place while it changes. */
  public override extent(): Vector2 {
    const { pitch } = this.style;
    return new Vector2(this.width, pitch * this.starts.length - gap.normal);
  }

  public override facts(): readonly Source[] {
    const { above = [] } = this.options;
    const shown = [...this.before, ...this.after, ...above].map(({ text }) => text);
    return [...super.facts(), lettered('words', shown)];
  }

  /** Symbol by symbol. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    const groups = this.after.map(atomsOf);
    yield* this.visible.to(groups, 1, seconds);
  }

  /** Only the symbols at these places. */
  public *showSymbols(places: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    const groups = places.flatMap((i) => this.part(i, 1)).map(atomsOf);
    yield* this.visible.to(groups, 1, seconds);
  }

  public *hideSymbols(places: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    const atoms = places.flatMap((i) => this.part(i, 1)).flatMap(atomsOf);
    yield* this.visible.to([atoms], 0, seconds);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* all(
      this.visible.to([this.after.flatMap(atomsOf)], 0, seconds),
      this.aboveShare(0, seconds),
    );
  }

  /** Another cut of the same text: neighbours fuse or come apart. */
  public *become(symbols: readonly RowSymbol[], seconds: number = pace.change): ThreadGenerator {
    const next = this.layoutOf(symbols);
    const joined = blocksOf(this.after, next).filter(({ before }) => before.length > 1);
    const atoms = joined.flatMap(({ before }) => before.flatMap(atomsOf));
    yield* all(this.settleAt(next, seconds), this.made.to([atoms], 1, seconds));
  }

  /**
   * Lights the symbols at these places, and `span` neighbours each, as a pair about to fuse or as
   * symbols that were made, or some of them as made; all others go quiet.
   */
  public *highlight(
    places: readonly number[],
    span = 1,
    seconds: number = pace.quick,
    as: 'pair' | 'made' | readonly number[] = 'pair',
  ): ThreadGenerator {
    const chosen = places.flatMap((i) => this.part(i, span));
    const atoms = new Set(chosen.flatMap(atomsOf));
    const wholes = typeof as === 'string' ? [] : as.flatMap((i) => this.part(i, 1));
    const made = as === 'made' ? atoms : new Set(wholes.flatMap(atomsOf));
    const pairs = [...atoms].filter((atom) => !made.has(atom));
    const others = this.after.flatMap(atomsOf).filter((atom) => !atoms.has(atom));
    yield* all(
      this.lit.to([[...atoms]], 1, seconds),
      this.lit.to([others], 0, seconds),
      this.made.to([[...made]], 1, seconds / 2),
      this.made.to([pairs], 0, seconds / 2),
    );
  }

  /** The labels above, each over its part. */
  public *showAbove(share = 1, seconds: number = pace.change): ThreadGenerator {
    yield* this.aboveShare(share, seconds);
  }

  /** Comes closer, as far as its room allows; a row that has become short is easier to read. */
  public *grow(seconds: number = pace.change): ThreadGenerator {
    const { width = 0, height = 0 } = this.options;
    const room = Math.min(width / rowWidth(this.after), height / this.extent().y);
    yield* this.scale(Math.max(1, Math.min(closest, room)), seconds);
  }

  /** `span` symbols from `place` on, in the figure's own coordinates. */
  public boxAt(place: number, span = 1): BBox {
    requireIndex('symbol', place + span - 1, this.after.length, 'the row');
    const part = this.part(place, span);
    return spanBox(this.after, part[0]?.from ?? 0, part.at(-1)?.to ?? 0);
  }

  /** A symbol, to fly from and to. */
  public anchor(place: number): Anchor {
    const box = this.boxAt(place);
    const atoms = this.part(place, 1).flatMap(atomsOf);
    const shown = () => Math.max(0, ...atoms.map((atom) => this.visible.get(atom)));
    return {
      position: () => this.onStage(box.center),
      size: () => box.size.scale(this.stageScale()),
      text: () => visibleText(this.part(place, 1)[0]?.text ?? ''),
      facts: () => this.facts(),
      textShift: () => 0,
      px: () => this.style.px * this.stageScale(),
      face: 'numbers',
      color: () => this.palette.text,
      fill: () => this.palette.surface,
      show: (share) => atoms.forEach((atom) => this.visible.set(atom, share)),
      shown: () => ({ box: shown(), text: shown() }),
    };
  }

  public anchors(): Anchor[] {
    return this.after.map((_, i) => this.anchor(i));
  }

  /** As many of `span` symbols as there are from `place` on. */
  private part(place: number, span: number): readonly PlacedSymbol[] {
    requireIndex('symbol', place, this.after.length, 'the row');
    return this.after.slice(place, place + span);
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const most = (shares: Shares) => (symbol: PlacedSymbol) =>
      Math.max(0, ...atomsOf(symbol).map((atom) => shares.get(atom)));
    const ink = {
      palette: this.palette,
      px: this.style.px,
      signs: this.options.signs ?? '',
      signRole: this.options.signRole ?? 'position',
      strength: 1,
      lit: most(this.lit),
      made: most(this.made),
      visible: most(this.visible),
    };
    const alpha = context.globalAlpha;
    for (const block of this.blocks) paintBlock(context, block, this.change(), ink);
    const above = this.style.labelledAbove ? this.options.above : [];
    this.paintLabels(context, above, alpha * this.aboveShare());
    context.globalAlpha = alpha;
  }

  private paintLabels(
    context: CanvasRenderingContext2D,
    labels: readonly RowLabel[] = [],
    alpha: number,
  ) {
    if (alpha <= 0) return;
    context.globalAlpha = alpha;
    for (const { text, from, to } of labels) {
      const [a, b] = [spanBox(this.before, from, to), spanBox(this.after, from, to)];
      const at = (key: 'x' | 'y' | 'width' | 'height') =>
        a[key] + (b[key] - a[key]) * this.change();
      const span = new BBox(at('x'), at('y'), at('width'), at('height'));
      paintLabel(context, text, span, this.palette);
    }
  }

  private *settleAt(next: RowLayout, seconds: number): ThreadGenerator {
    this.before = this.after;
    this.after = next;
    this.blocks = blocksOf(this.before, this.after);
    this.change(0);
    yield* this.change(1, seconds, easeInOutCubic);
    this.before = this.after;
    this.blocks = blocksOf(this.before, this.after);
  }

  private layoutOf(symbols: readonly RowSymbol[]): RowLayout {
    return layoutSymbols(symbols, this.starts, this.width, this.style);
  }
}

const atomsOf = ({ from, to }: PlacedSymbol): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);
