/** How headers, rows and the band of a table are drawn. */
import { gap, radius } from '../../../theme/layout';
import { mix } from '../../../theme/color';
import type { Palette, Role } from '../../../theme/palette';
import { size } from '../../../theme/type';
import { textAlpha, textColor } from '../../figure/dimmed';
import { paintText } from '../../figure/parts/paintText';
import { paintWords } from '../../text/parts/paintWords';
import type { TableLayout } from './TableLayout';
import type { TableRow } from './TableRow';
import type { Cell } from './tableRows';

export interface TableBrush {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly layout: TableLayout;
  readonly px: number;
}

export interface BarStyle {
  readonly height: number;
  /** The value of the longest bar. */
  readonly longest: number;
}

/** The row that stands out; with a role, in that colour and with an outline. */
export interface Band {
  readonly y: number;
  readonly height: number;
  readonly role: Role | null;
}

export function paintBand(
  { context, palette, layout }: TableBrush,
  { y, height, role }: Band,
  alpha: number,
) {
  if (alpha <= 0) return;
  context.save();
  context.globalAlpha *= alpha;
  context.fillStyle = role ? mix(palette.surface, palette[role], 0.16) : palette.surface;
  const reach = role ? gap.small : 0;
  const width = layout.width + 2 * reach;
  context.beginPath();
  context.roundRect(-width / 2, y - height / 2, width, height, radius.box);
  context.fill();
  if (role) {
    context.lineWidth = 3;
    context.strokeStyle = palette[role];
    context.stroke();
  }
  context.restore();
}

/** Under a row that passes over others, so that they do not show through. */
export function paintGround({ context, palette, layout }: TableBrush, y: number, height: number) {
  context.fillStyle = palette.bg;
  context.fillRect(-layout.width / 2, y - height / 2, layout.width, height);
}

export function paintHeaders({ context, palette, layout }: TableBrush, y: number) {
  layout.columns.forEach(({ header, role }, j) => {
    if (!header) return;
    const { left, right } = layout.span(j);
    const isRight = layout.isRight(j);
    paintWords(context, palette, header, isRight ? right : left, y, {
      face: 'words',
      px: size.label,
      align: isRight ? 'right' : 'left',
      color: palette[role ?? 'muted'],
    });
  });
}

export function paintRow(brush: TableBrush, row: TableRow, y: number, bars: BarStyle) {
  const { context, layout } = brush;
  if (row.strength() <= 0) return;
  layout.columns.forEach((_, j) => {
    for (const { value, alpha } of row.shown(j)) {
      if (alpha <= 0 || value === null || value === '') continue;
      context.save();
      context.globalAlpha *= alpha * textAlpha(row.strength());
      paintCell(brush, { value, column: j, y, strength: row.strength() }, bars);
      context.restore();
    }
  });
}

interface CellPlace {
  readonly value: Cell;
  readonly column: number;
  readonly y: number;
  readonly strength: number;
}

function paintCell(
  { context, palette, layout, px }: TableBrush,
  { value, column, y, strength }: CellPlace,
  bars: BarStyle,
) {
  const { as = 'number', role, tinted } = layout.columns[column] ?? {};
  const { left, right } = layout.span(column);
  const color = textColor(palette, palette[tinted && role ? role : 'text'], strength);
  const style = { face: layout.face(column), px, color } as const;
  const text = layout.text(value, column);
  if (as === 'number') return paintText(context, text, right, y, { ...style, align: 'right' });
  if (as !== 'bar') return paintText(context, text, left, y, { ...style, align: 'left' });
  const share = typeof value === 'number' ? value / bars.longest : 0;
  const length = Math.min(
    layout.barLength(column),
    Math.max(4, layout.barLength(column) * share || 0),
  );
  context.fillStyle = palette[role ?? 'muted'];
  context.beginPath();
  context.roundRect(
    left,
    y - bars.height / 2,
    length,
    bars.height,
    Math.min(radius.cell, length / 2),
  );
  context.fill();
  paintText(context, text, left + length + gap.small, y, { ...style, align: 'left' });
}
