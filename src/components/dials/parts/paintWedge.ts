/** The angle from one direction to another, the shorter way, as a tinted sector with an arc. */
import { paintLine } from '../../marks/parts/paintArrow';
import { shortest, spiral } from './turning';

export interface Wedge {
  readonly radius: number;
  /** Radians, counter-clockwise from the right. */
  readonly from: number;
  readonly to: number;
}

const tint = 0.16;

export function paintWedge(
  context: CanvasRenderingContext2D,
  { radius, from, to }: Wedge,
  { color, width }: { readonly color: string; readonly width: number },
) {
  const line = spiral(radius, from, shortest(to - from), 0);
  context.save();
  context.globalAlpha *= tint;
  context.beginPath();
  context.moveTo(0, 0);
  for (const { x, y } of line) context.lineTo(x, y);
  context.closePath();
  context.fillStyle = color;
  context.fill();
  context.restore();
  paintLine(context, line, { color, width });
}
