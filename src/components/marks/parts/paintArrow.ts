/** A line with a head, as every arrow on stage is drawn. */
import { lengthOf, take, type Polyline } from '../../figure/parts/polyline';

export interface ArrowStyle {
  readonly color: string;
  readonly width: number;
  /** Length of the head; 0 draws a plain line. */
  readonly head: number;
  readonly dash?: readonly number[];
}

export function paintArrow(context: CanvasRenderingContext2D, line: Polyline, style: ArrowStyle) {
  const length = lengthOf(line);
  if (!(length > 0.5)) return;
  const head = Math.min(style.head, length);
  // The shaft ends where the head begins: a faint arrow shows no overlap.
  const shaft = take(line, 1 - head / length);
  paintLine(context, shaft, style);
  if (head === 0) return;
  const tip = line[line.length - 1];
  const base = take(line, 1 - head / length).at(-1);
  if (!tip || !base) return;
  const across = { x: (-(tip.y - base.y) / head) * 0.4, y: ((tip.x - base.x) / head) * 0.4 };
  context.fillStyle = style.color;
  context.beginPath();
  context.moveTo(tip.x, tip.y);
  context.lineTo(base.x + across.x * head, base.y + across.y * head);
  context.lineTo(base.x - across.x * head, base.y - across.y * head);
  context.closePath();
  context.fill();
}

export function paintLine(
  context: CanvasRenderingContext2D,
  line: Polyline,
  { color, width, head, dash }: Omit<ArrowStyle, 'head'> & { readonly head?: number },
) {
  context.beginPath();
  line.forEach((p, i) => (i === 0 ? context.moveTo(p.x, p.y) : context.lineTo(p.x, p.y)));
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.lineCap = dash || head ? 'butt' : 'round';
  context.setLineDash(dash ? [...dash] : []);
  context.stroke();
  context.setLineDash([]);
}
