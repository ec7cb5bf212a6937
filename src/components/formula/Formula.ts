/**
 * A formula in KaTeX's faces, whose terms can be coloured, highlighted, revealed and morphed.
 *
 *   <Formula tex={String.raw`\term{query}{q}\,\term{key}{K}^\top / \sqrt{D}`} />
 *
 * A term named like a role of the palette takes its colour; `colors` gives others theirs.
 */
import { computed, initial, nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  all,
  createSignal,
  easeInOutCubic,
  map,
  tween,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { mix } from '../../theme/color';
import { gap, radius } from '../../theme/layout';
import { pace } from '../../theme/pace';
import { isRole, type Role } from '../../theme/palette';
import { size as typeSize } from '../../theme/type';
import { Figure, type FigureProps, type Filling, type Sizing } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import { approachShares, type Shares } from './parts/approachShares';
import { drawMark } from './parts/drawFormula';
import type { Box, FormulaLayout } from './parts/FormulaLayout';
import type { FormulaMark } from './parts/FormulaMark';
import {
  centreOf,
  extentOf,
  morphedMarks,
  stillMarks,
  type FormulaMorph,
  type MorphedMark,
} from './parts/FormulaMorph';
import { layoutFormula } from './parts/layoutFormula';
import { matchMarks } from './parts/matchMarks';

export interface FormulaProps extends FigureProps {
  /** LaTeX; `\term{name}{…}` names a part. Set it to jump, `morphTo` to move. */
  tex?: SignalValue<string>;
  /** Pixels per em. */
  size?: SignalValue<number>;
  /** Display style (large operators, limits above and below) or text style. */
  display?: SignalValue<boolean>;
  colors?: SignalValue<TermColors>;
}

export type TermColors = Readonly<Record<string, Role>>;

@nodeName('Formula')
export class Formula extends Figure {
  @initial('') @signal() declare public readonly tex: SimpleSignal<string, this>;
  @initial(typeSize.formula) @signal() declare public readonly size: SimpleSignal<number, this>;
  @initial(true) @signal() declare public readonly display: SimpleSignal<boolean, this>;
  @initial({}) @signal() declare public readonly colors: SimpleSignal<TermColors, this>;

  private readonly lit = createSignal<Shares>({});
  /** How far the named terms are shown, and all others under the name of none. */
  private readonly shown = createSignal<Shares>({});
  private readonly morph = createSignal<FormulaMorph | null>(null);
  private before = '';

  public constructor(props: FormulaProps) {
    super({ ...props, hidden: false });
    // What is no LaTeX fails here, in the line of the scene that says it, and not when it is first painted.
    if (typeof props.tex === 'string') layoutFormula(props.tex, { display: this.display() });
    this.shown({ [everything]: props.hidden ? 0 : 1 });
  }

  public override extent(): Vector2 {
    const morph = this.morph();
    if (!morph) return extentOf(this.layout()).scale(this.size());
    return Vector2.lerp(extentOf(morph.from), extentOf(morph.to), morph.share).scale(this.size());
  }

  public override facts(): readonly Source[] {
    const texts = this.morph() ? [this.before, this.tex()] : [this.tex()];
    return [...super.facts(), lettered('tex', texts)];
  }

  /** Puts a soft box behind the terms and mutes the rest. */
  public *highlight(
    terms: string | readonly string[],
    seconds: number = pace.quick,
  ): ThreadGenerator {
    const names = this.known(terms);
    yield* approachShares(this.lit, Object.fromEntries(names.map((name) => [name, 1])), seconds);
  }

  public *unhighlight(seconds: number = pace.quick): ThreadGenerator {
    yield* approachShares(this.lit, {}, seconds);
  }

  /** All that is not shown yet comes; nothing moves. */
  public override *reveal(seconds: number = pace.change): ThreadGenerator {
    yield* approachShares(this.shown, { ...this.shown(), [everything]: 1 }, seconds);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* approachShares(this.shown, {}, seconds);
  }

  /** Terms of a hidden formula come; what was there stays where it is. */
  public *showTerms(
    terms: string | readonly string[],
    seconds: number = pace.change,
  ): ThreadGenerator {
    const shown = Object.fromEntries(this.known(terms).map((name) => [name, 1]));
    yield* approachShares(this.shown, { ...this.shown(), ...shown }, seconds);
  }

  /** Glyphs of equal terms move to their new places; what has no counterpart fades with its term. */
  public *morphTo(tex: string, seconds: number = pace.slow): ThreadGenerator {
    const from = this.layout();
    this.before = this.tex();
    this.tex(tex);
    const to = this.layout();
    const match = matchMarks(from, to);
    const run = (share: number) => this.morph({ ...match, from, to, share });
    const kept = Object.entries(this.lit()).filter(([n]) => to.terms.some((t) => t.name === n));
    run(0);
    yield* all(
      tween(seconds, (t) => void run(easeInOutCubic(t))),
      approachShares(this.lit, Object.fromEntries(kept), seconds),
    );
    this.morph(null);
  }

  /** The centre of a term, in this figure's coordinates. */
  public termAt(name: string, occurrence = 0): Vector2 {
    return this.termBox(name, occurrence).center;
  }

  /** The box around a term, in this figure's coordinates; occurrences count from the left. */
  public termBox(name: string, occurrence = 0): BBox {
    this.known(name);
    const term = this.layout().terms.filter((t) => t.name === name)[occurrence];
    if (term === undefined) throw this.unknownTerm(`occurrence ${occurrence} of ${name}`);
    return this.toPixels(term.box, centreOf(this.layout()));
  }

  public override textLine(): number {
    return -centreOf(this.layout()).y * this.size();
  }

  protected override fitTo(room: Vector2, { most = {} }: Filling) {
    const { x, y } = this.extent().div(this.size());
    this.size(Math.floor(Math.min(room.x / x, room.y / y, most.px ?? largestSize)));
  }

  protected override sizings(): readonly Sizing[] {
    return [this.size];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    this.paintBoxes(context);
    const onTheWay = this.morph()?.share ?? 1;
    for (const { mark, was, alpha: present } of this.inked()) {
      const visible = map(this.visibilityOf(was), this.visibilityOf(mark), onTheWay);
      context.globalAlpha = alpha * present * visible;
      if (context.globalAlpha === 0) continue;
      context.fillStyle = mix(this.colorOf(was), this.colorOf(mark), onTheWay);
      drawMark(context, mark, this.size());
    }
    context.globalAlpha = alpha;
  }

  @computed()
  protected layout(): FormulaLayout {
    return layoutFormula(this.tex(), { display: this.display() });
  }

  private inked(): readonly MorphedMark[] {
    const morph = this.morph();
    return morph ? morphedMarks(morph) : stillMarks(this.layout());
  }

  private paintBoxes(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    for (const { name, box } of this.termBoxes()) {
      context.globalAlpha = alpha * (this.lit()[name] ?? 0);
      if (context.globalAlpha === 0) continue;
      const { x, y, width, height } = box.expand(gap.hair);
      context.beginPath();
      context.roundRect(x, y, width, height, radius.cell);
      context.fillStyle = this.palette.surface;
      context.fill();
      context.lineWidth = 2;
      context.strokeStyle = this.palette.line;
      context.stroke();
    }
    context.globalAlpha = alpha;
  }

  /** Where the terms are now; in a morph, on the way from their old place if they had one. */
  private termBoxes(): readonly { name: string; box: BBox }[] {
    const morph = this.morph();
    const boxesOf = (layout: FormulaLayout) =>
      layout.terms.map(({ name, box }) => ({ name, box: this.toPixels(box, centreOf(layout)) }));
    const now = boxesOf(this.layout());
    if (!morph) return now;
    const before = boxesOf(morph.from);
    return now.map(({ name, box }) => {
      const at = before.findIndex((old) => old.name === name);
      const [old] = at < 0 ? [] : before.splice(at, 1);
      return { name, box: old ? BBox.lerp(old.box, box, morph.share) : box };
    });
  }

  /** Its term's colour, muted as far as other terms are highlighted. */
  private colorOf({ terms }: FormulaMark): string {
    const own = terms.findLast((name) => this.roleOf(name) !== undefined);
    const color = this.palette[(own !== undefined && this.roleOf(own)) || 'text'];
    const most = Math.max(0, ...Object.values(this.lit()));
    const lit = Math.max(0, ...terms.map((name) => this.lit()[name] ?? 0));
    return mix(color, this.palette.muted, Math.max(0, most - lit));
  }

  private roleOf(term: string): Role | undefined {
    return this.colors()[term] ?? (isRole(term) ? term : undefined);
  }

  private visibilityOf({ terms }: FormulaMark): number {
    return Math.max(...[everything, ...terms].map((name) => this.shown()[name] ?? 0));
  }

  private toPixels({ x, y, width, height }: Box, centre: Vector2): BBox {
    const px = this.size();
    return new BBox((x - centre.x) * px, (y - centre.y) * px, width * px, height * px);
  }

  private known(terms: string | readonly string[]): readonly string[] {
    const names = typeof terms === 'string' ? [terms] : terms;
    for (const name of names) {
      if (!this.layout().terms.some((t) => t.name === name)) throw this.unknownTerm(name);
    }
    return names;
  }

  private unknownTerm(got: string) {
    const names = [...new Set(this.layout().terms.map((t) => t.name))];
    return new ForwardPassError({
      what: `a term of the formula ${this.tex()}`,
      expected: names.length > 0 ? names.join(', ') : 'at least one \\term{name}{…}',
      got,
      hint: `write \\term{${got}}{…} around the part that is meant`,
    });
  }
}

const everything = '';

/** A formula that fills a region grows no larger unless told to. */
const largestSize = 1.6 * typeSize.formula;
