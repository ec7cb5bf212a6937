/** The parts of a line of numbers: its ticks, the words under it, the hops over it, and what rounds to one number. */
import { mix } from '../../../theme/color';
import type { Palette } from '../../../theme/palette';
import { size } from '../../../theme/type';
import { paintArrow, paintLine } from '../../marks/parts/paintArrow';
import { paintWords } from '../../text/parts/paintWords';

export interface LineBrush {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  /** Of the format that the line belongs to. */
  readonly color: string;
  /** Of the line. */
  readonly y: number;
}

/** Radius of the dot; other lengths follow it. */
export const dot = 17;
export const hopRoom = 9 * dot;
/** Ticks nearer than this are hardly told apart. */
const crowded = 12;

export function paintTicks(
  { context, palette, color, y }: LineBrush,
  xs: readonly number[],
  shown: number,
) {
  // prettier-ignore
  const apart = Math.abs((xs[1] ?? Infinity) - (xs[0] ?? 0));
  const tall = (0.6 + 0.8 * Math.min(1, apart / 60)) * dot * shown;
  const style = { color: mix(palette.line, color, 0.75), width: apart < crowded ? 2 : 4 };
  for (const x of xs) paintLine(context, [{ x, y: y - tall }, { x, y: y + tall }], style); // prettier-ignore
}

export function paintMark({ context, palette, y }: LineBrush, x: number, label: string) {
  const style = { face: 'words', px: size.heading, color: palette.muted } as const;
  paintLine(context, [{ x, y: y - 2 * dot }, { x, y: y + 2 * dot }], { color: palette.muted, width: 4 }); // prettier-ignore
  paintWords(context, palette, label, x, y - 2 * dot - size.heading * 0.8, style);
}

/** As high as it is wide, within bounds. */
export function paintHop(
  { context, y }: LineBrush,
  from: number,
  to: number,
  color: string,
  width: number,
) {
  // prettier-ignore
  if (Math.abs(to - from) < 1) return;
  const height = Math.min(hopRoom, Math.max(1.6 * dot, Math.abs(to - from)));
  const path = Array.from({ length: 17 }, (_, i) => {
    const angle = (Math.PI * i) / 16;
    return { x: (from + to) / 2 + ((from - to) / 2) * Math.cos(angle), y: y - height * Math.sin(angle) }; // prettier-ignore
  });
  paintArrow(context, path, { color, width, head: Math.min(16, height / 3) });
}

/** All that lies in it rounds to the number in its middle. */
export function paintZone({ context, color, y }: LineBrush, left: number, right: number) {
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.16;
  context.fillStyle = color;
  context.fillRect(left, y - hopRoom, right - left, hopRoom + 2 * dot);
  context.globalAlpha = alpha;
}
