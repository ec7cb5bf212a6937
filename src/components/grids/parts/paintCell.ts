/** Draws one cell of a grid: its place, its colour, its hatch and its digits. */
import type { BBox } from '@motion-canvas/core';
import { mix } from '../../../theme/color';
import { radius } from '../../../theme/layout';
import type { Palette } from '../../../theme/palette';
import type { CellLook } from './CellLook';
import type { NumberSetting } from './numberSetting';
import { paintText, textWidth } from '../../figure/parts/paintText';

export interface CellMoment extends CellLook {
  /** How much of the colour and of the digits can be seen. */
  readonly box: number;
  readonly digits: number;
}

/** The empty place where a cell will be. */
export const slotColor = (palette: Palette) => mix(palette.bg, palette.surface, 0.55);

export function paintCell(
  context: CanvasRenderingContext2D,
  palette: Palette,
  box: BBox,
  cell: CellMoment,
  slots: number,
  setting: NumberSetting,
) {
  const { x, y, width, height } = box;
  const alpha = context.globalAlpha;
  const visible = slots + (1 - slots) * cell.box;
  if (visible <= 0) return;
  context.globalAlpha = alpha * visible;
  context.fillStyle = mix(slotColor(palette), cell.fill, cell.box);
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(radius.cell, width / 8, height / 8));
  context.fill();
  if (cell.hatch * cell.box > 0) {
    context.globalAlpha = alpha * cell.hatch * cell.box;
    hatch(context, box, mix(palette.surface, palette.line, 0.7));
  }
  const digits = cell.digits * cell.clarity * setting.clarity;
  if (digits > 0) {
    context.globalAlpha = alpha * digits;
    paintNumber(context, box, cell, setting);
  }
  context.globalAlpha = alpha;
}

function paintNumber(
  context: CanvasRenderingContext2D,
  { center }: BBox,
  { text, ink: color }: CellLook,
  { px, right }: NumberSetting,
) {
  const style = { face: 'numbers', px, color } as const;
  if (!hasDigits(text)) return paintText(context, text, center.x, center.y, style);
  paintText(context, text, center.x + right, center.y, { ...style, align: 'right' });
}

/** From the centre of a cell to the centre of its text. */
export const numberShift = (text: string, { px, right }: NumberSetting) =>
  hasDigits(text) ? right - textWidth(text, 'numbers', px) / 2 : 0;

const hasDigits = (text: string) => /\d/.test(text);

/** Thin diagonals inside the path that was just filled. */
function hatch(context: CanvasRenderingContext2D, box: BBox, color: string) {
  const { x, y, width, height } = box;
  context.save();
  context.clip();
  context.beginPath();
  for (let shift = -height + 6; shift < width; shift += 12) {
    context.moveTo(x + shift, y + height);
    context.lineTo(x + shift + height, y);
  }
  context.lineWidth = 1.5;
  context.strokeStyle = color;
  context.stroke();
  context.restore();
}
