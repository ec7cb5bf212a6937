/** Over each letter what a key there would add to the score, or take off: a plot as wide as the text up to the query. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { Plot } from '../../../src/components/plots/Plot';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { entry, type ArrayFact } from '../../../src/lessons/facts';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Cast, RopeStage } from '../cast';
import type { RopeFacts } from '../ropeFacts';

interface Shown {
  readonly values: ArrayFact;
  /** What the plot must have room for. */
  readonly bound: ArrayFact;
  /** Bars come from the farthest place on. */
  readonly fromFar?: boolean;
}

export function signedBars(
  stage: RopeStage,
  facts: RopeFacts,
  cast: Cast,
  { values, bound, fromFar = false }: Shown,
) {
  const { length } = facts.distances.values;
  const inOrder = (xs: readonly number[]) => (fromFar ? xs.toReversed() : xs);
  const x = inOrder(facts.distances.values);
  const of = (sign: number) =>
    inOrder(values.values).map((y) => (Math.sign(y) === sign ? y : Number.NaN));
  const [from, to] = [Math.min(0, ...bound.values), Math.max(0, ...bound.values)];
  const plot = stage.add(
    new Plot({
      width: length * cast.pitch,
      series: [
        { name: 'adds', x, y: of(1), as: 'bars', role: 'pos' },
        { name: 'takes', x, y: of(-1), as: 'bars', role: 'neg' },
      ],
      lines: [{ name: 'zero', y: 0 }],
      xAxis: { hidden: true, from: 0.5 - length, to: 0.5 },
      yAxis: { hidden: true, from, to },
      grid: false,
      opacity: 0,
    }),
  );
  const frame = () => plot.pointAt(0, from).y - plot.pointAt(0, to).y;
  return {
    plot,
    /** Pixels of one. */
    unit: () => frame() / (to - from),
    /** So high that one has so many pixels. */
    heightFor: (unit: number) => plot.height() - frame() + unit * (to - from),
    /** Bars up to so many places back. */
    *show(back: number, seconds: number = pace.quick): ThreadGenerator {
      const shown = fromFar ? length - back : back + 1;
      const named = (name: string) => plot.showPoints(name, shown, seconds);
      yield* all(...['adds', 'takes'].map(named));
    },
    /** At the end of a bar. */
    numberAt(back: number): NumberView {
      const fact = entry(values, back);
      const number = new NumberView({ fact, px: size.label, hidden: true });
      const away = size.label * 0.7 * (fact.value < 0 ? 1 : -1);
      const end = () => plot.onStage(plot.pointAt(facts.distances.values[back] ?? 0, fact.value));
      return stage.add(number.position(() => end().addY(away)));
    },
  };
}

/** In one line with the left end of the plots. */
export function headline(stage: RopeStage, facts: RopeFacts, cast: Cast, text: string): Words {
  const words = new Words({ text, role: 'muted', opacity: 0 });
  const left = cast.over(facts.queryAt.value - facts.distances.values.length + 0.5).x;
  return stage.add(
    words.position([left + words.extent().x / 2, cast.picture.top + size.label / 2]),
  );
}
