/** A circle around the origin, filled or not, and axes as far as `axes` where that is more than 0. */
import { paintLine } from '../../marks/parts/paintArrow';

export function paintDialFace(
  context: CanvasRenderingContext2D,
  radius: number,
  axes: number,
  line: { readonly color: string; readonly width: number },
  fill: string | null = null,
) {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  if (fill) {
    context.fillStyle = fill;
    context.fill();
  }
  context.strokeStyle = line.color;
  context.lineWidth = line.width;
  context.stroke();
  if (axes <= 0) return;
  const through = (x: number, y: number) => {
    paintLine(
      context,
      [
        { x: -x, y: -y },
        { x, y },
      ],
      line,
    );
  };
  through(axes, 0);
  through(0, axes);
}
