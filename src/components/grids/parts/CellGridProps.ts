/** How a grid of cells is set up: what a matrix and a vector have in common. */
import type { SignalValue } from '@motion-canvas/core';
import type { ArrayFact } from '../../../lessons/facts';
import type { Role } from '../../../theme/palette';
import type { FigureProps } from '../../figure/Figure';
import type { Scale } from './cellColor';

export interface CellGridProps extends FigureProps {
  values: SignalValue<ArrayFact>;
  /** Default `diverging`; `sequential` for probabilities. */
  colors?: SignalValue<Scale>;
  /** The value with the full colour. Default: max |value| of the first values, 1 if sequential. */
  bound?: SignalValue<number>;
  cellWidth?: SignalValue<number>;
  cellHeight?: SignalValue<number>;
  /** Between columns. */
  gap?: SignalValue<number>;
  /** Between rows; as `gap` if not given. */
  rowGap?: SignalValue<number>;
  /** `auto`: where they fit at a readable size. */
  numbers?: SignalValue<'auto' | boolean>;
  /** Size of the numbers where they fit. */
  px?: SignalValue<number>;
  /** The tensor's name above the cells, as `Words` takes it. Labels do so too, but for those of a fact's tokens. */
  title?: SignalValue<string>;
  role?: SignalValue<Role>;
  /** Shows letter and size of each dimension, such as `T = 4`. */
  dims?: SignalValue<boolean>;
  /** How visible the place of a hidden cell is. */
  slots?: SignalValue<number>;
}
