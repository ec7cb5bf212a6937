/** The quiet part of a plot: ticks, labels, grid, reference lines, and the room that they take. */
import { size } from '../../../theme/type';
import type { Role } from '../../../theme/palette';
import type { Brush } from './paintSeries';
import { paintLine } from '../../marks/parts/paintArrow';
import { paintText, textWidth } from '../../figure/parts/paintText';
import { paintWords } from '../../text/parts/paintWords';
import type { Axis, Tick } from './plotAxis';

/** Sides of the data's rectangle in pixels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface ReferenceLine {
  readonly name: string;
  /** A vertical line at x, or a horizontal one at y. */
  readonly x?: number;
  readonly y?: number;
  readonly label?: string;
  readonly role?: Role;
  readonly reveal?: number;
}

const tickText = { face: 'numbers', px: size.small } as const;
const labelText = { face: 'words', px: size.small } as const;
const tickGap = 14;

/** How much of a plot's width and height ticks and labels take. */
export function roomForAxes(x: Axis, y: Axis): Frame {
  const widest = Math.max(0, ...y.ticks.map(tickWidth));
  const lastTick = x.ticks.at(-1);
  return {
    left: y.spec.hidden ? 0 : widest + tickGap,
    right: lastTick && !x.spec.names ? tickWidth(lastTick) / 2 : 0,
    top: y.spec.label && !y.spec.hidden ? labelText.px * 2 : tickText.px,
    bottom: x.spec.hidden ? 48 : tickText.px + tickGap + (x.spec.label ? labelText.px * 1.5 : 6),
  };
}

export function paintAxes(
  brush: Brush,
  frame: Frame,
  { x, y, grid, top }: { x: Axis; y: Axis; grid: boolean; top: number },
) {
  const { context, palette, base } = brush;
  const height = (value: number) => frame.bottom - (frame.bottom - frame.top) * y.at(value);
  const across = (value: number) => frame.left + (frame.right - frame.left) * x.at(value);
  for (const tick of y.ticks) {
    const at = height(tick.value);
    if (grid) {
      context.save();
      context.globalAlpha *= 0.55;
      horizontal(brush, frame, at, 1.5);
      context.restore();
    }
    paintTick(brush, tick, frame.left - tickGap - tickWidth(tick), at);
  }
  horizontal(brush, frame, base, 2.5);
  if (!y.spec.hidden && x.from < 0 && x.to > 0 && !x.spec.names) {
    const at = across(0);
    paintLine(
      context,
      [
        { x: at, y: frame.top },
        { x: at, y: frame.bottom },
      ],
      {
        color: palette.line,
        width: 2.5,
      },
    );
  }
  for (const tick of x.ticks) {
    const at = across(tick.value) - tickWidth(tick) / 2;
    paintTick(brush, tick, at, frame.bottom + tickGap + tickText.px / 2, Boolean(x.spec.names));
  }
  const label = { ...labelText, color: palette.muted };
  if (x.spec.label && !x.spec.hidden) {
    const below = frame.bottom + tickGap + tickText.px + labelText.px;
    paintWords(context, palette, x.spec.label, (frame.left + frame.right) / 2, below, label);
  }
  if (y.spec.label && !y.spec.hidden) {
    paintWords(context, palette, y.spec.label, frame.left, top + labelText.px * 0.6, {
      ...label,
      align: 'left',
    });
  }
}

export function paintReference(brush: Brush, frame: Frame, line: ReferenceLine, shown: number) {
  if (shown <= 0) return;
  const { context, palette, toPixel } = brush;
  const color = palette[line.role ?? 'muted'];
  const at = toPixel({ x: line.x ?? 0, y: line.y ?? 0 });
  const upright = line.x !== undefined;
  const from = upright ? { x: at.x, y: frame.bottom } : { x: frame.left, y: at.y };
  const to = upright
    ? { x: at.x, y: frame.bottom + (frame.top - frame.bottom) * shown }
    : { x: frame.left + (frame.right - frame.left) * shown, y: at.y };
  paintLine(context, [from, to], { color, width: 2.5, dash: [10, 8] });
  if (!line.label) return;
  context.save();
  context.globalAlpha *= shown;
  const style = { ...labelText, color, halo: palette.bg };
  if (upright)
    paintWords(context, palette, line.label, at.x + 10, frame.top + 12, {
      ...style,
      align: 'left',
    });
  else
    paintWords(context, palette, line.label, frame.right, at.y - 20, { ...style, align: 'right' });
  context.restore();
}

function horizontal({ context, palette }: Brush, frame: Frame, y: number, width: number) {
  const line = [
    { x: frame.left, y },
    { x: frame.right, y },
  ];
  paintLine(context, line, { color: palette.line, width });
}

const powerPx = size.small;

const tickWidth = ({ text, power }: Tick) =>
  textWidth(text, tickText.face, tickText.px) + (power ? textWidth(power, 'numbers', powerPx) : 0);

/** From its left edge. */
function paintTick({ context, palette }: Brush, tick: Tick, x: number, y: number, bright = false) {
  if (tick.text === '') return;
  const color = bright ? palette.text : palette.muted;
  paintText(context, tick.text, x, y, { ...tickText, color, align: 'left' });
  if (!tick.power) return;
  const after = x + textWidth(tick.text, tickText.face, tickText.px);
  paintText(context, tick.power, after, y - 11, {
    face: 'numbers',
    px: powerPx,
    color,
    align: 'left',
  });
}
