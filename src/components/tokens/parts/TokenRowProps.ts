/** How a row or column of tokens is set up. */
import type { SignalValue } from '@motion-canvas/core';
import type { Face } from '../../../theme/type';
import type { FigureProps } from '../../figure/Figure';
import type { LabelTexts } from '../../figure/parts/labels';
import type { TokenOutline } from './paintToken';

export interface TokenRowProps extends FigureProps {
  tokens: SignalValue<LabelTexts>;
  direction?: SignalValue<'row' | 'column'>;
  /** From centre to centre; 0, the default, sets box beside box. */
  pitch?: SignalValue<number>;
  /** Between boxes, without `pitch`. */
  gap?: SignalValue<number>;
  /** Of the outlines; `line` is quiet. */
  role?: SignalValue<TokenOutline>;
  face?: SignalValue<Face>;
  px?: SignalValue<number>;
  boxHeight?: SignalValue<number>;
  /** Least width of a box. */
  boxWidth?: SignalValue<number>;
}
