/** The boxes and texts of symbols while they stand, fuse or come apart. */
import { BBox, Vector2 } from '@motion-canvas/core';
import { mix } from '../../../theme/color';
import { radius } from '../../../theme/layout';
import type { Palette, Role } from '../../../theme/palette';
import { visibleText } from '../../../theme/visibleText';
import { textColor } from '../../figure/dimmed';
import { paintText, textWidth } from '../../figure/parts/paintText';
import { size } from '../../../theme/type';
import type { Block, PlacedSymbol } from './symbolLayout';

export interface SymbolInk {
  readonly palette: Palette;
  readonly px: number;
  /** Characters that are signs: the end of a word, a space. */
  readonly signs: string;
  readonly signRole: Role;
  /** 1 bright, ½ stepped back. */
  readonly strength: number;
  /** 0 quiet … 1 what is being computed. */
  readonly lit: (symbol: PlacedSymbol) => number;
  /** 0 a pair about to fuse … 1 a symbol that was made. */
  readonly made: (symbol: PlacedSymbol) => number;
  readonly visible: (symbol: PlacedSymbol) => number;
}

/** One block at `share` of its change. */
export function paintBlock(
  context: CanvasRenderingContext2D,
  { before, after }: Block,
  share: number,
  ink: SymbolInk,
) {
  const [old] = before;
  const [next] = after;
  if (!old || !next) return;
  const joins = before.length > 1 || after.length === 1;
  const coarse = joins ? next : old;
  const fine = joins ? before : after;
  const apart = joins ? 1 - share : share;
  const inside = partsOf(coarse, fine);
  const boxes = fine.map((part, i) => blend(inside[i] ?? part.box, part.box, apart));
  const whole = joins && before.length === 1 ? boxes[0] : around(boxes);
  if (!whole) return;
  const visible = ink.visible(coarse);
  if (visible <= 0) return;
  context.save();
  context.globalAlpha *= visible;
  const base = context.globalAlpha;
  const most = (of: (symbol: PlacedSymbol) => number) => Math.max(...fine.map(of));
  if (fine.length > 1) {
    fine.forEach((part, i) =>
      paintBox(context, boxes[i] ?? part.box, ink, ink.lit(part), ink.made(part)),
    );
    context.globalAlpha = base * (1 - apart);
  }
  paintBox(context, whole, ink, most(ink.lit), most(ink.made));
  context.globalAlpha = base;
  paintTexts(context, coarse, fine, boxes, whole, apart, ink);
  context.restore();
}

/** Letters glide where the whole is spelled by its parts, else one text gives way to the other. */
function paintTexts(
  context: CanvasRenderingContext2D,
  coarse: PlacedSymbol,
  fine: readonly PlacedSymbol[],
  boxes: readonly BBox[],
  whole: BBox,
  apart: number,
  ink: SymbolInk,
) {
  const joint = [' ', ''].find((j) => fine.map((part) => part.text).join(j) === coarse.text);
  const alpha = context.globalAlpha;
  if (joint === undefined) {
    context.globalAlpha = alpha * Math.max(0, 2 * apart - 1);
    fine.forEach((part, i) => paintLetters(context, part.text, boxes[i] ?? whole, ink));
    context.globalAlpha = alpha * Math.max(0, 1 - 2 * apart);
    paintLetters(context, coarse.text, whole, ink);
    context.globalAlpha = alpha;
    return;
  }
  let x = whole.center.x - textWidth(coarse.text, 'numbers', ink.px) / 2;
  fine.forEach((part, i) => {
    const width = textWidth(part.text, 'numbers', ink.px);
    const joined = new Vector2(x + width / 2, whole.center.y);
    const center = Vector2.lerp(joined, (boxes[i] ?? whole).center, apart);
    paintLetters(context, part.text, new BBox(center, Vector2.zero), ink);
    x += width + textWidth(joint, 'numbers', ink.px);
  });
}

export type LetterInk = Pick<SymbolInk, 'palette' | 'px' | 'signs' | 'signRole' | 'strength'>;

/** In the middle of a box, signs in their colour. */
export function paintLetters(
  context: CanvasRenderingContext2D,
  text: string,
  box: BBox,
  ink: LetterInk,
) {
  if (context.globalAlpha <= 0) return;
  const runs = text.match(new RegExp(`[${ink.signs}]+|[^${ink.signs}]+`, 'gu')) ?? [];
  let x = box.center.x - textWidth(text, 'numbers', ink.px) / 2;
  for (const run of runs) {
    const isSign = ink.signs.includes(Array.from(run)[0] ?? '');
    const own = isSign ? ink.palette[ink.signRole] : ink.palette.text;
    const color = textColor(ink.palette, own, ink.strength);
    paintText(context, visibleText(run), x, box.center.y, {
      face: 'numbers',
      px: ink.px,
      color,
      align: 'left',
    });
    x += textWidth(visibleText(run), 'numbers', ink.px);
  }
}

function paintBox(
  context: CanvasRenderingContext2D,
  box: BBox,
  { palette }: SymbolInk,
  lit: number,
  made: number,
) {
  const bright = mix(palette.query, palette.key, made);
  const line = 2 + lit;
  const { x, y, width, height } = box.expand(-line / 2);
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(radius.box, width / 2));
  context.fillStyle = mix(palette.surface, bright, 0.16 * lit);
  context.fill();
  context.lineWidth = line;
  context.strokeStyle = mix(palette.line, bright, lit);
  context.stroke();
}

/** A text above its part of the row, with a thin line that spans it. */
export function paintLabel(
  context: CanvasRenderingContext2D,
  text: string,
  span: BBox,
  palette: Palette,
) {
  const y = span.top - labelReach;
  paintText(context, text, span.center.x, y, { face: 'words', px: labelPx, color: palette.text });
  context.beginPath();
  context.moveTo(span.left + radius.cell, span.top - bracket);
  context.lineTo(span.right - radius.cell, span.top - bracket);
  context.lineWidth = 2;
  context.strokeStyle = palette.muted;
  context.stroke();
}

export const labelPx = size.large;
/** From a box to its label's line, and to the middle of its label. */
const bracket = 10;
export const labelReach = bracket + labelPx * 0.9;

/** The whole's box cut in the proportions of its parts. */
function partsOf(whole: PlacedSymbol, parts: readonly PlacedSymbol[]): readonly BBox[] {
  const total = parts.reduce((sum, part) => sum + part.box.width, 0) || 1;
  let x = whole.box.x;
  return parts.map((part) => {
    const width = (whole.box.width * part.box.width) / total;
    const box = new BBox(new Vector2(x, whole.box.y), new Vector2(width, whole.box.height));
    x += width;
    return box;
  });
}

function around(boxes: readonly BBox[]): BBox | undefined {
  if (boxes.length === 0) return undefined;
  const left = Math.min(...boxes.map((b) => b.left));
  const top = Math.min(...boxes.map((b) => b.top));
  const right = Math.max(...boxes.map((b) => b.right));
  const bottom = Math.max(...boxes.map((b) => b.bottom));
  return new BBox(new Vector2(left, top), new Vector2(right - left, bottom - top));
}

function blend(a: BBox, b: BBox, t: number): BBox {
  const at = (x: number, y: number) => x + (y - x) * t;
  return new BBox(at(a.x, b.x), at(a.y, b.y), at(a.width, b.width), at(a.height, b.height));
}
