/**
 * A place on a figure that other figures can point at and that numbers can fly from and to: one
 * cell, one token, one word. It is asked anew each frame, so it follows a figure that moves.
 */
import type { Vector2 } from '@motion-canvas/core';
import type { Face } from '../../theme/type';
import type { Source } from './Source';

export interface Anchor {
  /** Centre, in stage pixels. */
  position(): Vector2;
  /** Of the box around the text, in stage pixels. */
  size(): Vector2;
  text(): string;
  /** What the digits of the text come from. */
  facts?(): readonly Source[];
  /** From the centre of the box to the centre of the text, in stage pixels. */
  textShift(): number;
  /** Of the text, in stage pixels. */
  px(): number;
  readonly face: Face;
  /** Of the text. */
  color(): string;
  /** Of the box; '' where there is none. */
  fill(): string;
  /** How much of box and text can be seen, 0…1. A flight sets these as it arrives or leaves. */
  show(box: number, text: number): void;
  shown(): { readonly box: number; readonly text: number };
}
