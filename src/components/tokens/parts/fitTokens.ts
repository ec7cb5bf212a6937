/** Tokens that fill a room: boxes grow with their letters. */
import type { Vector2 } from '@motion-canvas/core';
import { size } from '../../../theme/type';
import type { Most, Sizing } from '../../figure/Figure';
import { largestThatFits } from '../../figure/parts/largestThatFits';

/** A box for letters of 1 px. */
const boxShare = 2.125;

export interface TokenSizes {
  readonly px: Sizing;
  readonly boxHeight: Sizing;
  readonly boxWidth: Sizing;
  extent(): Vector2;
}

export function fitTokens(row: TokenSizes, room: Vector2, most: Most) {
  const apply = (px: number) => {
    const box = Math.round(px * boxShare);
    row.px(px);
    row.boxHeight(Math.min(box, most.cellHeight ?? box));
    row.boxWidth(Math.min(box, most.cellWidth ?? box));
  };
  largestThatFits(size.small, most.px ?? size.large, apply, () => {
    const { x, y } = row.extent();
    return x <= room.x && y <= room.y;
  });
}
