/** How a plane is set up. */
import type { SignalValue } from '@motion-canvas/core';
import type { ArrayFact } from '../../../lessons/facts';
import type { Role } from '../../../theme/palette';
import type { FigureProps } from '../../figure/Figure';
import type { LabelTexts } from '../../figure/parts/labels';
import type { PlaneAxis } from './planeFrame';

/** One number a point. */
export interface PlanePoints {
  readonly x: ArrayFact;
  readonly y: ArrayFact;
  /** What x and y multiply to, for the numbers of areas. */
  readonly product: ArrayFact;
}

export interface QuarterSpec {
  readonly name: string;
  readonly x: 'left' | 'right';
  readonly y: 'upper' | 'lower' | 'both';
  readonly label: string;
  readonly role: Role;
}

export interface PlaneProps extends FigureProps {
  points: PlanePoints;
  labels: LabelTexts;
  xAxis: PlaneAxis;
  yAxis: PlaneAxis;
  quarters?: readonly QuarterSpec[];
  width?: SignalValue<number>;
  height?: SignalValue<number>;
}
