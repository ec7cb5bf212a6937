/**
 * What all components extend: a node that paints itself around its origin, knows its extent without
 * the DOM, and fades without an offscreen canvas.
 */
import { Node, type NodeProps } from '@motion-canvas/2d';
import { BBox, Vector2, useScene, type PossibleVector2 } from '@motion-canvas/core';
import { palettes, type Palette, type Role, type ThemeName } from '../../theme/palette';

export type FigureProps = NodeProps;

export type Side = 'above' | 'below' | 'left' | 'right';

export abstract class Figure extends Node {
  protected readonly palette: Palette;

  public constructor(props: FigureProps) {
    super(props);
    this.palette = usePalette();
  }

  /** Width and height in its own coordinates; the figure is centred on its origin. */
  public abstract extent(): Vector2;

  /** Draws around the origin. `context.globalAlpha` already carries the opacity. */
  protected abstract paint(context: CanvasRenderingContext2D): void;

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

  protected color(role: Role | 'bg' | 'surface' | 'line'): string {
    return this.palette[role];
  }

  protected override draw(context: CanvasRenderingContext2D) {
    context.globalAlpha *= this.opacity();
    this.paint(context);
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
