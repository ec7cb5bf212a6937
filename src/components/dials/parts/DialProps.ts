/** How a dial is set up. */
import type { SignalValue } from '@motion-canvas/core';
import type { Role } from '../../../theme/palette';
import type { FigureProps } from '../../figure/Figure';
import type { DialArrowProps } from './DialArrow';

export interface DialProps extends FigureProps {
  radius?: SignalValue<number>;
  arrows?: readonly DialArrowProps[];
  /** The norm that reaches the circle; the longest arrow reaches nine tenths without it. */
  span?: number;
  /** Two arrows and the angle from the first to the second, as a wedge: `wedge` shows it. */
  between?: Between;
  /** Tints the face by the dot product of the two arrows; this one has the full colour. */
  glow?: number;
  /** Stands under the circle, as `Words` takes it. */
  label?: SignalValue<string>;
  labelRole?: SignalValue<Role>;
}

export interface Between {
  readonly from: string;
  readonly to: string;
  readonly role: Role;
}
