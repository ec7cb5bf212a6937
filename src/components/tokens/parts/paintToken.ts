/** One token: a rounded box, its outline in the colour of a role, its text. */
import type { BBox } from '@motion-canvas/core';
import { radius } from '../../../theme/layout';
import type { Palette, Role } from '../../../theme/palette';
import { size, type Face } from '../../../theme/type';
import { dimInk, dimmed } from '../../grids/parts/cellColor';
import { paintText, textWidth } from '../../figure/parts/paintText';

/** `line` is the quiet one. */
export type TokenOutline = Role | 'line';

export interface TokenLook {
  readonly text: string;
  readonly face: Face;
  readonly px: number;
  readonly fill: string;
  readonly ink: string;
  readonly outline: string;
}

/** Padding at both sides of the text. */
const padding = 28;
const tight = 10;

/** As wide as the text asks for, at least `least`, at most `most`. */
export function tokenWidth(text: string, face: Face, px: number, least: number, most: number) {
  const wide = Math.ceil(textWidth(text, face, px) / 2) * 2 + 2 * padding;
  return Math.min(most, Math.max(least, wide));
}

/** The size at which the text fits its box, never below the least readable one. */
export function tokenPx(text: string, face: Face, px: number, width: number): number {
  const room = (width - 2 * tight) / Math.max(1, textWidth(text, face, px));
  return Math.max(size.small, Math.min(px, Math.floor(px * room)));
}

export function tokenColors(palette: Palette, outline: string, dim: number) {
  const fill = dimmed(palette, palette.surface, dim);
  return { fill, ink: dimInk(palette, fill, dim), outline: dimmed(palette, outline, dim) };
}

export function paintToken(
  context: CanvasRenderingContext2D,
  box: BBox,
  { text, face, px, fill, ink, outline }: TokenLook,
) {
  const line = 2;
  const { x, y, width, height } = box.expand(-line / 2);
  context.beginPath();
  context.roundRect(x, y, width, height, radius.box);
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = line;
  context.strokeStyle = outline;
  context.stroke();
  if (text.trim() === '') return;
  const { x: centre, y: middle } = box.center;
  paintText(context, text, centre, middle, { face, px, color: ink });
}
