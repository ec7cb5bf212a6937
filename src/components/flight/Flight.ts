/**
 * Numbers, or any short texts, that fly along a gentle arc from where they were computed to where they
 * are used. Each takes its box with it; size and colours pass from those of one anchor to the other's.
 *
 * A flight has a lane: it may cover what it leaves and reaches, no other letters, and meets no flight that is under way.
 * It takes the arc with the fewest of both on it, and is out of sight where it has to pass some.
 */
import { nodeName, useScene2D, type Node } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  createSignal,
  easeInOutCubic,
  tween,
  type ThreadGenerator,
} from '@motion-canvas/core';
import { mix } from '../../theme/color';
import { radius } from '../../theme/layout';
import { pace } from '../../theme/pace';
import { ink } from '../../theme/scales';
import type { Anchor } from '../figure/Anchor';
import { arcPoint } from './parts/arcPoint';
import { inkOnStage } from './parts/inkOnStage';
import { boxAround, chooseArc, clearance, coreOf, countMeetings, watch } from './parts/lane';
import { pairs, type Passenger } from './parts/passengers';
import { Figure } from '../figure/Figure';
import type { Source } from '../figure/Source';
import { paintText, textWidth } from '../figure/parts/paintText';
import { staggered } from '../figure/parts/Shares';

export interface FlightOptions {
  /** The source is left empty. By default it keeps its number and a copy flies. */
  readonly move?: boolean;
  /** Height of the arc as a share of the distance. Default: the one with the fewest letters on it. */
  readonly arc?: number;
  /** Passes under this figure of the stage and all that lie over it, so that they can be read meanwhile. */
  readonly under?: Node;
}

/**
 * Flies from each anchor to its target and shows the target on arrival. Several may merge into one,
 * one may spread to several.
 */
export function* fly(
  from: readonly Anchor[],
  to: readonly Anchor[],
  seconds: number = pace.slow,
  options: FlightOptions = {},
): ThreadGenerator {
  const view = useScene2D().getView();
  const flight = new Flight(pairs(from, to), options);
  const others = view.children().filter((figure) => figure instanceof Flight);
  flight.avoid(
    inkOnStage(view, (figure) => figure instanceof Flight),
    others,
    seconds,
  );
  view.add(flight);
  if (options.under) flight.moveBelow(options.under, true);
  yield* flight.run(seconds);
  flight.remove();
}

@nodeName('Flight')
export class Flight extends Figure {
  private readonly time = createSignal(0);
  private readonly landed = new Set<Anchor>();
  private arc: number;
  private obstacles: readonly BBox[] = [];
  /** Flights that were under way when this one began. */
  private others: readonly Flight[] = [];
  private seconds = 0;

  public constructor(
    private readonly passengers: readonly Passenger[],
    private readonly options: FlightOptions = {},
  ) {
    super({});
    this.arc = options.arc ?? 0;
  }

  public override extent(): Vector2 {
    return Vector2.zero;
  }

  public override facts(): readonly Source[] {
    const anchors = this.passengers.flatMap(({ from, to }) => [from, to]);
    return anchors.flatMap((anchor) => anchor.facts?.() ?? []);
  }

  /** Where its passengers can be seen, on stage. */
  public boxes(): readonly BBox[] {
    const inTheWay = this.inTheWay();
    return this.passengers.flatMap((passenger, i) => {
      const share = this.shareOf(i);
      const isSeen =
        this.isAloft(passenger, share) && this.clarityOf(passenger, share, inTheWay).box > 0;
      return isSeen ? [this.bodyOf(passenger, share)] : [];
    });
  }

  /** The boxes that it leaves and reaches, on stage. */
  public ends(): readonly BBox[] {
    const anchors = this.passengers.flatMap(({ from, to }) => [from, to]);
    return [...new Set(anchors)].map((anchor) => {
      const size = anchor.size();
      return new BBox(anchor.position().sub(size.scale(0.5)), size);
    });
  }

  /** Keeps off letters at these places of the stage, its own ends apart, and off these others, for as long as it takes. */
  public avoid(letters: readonly BBox[], others: readonly Flight[], seconds: number) {
    this.others = others;
    this.seconds = seconds;
    const ends = this.ends();
    this.obstacles = letters.filter(({ center }) => !ends.some((end) => end.includes(center)));
    const ways = this.passengers.map((passenger) => {
      const [start, end] = [0, 1].map((share) => this.bodyOf(passenger, share)) as [BBox, BBox];
      const size = start.width > end.width ? start.size : end.size;
      return { from: passenger.from.position(), to: passenger.to.position(), size };
    });
    const theirs = watch((time) => others.flatMap((other) => other.boxesIn(time * seconds)));
    this.arc =
      this.options.arc ?? chooseArc(ways, this.obstacles, (arc) => this.meetings(arc, theirs));
  }

  public *run(seconds: number): ThreadGenerator {
    yield* tween(seconds, (t) => this.advance(t));
    this.advance(1);
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const inTheWay = this.inTheWay();
    this.passengers.forEach((passenger, i) => {
      const share = this.shareOf(i);
      if (this.isAloft(passenger, share)) {
        this.paintPassenger(context, passenger, share, inTheWay);
      }
    });
  }

  private advance(time: number) {
    this.time(time);
    this.passengers.forEach(({ from, to, waits }, i) => {
      const share = this.shareOf(i);
      if (this.options.move && share > 0) from.show(0, 0);
      if (share >= 1 && !waits) {
        this.landed.add(to);
        to.show(1, 1);
      }
    });
  }

  private isAloft({ to }: Passenger, share: number): boolean {
    return share > 0 && !this.landed.has(to);
  }

  private boxOf({ from, to }: Passenger, share: number): BBox {
    const center = arcPoint(from.position(), to.position(), share, this.arc);
    return boxAround(center, Vector2.lerp(from.size(), to.size(), share));
  }

  /** Around the letters that fly. */
  private lettersOf(passenger: Passenger, share: number): BBox {
    const { from, to } = passenger;
    const at = (a: number, b: number) => a + (b - a) * share;
    const px = at(from.px(), to.px());
    const shift = at(from.textShift(), to.textShift());
    const size = new Vector2(textWidth(from.text(), from.face, px), px * letterHeight);
    return boxAround(this.boxOf(passenger, share).center.addX(shift), size);
  }

  /** What must not lie over letters: the box, or without one the letters themselves. */
  private bodyOf(passenger: Passenger, share: number): BBox {
    const hasBox = passenger.from.fill() !== '' || passenger.to.fill() !== '';
    return hasBox ? this.boxOf(passenger, share).expand(-rim) : this.lettersOf(passenger, share);
  }

  /** Letters and other flights, where they are now. */
  private inTheWay(): readonly BBox[] {
    return [...this.obstacles, ...this.others.flatMap((other) => other.boxes().map(coreOf))];
  }

  /** How much of what flies can be seen: nothing where its letters would meet others. */
  private clarityOf(
    passenger: Passenger,
    share: number,
    inTheWay: readonly BBox[],
  ): { box: number; text: number } {
    const { from, to, waits } = passenger;
    const letters = this.lettersOf(passenger, share);
    const box = clearance(this.bodyOf(passenger, share), inTheWay);
    const left = from.fill() === '' && !this.options.move && from.shown().text > 0;
    const met = waits || from.text() !== to.text() || to.shown().text > 0;
    const ends = [
      ...(left ? [this.lettersOf(passenger, 0)] : []),
      ...(met ? [boxAround(to.position(), to.size())] : []),
    ];
    return { box, text: Math.min(box, clearance(letters, ends)) };
  }

  private shareOf(i: number, time = this.time()): number {
    return easeInOutCubic(staggered(time, i, this.passengers.length, 1));
  }

  /** With the others, were this its arc. */
  private meetings(arc: number, theirs: readonly (readonly BBox[])[]): number {
    if (this.others.length === 0) return 0;
    this.arc = arc;
    return countMeetings(
      watch((time) => this.boxesIn(time * this.seconds)),
      theirs,
    );
  }

  /** Where its passengers will be in so many seconds. */
  private boxesIn(seconds: number): readonly BBox[] {
    const time = this.time() + seconds / Math.max(this.seconds, Number.EPSILON);
    return this.passengers.flatMap((passenger, i) => {
      const share = this.shareOf(i, Math.min(1, time));
      return share > 0 && share < 1 ? [this.bodyOf(passenger, share)] : [];
    });
  }

  private paintPassenger(
    context: CanvasRenderingContext2D,
    passenger: Passenger,
    share: number,
    inTheWay: readonly BBox[],
  ) {
    const { from, to } = passenger;
    const clarity = this.clarityOf(passenger, share, inTheWay);
    if (clarity.box <= 0) return;
    const alpha = context.globalAlpha;
    context.globalAlpha = alpha * clarity.box;
    const box = this.boxOf(passenger, share);
    const ground = paintBox(context, this.palette.bg, box, from.fill(), to.fill(), share);
    context.globalAlpha = alpha * clarity.text;
    const { center, height } = this.lettersOf(passenger, share);
    const readable = ink(this.palette, ground);
    const color = flightColor(from.color(), to.color(), readable, share);
    const style = { face: from.face, px: height / letterHeight, color };
    if (clarity.text > 0) paintText(context, from.text(), center.x, center.y, style);
    context.globalAlpha = alpha;
  }
}

/** Of a box, the edge that may come near letters. */
const rim = 6;

/** Of figures and capitals with room around them, in em. */
const letterHeight = 0.9;

/** Draws the box in flight and returns the colour under the text. */
function paintBox(
  context: CanvasRenderingContext2D,
  background: string,
  { x, y, width, height }: BBox,
  from: string,
  to: string,
  share: number,
): string {
  const fill = from && to ? mix(from, to, share) : from || to;
  if (!fill) return background;
  const alpha = (from ? 1 - share : 0) + (to ? share : 0);
  context.save();
  context.globalAlpha *= alpha;
  context.fillStyle = fill;
  context.beginPath();
  context.roundRect(x, y, width, height, radius.cell);
  context.fill();
  context.restore();
  return mix(background, fill, alpha);
}

/** Leaves in its own colour, flies in a readable one, arrives in the target's. */
function flightColor(from: string, to: string, readable: string, share: number): string {
  const edge = 0.2;
  if (share < edge) return mix(from, readable, share / edge);
  if (share > 1 - edge) return mix(to, readable, (1 - share) / edge);
  return readable;
}
