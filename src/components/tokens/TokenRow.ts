/** Tokens in rounded boxes, side by side or one under the other. */
import { computed, initial, nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  all,
  createSignal,
  delay,
  easeInOutCubic,
  tween,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import { mix } from '../../theme/color';
import { gap, radius } from '../../theme/layout';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size, type Face } from '../../theme/type';
import type { Anchor } from '../figure/Anchor';
import type { CellGrid } from '../grids/CellGrid';
import { lettered, type Source } from '../figure/Source';
import { Figure, type Filling, type Side, type Sizing } from '../figure/Figure';
import type { Span } from '../figure/Span';
import { FocusFrame } from '../marks/parts/FocusFrame';
import { besideCells } from './parts/besideCells';
import { fitTokens } from './parts/fitTokens';
import {
  layoutTokens,
  swappedBoxes,
  type TokenLayout,
  type TokenSpacing,
} from './parts/layoutTokens';
import type { TokenRowProps } from './parts/TokenRowProps';
import { visibleText } from '../../theme/visibleText';
import { textsOf, type LabelTexts } from '../figure/parts/labels';
import {
  paintToken,
  tokenColors,
  tokenPx,
  tokenWidth,
  type TokenLook,
  type TokenOutline,
} from './parts/paintToken';
import { baseline } from '../figure/parts/paintText';
import { requireIndex } from '../figure/parts/requireIndex';
import { Shares } from '../figure/parts/Shares';

export type { TokenRowProps } from './parts/TokenRowProps';

type Swap = readonly [i: number, j: number, share: number];

@nodeName('TokenRow')
export class TokenRow extends Figure {
  @initial([]) @signal() declare public readonly tokens: SimpleSignal<LabelTexts, this>;
  @initial('row') @signal() declare public readonly direction: SimpleSignal<'row' | 'column', this>;
  @initial(0) @signal() declare public readonly pitch: SimpleSignal<number, this>;
  @initial(gap.normal) @signal() declare public readonly gap: SimpleSignal<number, this>;
  @initial('line') @signal() declare public readonly role: SimpleSignal<TokenOutline, this>;
  @initial('words') @signal() declare public readonly face: SimpleSignal<Face, this>;
  @initial(size.token) @signal() declare public readonly px: SimpleSignal<number, this>;
  @initial(68) @signal() declare public readonly boxHeight: SimpleSignal<number, this>;
  @initial(68) @signal() declare public readonly boxWidth: SimpleSignal<number, this>;

  /** How much room the last token has taken. */
  @initial(1) @signal() declare private readonly joining: SimpleSignal<number, this>;

  private readonly visible: Shares;
  private readonly dimness = new Shares(0);
  /** How far each outline has taken the colour of a role, later roles over earlier ones. */
  private readonly marks = createSignal<ReadonlyMap<TokenOutline, Shares>>(new Map());
  private readonly frame = new FocusFrame(-1, 3);
  private readonly frameRole = createSignal<Role>('query');
  private readonly swapping = createSignal<Swap | null>(null);

  public constructor(props: TokenRowProps) {
    super({ ...props, hidden: false });
    this.visible = new Shares(props.hidden ? 0 : 1);
  }

  public override extent(): Vector2 {
    return this.layout().size;
  }

  public override facts(): readonly Source[] {
    return [...super.facts(), lettered('words', this.texts())];
  }

  /** Lines up with the columns (above, below) or rows (left, right) of a grid, and follows it. */
  public alignWith(grid: CellGrid, side: Side, distance: number = gap.normal): this {
    const lies = side === 'above' || side === 'below';
    grid.beside.add(this, side, distance);
    this.direction(lies ? 'row' : 'column');
    this.pitch(() => grid.pitch().mul(grid.scale())[lies ? 'x' : 'y']);
    this.position(() => {
      const first = this.layout().boxes[0]?.center ?? Vector2.zero;
      return besideCells(grid, side, distance, { first, extent: this.extent() });
    });
    return this;
  }

  public override textLine(): number {
    return baseline * this.px();
  }

  /** Token by token. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    yield* this.visible.to(
      this.indices().map((i) => [i]),
      1,
      seconds,
    );
  }

  public *showToken(i: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.visible.to([[this.at(i)]], 1, seconds);
  }

  public *hideToken(i: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.visible.to([[this.at(i)]], 0, seconds);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.visible.to([this.indices()], 0, seconds);
  }

  /** The frame slides to token `i`. */
  public *focus(
    i: number,
    seconds: number = pace.quick,
    role: Role = this.frameRole(),
  ): ThreadGenerator {
    this.frameRole(role);
    yield* this.frame.moveTo(this.boxAt(i), seconds);
  }

  public *unfocus(seconds: number = pace.quick): ThreadGenerator {
    yield* this.frame.leave(seconds);
  }

  /** The outlines of some tokens take the colour of a role; `line` is quiet. */
  public *mark(
    tokens: readonly number[],
    role: TokenOutline,
    seconds: number = pace.quick,
  ): ThreadGenerator {
    tokens.forEach((i) => this.at(i));
    if (!this.marks().has(role)) this.marks(new Map([...this.marks(), [role, new Shares(0)]]));
    const part = (name: TokenOutline) => (name === role ? 1 : 0);
    const turns = [...this.marks()].map(([name, to]) => to.to([tokens], part(name), seconds));
    yield* all(...turns);
  }

  public *dimExcept(tokens: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    tokens.forEach((i) => this.at(i));
    const others = this.indices().filter((i) => !tokens.includes(i));
    yield* all(this.dimness.to([others], 1, seconds), this.dimness.to([tokens], 0, seconds));
  }

  public *undim(seconds: number = pace.quick): ThreadGenerator {
    yield* this.dimness.to([this.indices()], 0, seconds);
  }

  /** Two tokens exchange their places, one over the other. */
  public *swap(i: number, j: number, seconds: number = pace.slow): ThreadGenerator {
    const texts = [...this.texts()];
    [texts[this.at(i)], texts[this.at(j)]] = [texts[j] ?? '', texts[i] ?? ''];
    yield* tween(seconds, (t) => {
      this.swapping([i, j, easeInOutCubic(t)]);
    });
    this.swapping(null);
    this.tokens(texts);
    for (const shares of [this.visible, this.dimness, ...this.marks().values()]) shares.swap(i, j);
  }

  /** A new token joins at the end; the others make room. */
  public *append(token: string, seconds: number = pace.change): ThreadGenerator {
    this.joining(0);
    this.tokens([...this.texts(), token]);
    const last = this.texts().length - 1;
    this.visible.set(last, 0);
    const arrival = delay(seconds * 0.55, this.visible.to([[last]], 1, seconds * 0.45));
    yield* all(this.joining(1, seconds * 0.75), arrival);
  }

  /** Where a token stands, in the figure's own coordinates. */
  public boxAt(i: number): BBox {
    return this.boxes()[this.at(i)] as BBox;
  }

  /** Some of the tokens, for a brace around them. */
  public span(first: number, last = first): Span {
    const [from, to] = [this.at(first), this.at(last)];
    return { figure: this, box: () => BBox.fromBBoxes(this.boxAt(from), this.boxAt(to)) };
  }

  public anchor(i: number): Anchor {
    this.at(i);
    return {
      position: () => this.onStage(this.boxAt(i).center),
      size: () => this.boxAt(i).size.scale(this.stageScale()),
      text: () => this.look(i).text,
      facts: () => this.facts(),
      textShift: () => 0,
      px: () => this.look(i).px * this.stageScale(),
      face: this.face(),
      color: () => this.look(i).ink,
      fill: () => this.look(i).fill,
      show: (box) => this.visible.set(i, box),
      shown: () => ({ box: this.visible.get(i), text: this.visible.get(i) }),
    };
  }

  public anchors(): Anchor[] {
    return this.indices().map((i) => this.anchor(i));
  }

  protected override fitTo(room: Vector2, { most = {} }: Filling) {
    fitTokens(this, room, most);
  }

  protected override sizings(): readonly Sizing[] {
    return [this.px, this.boxHeight, this.boxWidth];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    const boxes = this.boxes();
    for (const i of this.paintOrder()) {
      const box = boxes[i];
      context.globalAlpha = alpha * this.visible.get(i);
      if (box && context.globalAlpha > 0) paintToken(context, box, this.look(i));
    }
    context.globalAlpha = alpha;
    this.frame.paint(context, this.color(this.frameRole()), radius.box);
  }

  private look(i: number): TokenLook {
    const text = this.texts()[i] ?? '';
    const width = this.layout().boxes[i]?.width ?? 0;
    let outline = this.color(this.role());
    for (const [role, shares] of this.marks())
      outline = mix(outline, this.color(role), shares.get(i));
    return {
      text,
      face: this.face(),
      px: tokenPx(text, this.face(), this.px(), width),
      ...tokenColors(this.palette, outline, this.dimness.get(i)),
    };
  }

  /** What changes places passes over the others. */
  private paintOrder(): readonly number[] {
    const moves = (k: number) => Number(this.swapping()?.slice(0, 2).includes(k) ?? false);
    return this.indices().sort((a, b) => moves(a) - moves(b));
  }

  private boxes(): readonly BBox[] {
    const swap = this.swapping();
    return swap ? swappedBoxes(this.sizes(), ...swap, this.spacing()) : this.layout().boxes;
  }

  @computed()
  private layout(): TokenLayout {
    const sizes = this.sizes();
    const room = sizes.map((_, i) => (i === sizes.length - 1 ? this.joining() : 1));
    return layoutTokens(sizes, room, this.spacing());
  }

  private spacing(): TokenSpacing {
    return { direction: this.direction(), pitch: this.pitch(), gap: this.gap() };
  }

  private sizes(): Vector2[] {
    const lies = this.direction() === 'row';
    const room = this.pitch() > 0 ? this.pitch() - gap.small : Number.POSITIVE_INFINITY;
    const widths = this.texts().map((text) =>
      tokenWidth(text, this.face(), this.px(), this.boxWidth(), lies ? room : Infinity),
    );
    const height = lies ? this.boxHeight() : Math.min(this.boxHeight(), room);
    const widest = Math.max(0, ...widths);
    return widths.map((width) => new Vector2(lies ? width : widest, height));
  }

  @computed()
  private texts(): readonly string[] {
    return textsOf(this.tokens()).map(visibleText);
  }

  private indices(): number[] {
    return this.texts().map((_, i) => i);
  }

  private at(i: number): number {
    return requireIndex('token', i, this.texts().length, 'the row');
  }
}
