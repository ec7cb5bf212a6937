/**
 * What all components extend: a node that paints itself around its origin, knows its extent without
 * the DOM, and fades without an offscreen canvas.
 */
import { Node, type NodeProps } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  easeInOutCubic,
  tween,
  useScene,
  type PossibleVector2,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import { pace } from '../../theme/pace';
import { size } from '../../theme/type';
import { palettes, type Palette, type Role, type ThemeName } from '../../theme/palette';
import { blame, tellCallers } from './parts/blame';
import { baseline } from './parts/paintText';
import type { Align, Region } from './Region';
import type { Fact } from '../../lessons/facts';
import type { Source } from './Source';

export interface FigureProps extends NodeProps {
  /** Whose numbers stand in its words, labels or formula. */
  facts?: readonly Fact[];
  /** Not yet visible: `reveal` shows it. */
  hidden?: boolean;
}

export type Side = 'above' | 'below' | 'left' | 'right';

/** How large the parts of a figure become at most, however large the room is. */
export interface Most {
  /** Of its letters and digits. */
  readonly px?: number;
  /** Of a cell; of a token's box; of a table's row. */
  readonly cellWidth?: number;
  readonly cellHeight?: number;
}

export interface Filling {
  readonly most?: Most;
  readonly align?: Align;
  /** Cells as wide as high. */
  readonly square?: boolean;
}

/** A size that `fill` may change. */
export type Sizing = SimpleSignal<number, unknown>;

export abstract class Figure extends Node {
  protected readonly palette: Palette;
  private readonly named: readonly Fact[];
  /** Who made it, to be told where it cannot be painted. */
  private readonly maker = new Error('made here');

  public constructor(props: FigureProps) {
    super(props);
    tellCallers(this, Node.prototype);
    this.palette = usePalette();
    this.named = props.facts ?? [];
    if (props.hidden) this.opacity(0);
  }

  /** The whole figure comes, in its own way; parts of it come by verbs such as `showRow`. */
  public *reveal(seconds: number = pace.change): ThreadGenerator {
    yield* this.opacity(1, seconds);
  }

  /** The whole figure goes and keeps its place. */
  public *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.opacity(0, seconds);
  }

  /** Width and height in its own coordinates; the figure is centred on its origin. */
  public abstract extent(): Vector2;

  /** What the digits come from that it paints now, its children's apart. */
  public facts(): readonly Source[] {
    return this.named;
  }

  /** Draws around the origin. `context.globalAlpha` already carries the opacity. */
  protected abstract paint(context: CanvasRenderingContext2D): void;

  /** Grows or shrinks to the room of a region and stands in its middle, or as `align` says. */
  public fill(region: Region, filling: Filling = {}): this {
    this.fitTo(region.size.div(this.scale()), filling);
    const { position, size } = this.filled();
    const scale = this.scale();
    const box = new BBox(position.mul(scale), size.mul(scale));
    this.position(region.positionOf(box, filling.align));
    return this;
  }

  /** The same as a movement: it grows on the way. */
  public *goTo(
    region: Region,
    seconds: number = pace.slow,
    filling: Filling = {},
  ): ThreadGenerator {
    const sizes = this.sizings();
    const start = this.position();
    const from = sizes.map((size) => size());
    this.fill(region, filling);
    const goal = this.position();
    const to = sizes.map((size) => size());
    const at = (share: number) => {
      sizes.forEach((size, i) => {
        size((from[i] ?? 0) + ((to[i] ?? 0) - (from[i] ?? 0)) * share);
      });
      this.position(Vector2.lerp(start, goal, share));
    };
    at(0);
    if (seconds > 0) yield* tween(seconds, (time) => at(easeInOutCubic(time)));
    at(1);
  }

  /** From its origin down to the line on which its letters or digits stand. */
  public textLine(): number {
    return baseline * size.label;
  }

  /** Keeps this figure beside `other`, as both move and grow. */
  public place(side: Side, other: Figure, distance: number, shift: PossibleVector2 = 0): this {
    const offset = new Vector2(shift);
    this.position(() => {
      const reach = other
        .extent()
        .mul(other.scale())
        .add(this.extent().mul(this.scale()))
        .scale(0.5);
      const direction = directions[side];
      return other
        .position()
        .add(direction.mul(reach.add(distance)))
        .add(offset);
    });
    return this;
  }

  /** A point of this figure in stage coordinates (origin at the centre of the stage). */
  public onStage(point: PossibleVector2 = Vector2.zero): Vector2 {
    const toStage = this.view().worldToLocal().multiply(this.localToWorld());
    return new Vector2(point).transformAsPoint(toStage);
  }

  /** Stage pixels per pixel of this figure. */
  public stageScale(): number {
    return this.onStage(new Vector2(1, 0)).sub(this.onStage()).magnitude;
  }

  /** Takes sizes that fit a room. A figure without sizes of its own is drawn larger or smaller. */
  protected fitTo(room: Vector2, { most = {} }: Filling): void {
    const { x, y } = this.extent();
    const largest = (most.px ?? size.large) / size.label;
    const scale = this.scale.x();
    this.scale(scale * Math.min(room.x / Math.max(1, x), room.y / Math.max(1, y), largest / scale));
  }

  /** What `fitTo` may change. */
  protected sizings(): readonly Sizing[] {
    return [this.scale.x, this.scale.y];
  }

  /** What has to stand inside a region, in its own coordinates. */
  protected filled(): BBox {
    const extent = this.extent();
    return new BBox(extent.scale(-0.5), extent);
  }

  protected color(role: Role | 'bg' | 'surface' | 'line'): string {
    return this.palette[role];
  }

  protected override draw(context: CanvasRenderingContext2D) {
    context.globalAlpha *= this.opacity();
    try {
      this.paint(context);
    } catch (error) {
      throw blame(error, this.maker);
    }
    this.drawChildren(context);
  }

  /** What the editor outlines. */
  protected override getCacheBBox(): BBox {
    const size = this.extent();
    return new BBox(size.scale(-0.5), size);
  }

  /** Opacity is painted, not composed from an offscreen canvas. */
  protected override requiresCache(): boolean {
    return false;
  }
}

/** The palette of the theme that the film is drawn in. */
export function usePalette(): Palette {
  return palettes[useScene().variables.get<ThemeName>('theme', 'dark')()];
}

const directions: Readonly<Record<Side, Vector2>> = {
  above: new Vector2(0, -1),
  below: new Vector2(0, 1),
  left: new Vector2(-1, 0),
  right: new Vector2(1, 0),
};
