/** How bars are set up. */
import type { SignalValue } from '@motion-canvas/core';
import type { ArrayFact, ScalarFact } from '../../../lessons/facts';
import type { Role } from '../../../theme/palette';
import type { FigureProps } from '../../figure/Figure';
import type { LabelTexts } from '../../figure/parts/labels';

export interface BarsProps extends FigureProps {
  /** One number a bar. */
  values: SignalValue<ArrayFact>;
  labels: LabelTexts;
  /** Of all bars, or one for each. Default: the colours of − and +. */
  role?: SignalValue<Role | readonly Role[]>;
  /** The value whose bar takes all the room. Default: the largest. */
  full?: number;
  /** Each bar begins where the one before ended. */
  stacked?: boolean;
  /** One more bar, under a line: what they add up to. */
  total?: ScalarFact;
  totalLabel?: string;
  /** After each number, such as ` %`. */
  unit?: string;
  width?: SignalValue<number>;
  rowHeight?: SignalValue<number>;
  px?: SignalValue<number>;
}
