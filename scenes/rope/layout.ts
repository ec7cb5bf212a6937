/** Sizes and places of the film's figures. Stage pixels. */
import { Vector2 } from '@motion-canvas/core';
import { body, gap } from '../../src/theme/layout';

const width = body.right - body.left;
const height = body.bottom - body.top;

/** A fraction of the region for pictures: (0, 0) its middle, (−1, −1) top left, (1, 1) bottom right. */
export const spot = (x: number, y: number) =>
  new Vector2(
    (body.left + body.right) / 2 + (x * width) / 2,
    (body.top + body.bottom) / 2 + (y * height) / 2,
  );

/** Characters: the longest text and what is put before it fit between the margins. */
export const character = { pitch: 72, boxHeight: 56, boxWidth: 56 } as const;

/** Cells so wide that eight pairs of them just fit. */
export const cells = (pairs: number) => ({
  cellWidth: Math.min(99, Math.floor((width - pairs * (4 + pairGap)) / (2 * pairs))),
  cellHeight: 54,
  px: 28,
});
export const pairGap = 14;

/** The share that has the full colour. */
export const wholeInPercent = 100;

/** Radii of dials: the one that is followed, one under each pair, the one where both meet, the others then. */
export const radius = { followed: 175, hand: 78, met: 220, small: 36 } as const;

/** Heights, as fractions of the region. */
export const row = {
  text: -0.3,
  queryBelowText: 0.12,
  characters: -0.86,
  query: -0.5,
  key: -0.235,
  /** Dials, while only the query is there and with the key. */
  hands: -0.02,
  handsWithKey: 0.27,
  clock: 0.5,
  formula: 0.82,
  sum: 0.88,
  /** The law, the text that moves, and its scores. */
  law: -0.74,
  movedText: -0.08,
  movedTable: 0.58,
} as const;

export const place = {
  followed: spot(0, 0.4),
  aside: spot(-0.5, 0.4),
  beside: spot(0.42, 0.36),
  met: spot(-0.46, -0.06),
  pairName: spot(-1, 0.96),
  small: spot(0.5, -0.86),
  othersName: spot(0.5, -0.68),
  table: spot(0.5, 0.02),
  law: spot(0.5, 0.8),
  lawName: spot(0.5, 0.96),
  /** The law as a heading, over the curve. */
  lawAbove: spot(0.54, -0.84),
  plot: spot(0.54, 0.14),
  plotAlone: spot(0, 0.14),
  lawAlone: spot(0, -0.84),
} as const;

/** From the edge of a dial to the text under it. */
export const underDial = gap.normal;

/** One of several small dials beside each other. */
export const smallDial = (i: number, count: number) =>
  place.small.addX((i - (count - 1) / 2) * (2 * radius.small + gap.wide * 0.75));

export const plotSize = { width: width * 0.44, height: height * 0.78 };
