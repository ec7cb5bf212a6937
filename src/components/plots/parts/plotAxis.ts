/** One axis of a plot: data → pixels, and the ticks with their texts. d3-scale does the arithmetic. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { formatNumber } from '../../../theme/formatNumber';

export interface AxisSpec {
  readonly label?: string;
  /** Default: the data's extent, rounded outwards. */
  readonly from?: number;
  readonly to?: number;
  readonly scale?: 'linear' | 'log';
  /** About how many. */
  readonly ticks?: number;
  /** Default: as many as the ticks need. */
  readonly decimals?: number;
  /** Words at 0, 1, 2 … instead of numbers. */
  readonly names?: readonly string[];
  /** No ticks, no label, no room for them. */
  readonly hidden?: boolean;
}

export interface Tick {
  readonly value: number;
  readonly text: string;
  /** Set high and small after the text, as in 10⁻³. */
  readonly power?: string;
}

export interface Axis {
  readonly spec: AxisSpec;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
  /** Share of the axis, 0 … 1 inside. */
  at(value: number): number;
}

/** A `nice` axis ends at ticks, another where the data do. */
export function plotAxis(spec: AxisSpec, values: readonly number[], nice: boolean): Axis {
  const log = spec.scale === 'log';
  const usable = values.filter((v) => Number.isFinite(v) && (!log || v > 0));
  const [low, high] = extentOf(usable, spec);
  const scale = (log ? scaleLog() : scaleLinear()).domain([low, high]);
  const count = spec.ticks ?? defaultTicks;
  if (nice && !spec.names && spec.from === undefined && spec.to === undefined) scale.nice(count);
  const [from = 0, to = 1] = scale.domain();
  const ticks = spec.names ? nameTicks(spec.names) : numberTicks(scale.ticks(count), spec);
  return { spec, from, to, ticks: spec.hidden ? [] : ticks, at: (value) => scale(value) };
}

const defaultTicks = 4;

function extentOf(values: readonly number[], { from, to, names, scale }: AxisSpec) {
  if (names) return [from ?? -0.5, to ?? names.length - 0.5] as const;
  const least = scale === 'log' ? 1 : 0;
  const low = from ?? values.reduce((a, b) => Math.min(a, b), values[0] ?? least);
  const high = to ?? values.reduce((a, b) => Math.max(a, b), values[0] ?? least + 1);
  if (low < high) return [low, high] as const;
  return scale === 'log' ? ([low / 10, low * 10] as const) : ([low - 0.5, low + 0.5] as const);
}

const nameTicks = (names: readonly string[]): Tick[] =>
  names.map((text, value) => ({ value, text }));

function numberTicks(values: readonly number[], { scale, decimals }: AxisSpec): Tick[] {
  if (scale === 'log') {
    const powers = values.filter((v) => isWhole(Math.log10(v)));
    if (powers.length >= 2) return powers.map(powerTick);
  }
  const shown = decimals ?? Math.max(0, ...values.map(decimalsOf));
  return values.map((value) => ({ value, text: formatNumber(value, shown) }));
}

function powerTick(value: number): Tick {
  const exponent = Math.round(Math.log10(value));
  if (exponent >= -2 && exponent <= 3)
    return { value, text: formatNumber(value, Math.max(0, -exponent)) };
  return { value, text: '10', power: formatNumber(exponent, 0) };
}

const isWhole = (x: number) => Math.abs(x - Math.round(x)) < 1e-9;

/** The fewest decimals that show a tick exactly. */
function decimalsOf(value: number): number {
  const needed = [0, 1, 2, 3, 4, 5, 6].find(
    (d) => Math.abs(Number(value.toFixed(d)) - value) < 1e-9,
  );
  return needed ?? 6;
}
