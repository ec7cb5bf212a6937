/** The bits of a number in their fields, from the sign on; bits can fall off at the end. */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  all,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { TokensFact } from '../../lessons/facts';
import { mix } from '../../theme/color';
import { gap, radius } from '../../theme/layout';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size } from '../../theme/type';
import { Figure, type FigureProps, type Filling, type Sizing } from '../figure/Figure';
import { paintText } from '../figure/parts/paintText';
import { requireIndex } from '../figure/parts/requireIndex';
import { Shares } from '../figure/parts/Shares';
import { lettered, type Source } from '../figure/Source';
import type { Span } from '../figure/Span';
import { paintWords, requireWords } from '../text/parts/paintWords';

export interface BitField {
  /** Above its bits. */
  readonly label: string;
  readonly length: number;
  readonly role: Role;
}

export interface BitFieldsProps extends FigureProps {
  /** One token a bit. */
  bits: TokensFact;
  fields: readonly BitField[];
  cellWidth?: SignalValue<number>;
  cellHeight?: SignalValue<number>;
}

/** How far a bit falls, in heights of a cell. */
const drop = 2;
const above = size.heading * 1.4;

@nodeName('BitFields')
export class BitFields extends Figure {
  @initial(44) @signal() declare public readonly cellWidth: SimpleSignal<number, this>;
  @initial(68) @signal() declare public readonly cellHeight: SimpleSignal<number, this>;

  private readonly shown: Shares;
  private readonly titled: Shares;
  private readonly fallen = new Shares(0);
  private readonly dimness = new Shares(0);

  public constructor(private readonly options: BitFieldsProps) {
    super({ ...options, hidden: false });
    requireWords(options.fields.map(({ label }) => label));
    this.shown = new Shares(options.hidden ? 0 : 1);
    this.titled = new Shares(options.hidden ? 0 : 1);
  }

  /** The bits under the names of their fields. */
  public override extent(): Vector2 {
    const gaps = Math.max(0, this.options.fields.length - 1) * gap.small;
    return new Vector2(this.bits().length * this.cellWidth() + gaps, above + this.cellHeight());
  }

  public override facts(): readonly Source[] {
    const labels = this.options.fields.map(({ label }) => label);
    return [...super.facts(), this.options.bits, lettered('words', labels)];
  }

  /** Field after field, each bit by bit. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    const fields = this.options.fields;
    for (const k of fields.keys()) yield* this.showField(k, seconds / fields.length);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    const off = (shares: Shares, items: readonly number[]) => shares.to([items], 0, seconds);
    yield* all(off(this.shown, this.every()), off(this.titled, this.everyField()));
  }

  public *showField(k: number, seconds: number = pace.change): ThreadGenerator {
    const bits = this.bitsOf(this.fieldAt(k));
    yield* this.titled.to([[k]], 1, seconds / 4);
    yield* this.shown.to(bits.map((i) => [i]), 1, (seconds * 3) / 4); // prettier-ignore
  }

  /** The bits from this one on fall off, the last first. */
  public *fall(from: number, seconds: number = pace.slow): ThreadGenerator {
    requireIndex('bit', from, this.bits().length, this.options.bits.of);
    const bits = this.every().filter((i) => i >= from).reverse(); // prettier-ignore
    yield* this.fallen.to(bits.map((i) => [i]), 1, seconds); // prettier-ignore
  }

  /** All fields but these step back. */
  public *dimExcept(fields: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    const kept = fields.flatMap((k) => this.bitsOf(this.fieldAt(k)));
    const others = this.every().filter((i) => !kept.includes(i));
    yield* this.dimness.to([others], 1, seconds);
  }

  public *undim(seconds: number = pace.quick): ThreadGenerator {
    yield* this.dimness.to([this.every()], 0, seconds);
  }

  /** The bits of a field, for braces. */
  public span(k: number): Span {
    const bits = this.bitsOf(this.fieldAt(k));
    return { figure: this, box: () => BBox.fromBBoxes(...bits.map((i) => this.boxAt(i))) };
  }

  protected override fitTo({ x, y }: Vector2, { most = {} }: Filling) {
    const gaps = this.extent().x - this.bits().length * this.cellWidth();
    const widest = (x - gaps) / Math.max(1, this.bits().length);
    this.cellWidth(Math.min(most.cellWidth ?? 64, widest));
    this.cellHeight(Math.min(most.cellHeight ?? 96, y - above, this.cellWidth() * 1.5));
  }

  protected override sizings(): readonly Sizing[] {
    return [this.cellWidth, this.cellHeight];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    const px = Math.max(size.small, Math.min(size.large, this.cellWidth() * 0.72));
    this.options.fields.forEach(({ label, role }, k) => {
      const bits = this.bitsOf(k);
      const color = this.color(role);
      for (const i of bits) {
        const gone = this.fallen.get(i);
        context.globalAlpha = alpha * this.shown.get(i) * (1 - gone);
        if (context.globalAlpha <= 0) continue;
        const box = this.boxAt(i);
        const y = box.y + gone * drop * this.cellHeight();
        const dim = this.dimness.get(i);
        context.fillStyle = mix(this.palette.bg, color, 0.2 - 0.12 * dim);
        context.beginPath();
        context.roundRect(box.x + 1.5, y, box.width - 3, box.height, radius.cell);
        context.fill();
        const ink = mix(this.color('text'), this.palette.line, 0.6 * dim);
        paintText(context, this.bits()[i] ?? '', box.center.x, y + box.height / 2, { face: 'numbers', px, color: ink }); // prettier-ignore
      }
      const kept = bits.filter((i) => this.fallen.get(i) < 0.5);
      const [first, last] = [kept[0], kept.at(-1)];
      if (first === undefined || last === undefined) return;
      const over = BBox.fromBBoxes(this.boxAt(first), this.boxAt(last));
      context.globalAlpha = alpha * this.titled.get(k);
      const style = { face: 'words', px: size.heading, color } as const;
      paintWords(context, this.palette, label, over.center.x, over.y - above / 2, style);
    });
    context.globalAlpha = alpha;
  }

  private boxAt(i: number): BBox {
    const { x, y } = this.extent();
    const before = this.fieldOf(i) * gap.small;
    const left = i * this.cellWidth() + before - x / 2;
    return new BBox(left, y / 2 - this.cellHeight(), this.cellWidth(), this.cellHeight());
  }

  private fieldOf(i: number): number {
    return this.everyField().find((k) => this.bitsOf(k).includes(i)) ?? 0;
  }

  private bitsOf(k: number): number[] {
    const start = this.options.fields.slice(0, k).reduce((sum, { length }) => sum + length, 0);
    const end = start + (this.options.fields[k]?.length ?? 0);
    return this.every().filter((i) => i >= start && i < end);
  }

  private bits(): readonly string[] {
    return this.options.bits.values;
  }

  private every(): number[] {
    return this.bits().map((_, i) => i);
  }

  private everyField(): number[] {
    return this.options.fields.map((_, k) => k);
  }

  private fieldAt(k: number): number {
    return requireIndex('field', k, this.options.fields.length, this.options.bits.of);
  }
}
