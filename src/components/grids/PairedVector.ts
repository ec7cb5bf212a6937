/**
 * A vector taken two by two: a row of cells that moves apart into pairs, each of which is a figure of its
 * own that numbers can fly from.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  Vector2,
  all,
  sequence,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { ArrayFact } from '../../lessons/facts';
import { gap } from '../../theme/layout';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size } from '../../theme/type';
import type { Anchor } from '../figure/Anchor';
import { sharedBound } from './sharedBounds';
import { Figure, type FigureProps } from '../figure/Figure';
import { requireIndex } from '../figure/parts/requireIndex';
import { requireSameAxes } from '../figure/parts/requireSameAxes';
import { rankError } from '../figure/parts/rankError';
import { VectorView } from './VectorView';
import { Words } from '../text/Words';

export interface PairedVectorProps extends FigureProps {
  /** Rows of two. */
  values: ArrayFact;
  cellWidth?: number;
  cellHeight?: number;
  px?: number;
  /** Above the first cells; `{role:text}` colours a part. */
  title?: string;
  role?: Role;
  /** Between pairs. */
  apart?: SignalValue<number>;
}

const within = gap.hair / 1.5;
const titleGap = gap.hair;

@nodeName('PairedVector')
export class PairedVector extends Figure {
  @initial(within) @signal() declare public readonly apart: SimpleSignal<number, this>;

  private readonly pairs: readonly VectorView[];
  private values: ArrayFact;
  private title: Figure | null;
  private readonly titleHeight: number;

  public constructor(props: PairedVectorProps) {
    super({ ...props, hidden: false });
    const {
      values,
      title,
      role = 'text',
      cellWidth = 98,
      cellHeight = 50,
      px = size.small,
    } = props;
    this.values = values;
    const bound = sharedBound(values);
    const words = title
      ? new Words({ text: title, px: size.small, role, align: 'left', facts: props.facts })
      : null;
    this.title = words;
    this.titleHeight = words ? words.extent().y + titleGap : 0;
    this.pairs = pairsOf(values).map(
      (pair) =>
        new VectorView({
          values: pair,
          bound,
          cellWidth,
          cellHeight,
          px,
          gap: within,
          slots: 0,
          hidden: props.hidden,
        }),
    );
    this.pairs.forEach((pair, i) => pair.position(() => this.placeOf(i)));
    words?.position(() => this.titlePlace(words));
    words?.opacity(props.hidden ? 0 : 1);
    this.add([...this.pairs, ...(words ? [words] : [])]);
  }

  public override extent(): Vector2 {
    const { x, y } = this.pairs[0]?.extent() ?? Vector2.zero;
    const count = this.pairs.length;
    return new Vector2(count * x + Math.max(0, count - 1) * this.apart(), y + this.titleHeight);
  }

  public pair(i: number): VectorView {
    return this.pairs[requireIndex('pair', i, this.pairs.length, this.values.of)] as VectorView;
  }

  /** The middle of a pair, in this figure's own coordinates. */
  public pairAt(i: number): Vector2 {
    return this.pair(i).position();
  }

  public anchors(): Anchor[] {
    return this.pairs.flatMap((pair) => pair.anchors());
  }

  public *showTitle(seconds: number = pace.quick) {
    if (this.title) yield* this.title.opacity(1, seconds);
  }

  /** Another figure takes the title's place. */
  public *retitle(next: Figure, seconds: number = pace.quick) {
    const old = this.title;
    this.title = next;
    next.opacity(0);
    next.position(() => this.titlePlace(next));
    this.add(next);
    if (old) {
      yield* old.opacity(0, seconds / 2);
      old.remove();
    }
    yield* next.opacity(1, seconds / 2);
  }

  /** Title, then cell by cell. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    yield* this.showTitle();
    yield* sequence(
      seconds / (this.pairs.length + 1),
      ...this.pairs.map((p) => p.reveal(pace.quick)),
    );
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    const title = this.title ? [this.title.opacity(0, seconds)] : [];
    yield* all(...title, ...this.pairs.map((pair) => pair.hide(seconds)));
  }

  /** The pairs move apart. */
  public *split(distance: number, seconds: number = pace.slow) {
    yield* this.apart(distance, seconds);
  }

  /** Only this pair stays bright; `null` brightens all. */
  public *light(i: number | null, seconds: number = pace.quick) {
    if (i !== null) this.pair(i);
    yield* all(
      ...this.pairs.map((pair, j) =>
        i === null || i === j ? pair.undim(seconds) : pair.dimExcept([], seconds),
      ),
    );
  }

  /** Colours pass to those of `next`, numbers give way to its numbers; colours can be compared. */
  public *morphTo(next: ArrayFact, seconds: number = pace.change) {
    requireSameAxes('PairedVector.morphTo', this.values, next);
    this.values = next;
    const parts = pairsOf(next);
    yield* all(...this.pairs.map((pair, i) => pair.morphTo(parts[i] ?? pair.values(), seconds)));
  }

  protected override paint() {
    // Its pairs paint themselves.
  }

  private placeOf(i: number): Vector2 {
    const pitch = (this.pairs[0]?.extent().x ?? 0) + this.apart();
    return new Vector2((i - (this.pairs.length - 1) / 2) * pitch, this.titleHeight / 2);
  }

  private titlePlace(title: Figure): Vector2 {
    const { x, y } = this.extent();
    return new Vector2((title.extent().x - x) / 2, (this.titleHeight - titleGap - y) / 2);
  }
}

function pairsOf(fact: ArrayFact): ArrayFact[] {
  const [count = 0, two] = fact.shape;
  if (two !== 2) throw rankError('PairedVector', 2, fact);
  return Array.from({ length: count }, (_, i) => ({
    ...fact,
    of: `${fact.of}[${i}]`,
    dims: fact.dims.slice(1),
    shape: [two],
    values: fact.values.slice(i * two, (i + 1) * two),
  }));
}
