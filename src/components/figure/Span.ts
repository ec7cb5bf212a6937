/** Some rows, cells or tokens of a figure: what a brace embraces and an arrow points at. */
import type { BBox } from '@motion-canvas/core';
import type { Figure } from './Figure';

export interface Span {
  readonly figure: Figure;
  /** In the figure's own coordinates, asked anew each frame. */
  box(): BBox;
}
