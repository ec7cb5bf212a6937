/**
 * The opaque boxes of a frame, in the order of painting: what lies under one later than itself cannot be seen.
 * Seen by standing between Motion Canvas and the canvas, as the letters are.
 */
import type { Rect } from './LintRecorder';

export interface Cover {
  readonly box: Rect;
  /** Counts with that of the texts. */
  readonly order: number;
}

type Context = CanvasRenderingContext2D;
type Box = readonly [x: number, y: number, width: number, height: number];

/** A box below this lets letters shine through. */
const opaque = 0.97;

export class CoverLog {
  private path: Box | null = null;
  private boxes: Cover[] = [];

  public constructor(
    private readonly order: () => number,
    private readonly alphaOf: (fill: string) => number,
  ) {}

  public get covers(): readonly Cover[] {
    return this.boxes;
  }

  public forget() {
    this.boxes = [];
  }

  /** Stands in for the canvas's own methods, which paint only where asked to; returns what takes them back. */
  public watch(isRecording: () => boolean, isPainting: () => boolean): () => void {
    const canvas = CanvasRenderingContext2D.prototype;
    const { beginPath, roundRect, rect, fill, fillRect, stroke } = canvas;
    const begin = () => (this.path = null);
    const trace = (box: Box) => (this.path = box);
    const cover = (context: Context, box: Box | null) => {
      if (isRecording() && box) this.cover(context, box);
    };
    canvas.beginPath = function () {
      begin();
      beginPath.call(this);
    };
    canvas.roundRect = function (...drawn: Parameters<Context['roundRect']>) {
      trace([drawn[0], drawn[1], drawn[2], drawn[3]]);
      roundRect.apply(this, drawn);
    };
    canvas.rect = function (...drawn) {
      trace(drawn);
      rect.apply(this, drawn);
    };
    const pathOf = () => this.path;
    canvas.fill = function (...drawn: unknown[]) {
      if (!(drawn[0] instanceof Path2D)) cover(this, pathOf());
      if (isPainting()) Reflect.apply(fill, this, drawn);
    };
    canvas.fillRect = function (...drawn) {
      cover(this, drawn);
      if (isPainting()) fillRect.apply(this, drawn);
    };
    canvas.stroke = function (...drawn: unknown[]) {
      if (isPainting()) Reflect.apply(stroke, this, drawn);
    };
    return () => void Object.assign(canvas, { beginPath, roundRect, rect, fill, fillRect, stroke });
  }

  private cover(context: Context, [x, y, width, height]: Box) {
    const fill = context.fillStyle;
    if (typeof fill !== 'string' || context.globalAlpha * this.alphaOf(fill) < opaque) return;
    const toStage = context.getTransform();
    const a = toStage.transformPoint({ x, y });
    const b = toStage.transformPoint({ x: x + width, y: y + height });
    const box = {
      left: Math.min(a.x, b.x),
      right: Math.max(a.x, b.x),
      top: Math.min(a.y, b.y),
      bottom: Math.max(a.y, b.y),
    };
    this.boxes.push({ box, order: this.order() });
  }
}
