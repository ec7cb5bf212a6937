/** One set of points of a plot and what of it can be seen. */
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';
import {
  all,
  chain,
  createSignal,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { ArrayFact } from '../../../lessons/facts';
import type { Role } from '../../../theme/palette';
import { between, type Point, type Polyline } from '../../figure/parts/polyline';

/** A fact of rank 1, or plain numbers. */
export type Numbers = ArrayFact | readonly number[];

export interface SeriesSpec {
  readonly name: string;
  /** Default: 0, 1, 2 … */
  readonly x?: Numbers;
  readonly y: Numbers;
  /** A `field` is an arrow at each point, by `u` and `v`; a `cloud` many small dots. */
  readonly as?: 'curve' | 'dots' | 'bars' | 'field' | 'cloud';
  readonly u?: Numbers;
  readonly v?: Numbers;
  readonly role?: Role;
  /** Stands at the end of a curve, as `Words` takes it. */
  readonly label?: string;
  readonly dashed?: boolean;
  /** A dot walks ahead of a curve. */
  readonly head?: boolean;
  /** Of a curve, in pixels. */
  readonly thick?: number;
  /** Numbers at dots and bars. `below` bars is under the base line; `end` is the last of a curve, when it is drawn. */
  readonly numbers?: 'above' | 'below' | 'end';
  /** Default: the fact's. */
  readonly decimals?: number;
  /** Share that is visible at first; default 0. */
  readonly reveal?: number;
  /** What is not revealed yet is faintly there. */
  readonly ahead?: boolean;
}

export class PlotSeries {
  public readonly name: string;
  public readonly kind: 'curve' | 'dots' | 'bars' | 'field' | 'cloud';
  public readonly role: Role;
  public readonly decimals: number;
  public readonly points: SimpleSignal<Polyline>;
  /** Arrows of a field. */
  public readonly flow: Polyline;
  /** How much of the numbers can be seen. */
  public readonly clarity = createSignal(1);
  private readonly written: SimpleSignal<readonly number[]>;
  /** Share of a curve, by x or along it; share of dots and bars, by count. */
  public readonly reveal: SimpleSignal<number>;
  public readonly strength = createSignal(1);
  /** The dot or bar whose number is bright. */
  public readonly current = createSignal<number | null>(null);

  public constructor(public readonly spec: SeriesSpec) {
    this.name = spec.name;
    this.kind = spec.as ?? 'curve';
    this.role = spec.role ?? 'target';
    this.decimals = spec.decimals ?? ('kind' in spec.y ? spec.y.decimals : 2);
    this.points = createSignal<Polyline>(pointsOf(spec), morph);
    this.written = createSignal<readonly number[]>(numbersOf(spec.y));
    this.flow = pointsOf({ x: spec.u, y: spec.v ?? [] });
    this.reveal = createSignal(spec.reveal ?? 0);
  }

  /** Other data. Points move; their numbers go, and come back as the new ones. */
  public *become(points: Polyline, seconds: number): ThreadGenerator {
    const clear = this.clarity(0, seconds / 2).do(() => this.written(points.map(({ y }) => y)));
    yield* all(this.points(points, seconds), chain(clear, this.clarity(1, seconds / 2)));
  }

  /** The number that stands at a point. */
  public numberAt(index: number): number {
    return this.written()[index] ?? Number.NaN;
  }

  /** The numbers that are written beside its points. */
  public numbers(): readonly number[] {
    if (this.spec.numbers === 'end') return this.written().slice(-1);
    return this.spec.numbers ? this.written() : [];
  }

  /** Where x is reached, in points from the first; a path that turns back has no such place. */
  public indexOf(x: number): number {
    const points = this.points();
    const after = points.findIndex((p) => p.x >= x);
    if (after < 0) return Math.max(0, points.length - 1);
    const [a, b] = [points[after - 1], points[after]];
    return a && b && b.x > a.x ? after - 1 + (x - a.x) / (b.x - a.x) : after;
  }

  /** The point at a place between points. */
  public pointAt(index: number): Point {
    const points = this.points();
    const a = points[Math.floor(index)] ?? points.at(-1) ?? { x: Number.NaN, y: Number.NaN };
    const b = points[Math.floor(index) + 1];
    return b ? between(a, b, index - Math.floor(index)) : a;
  }
}

export const numbersOf = (numbers: Numbers): readonly number[] =>
  'kind' in numbers ? numbers.values : numbers;

export function pointsOf({ x, y }: { readonly x?: Numbers; readonly y: Numbers }): Polyline {
  const xs = x && numbersOf(x);
  if (xs && xs.length !== numbersOf(y).length) {
    throw new ForwardPassError({
      what: 'the points of a series',
      expected: `as many x as y: ${numbersOf(y).length}`,
      got: `${xs.length} x`,
      hint: 'give both, or leave x out for 0, 1, 2 …',
    });
  }
  return numbersOf(y).map((value, i) => ({ x: xs ? (xs[i] ?? Number.NaN) : i, y: value }));
}

/** Point by point; where counts differ, the shorter repeats itself. */
function morph(from: Polyline, to: Polyline, share: number): Polyline {
  if (share >= 1 || from.length === 0) return to;
  return to.map((point, i) => {
    const at = Math.round((i * (from.length - 1)) / Math.max(1, to.length - 1));
    return between(from[at] ?? point, point, share);
  });
}
