/** The bright outline around what is being computed. It slides from one box to the next. */
import {
  BBox,
  Vector2,
  createSignal,
  easeInOutCubic,
  tween,
  type ThreadGenerator,
} from '@motion-canvas/core';
import { radius } from '../../../theme/layout';

export class FocusFrame {
  private readonly box = createSignal(new BBox());
  private readonly share = createSignal(0);

  /** `offset` from the box to the middle of the line. */
  public constructor(
    private readonly offset: number,
    private readonly line = 4,
  ) {}

  public *moveTo(box: BBox, seconds: number): ThreadGenerator {
    const start = this.share() > 0 ? this.box() : box;
    const from = this.share();
    yield* this.run(seconds, (t) => {
      this.box(blend(start, box, t));
      this.share(from + (1 - from) * t);
    });
  }

  public *leave(seconds: number): ThreadGenerator {
    const from = this.share();
    yield* this.run(seconds, (t) => {
      this.share(from * (1 - t));
    });
  }

  /** Where the frame stands, if it does. */
  public current(): BBox | null {
    return this.share() > 0 ? this.box() : null;
  }

  public paint(context: CanvasRenderingContext2D, color: string, corner: number = radius.cell) {
    if (this.share() === 0) return;
    const { x, y, width, height } = this.box().expand(this.offset);
    context.save();
    context.globalAlpha *= this.share();
    context.lineWidth = this.line;
    context.strokeStyle = color;
    context.beginPath();
    context.roundRect(x, y, width, height, corner + this.offset);
    context.stroke();
    context.restore();
  }

  private *run(seconds: number, update: (t: number) => void): ThreadGenerator {
    if (seconds > 0) yield* tween(seconds, (t) => update(easeInOutCubic(t)));
    update(1);
  }
}

function blend(a: BBox, b: BBox, t: number): BBox {
  const at = (x: number, y: number) => x + (y - x) * t;
  return new BBox(
    new Vector2(at(a.x, b.x), at(a.y, b.y)),
    new Vector2(at(a.width, b.width), at(a.height, b.height)),
  );
}
