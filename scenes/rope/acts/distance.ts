/** The score of every distance. */
import {
  all,
  chain,
  createSignal,
  easeInOutCubic,
  linear,
  type ThreadGenerator,
} from '@motion-canvas/core';
import { Plot } from '../../../src/components/plots/Plot';
import { pace } from '../../../src/theme/pace';
import { distanceLabel, type Cast, type RopeStage } from '../cast';
import { place, plotSize } from '../layout';
import type { RopeFacts } from '../ropeFacts';

export function* distance(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { first } = cast;
  const walk = facts.walk.rows;
  const [far, near] = [walk[0], walk.at(-1)];
  if (!near || !far) return;
  const plot = new Plot({
    ...plotSize,
    series: [
      { name: 'curve', x: facts.curveX, y: facts.curve, role: 'position' },
      {
        name: 'mean',
        x: facts.curveX,
        y: facts.meanCurve,
        role: 'target',
        label: stage.word('mean'),
      },
      { name: 'dots', x: facts.distances, y: facts.scores, as: 'dots', role: 'position' },
    ],
    xAxis: { label: stage.word('apart'), from: far.apart - 1, to: near.apart },
    yAxis: { label: stage.word('score') },
    opacity: 0,
    position: place.plot,
  });
  stage.add(plot);

  // The key turns from the farthest place to the query's own; the curve is drawn as it goes
  yield* stage.beat('curve');
  const key = first.arrow('key');
  const apart = createSignal(facts.rows.rows.at(-1)?.apart ?? near.apart);
  key.label(() => distanceLabel(apart()));
  const turnTo = (there: typeof near, seconds: number, timing = easeInOutCubic) =>
    all(key.turn(there.turn, seconds, timing), apart(there.apart, seconds, timing));
  yield* all(
    first.arrow('query').named(0, pace.quick),
    chain(cast.clear(), cast.law.position(place.lawAbove, pace.slow)),
    turnTo(far, pace.slow * 2),
  );
  yield* plot.opacity(1, pace.change);
  yield* plot.mark('dots', { x: far.apart });
  const stroll = pace.slow * 5;
  yield* all(
    plot.showSeries('curve', stroll),
    plot.showSeries('dots', stroll),
    plot.mark('dots', { x: near.apart }, stroll, linear),
    turnTo(near, stroll, linear),
  );
  // And back to where it stands in the text
  const here = walk.find((place) => place.apart === facts.rows.rows[0]?.apart) ?? near;
  yield* all(plot.mark('dots', { x: here.apart }, pace.slow * 2), turnTo(here, pace.slow * 2));

  // All queries and keys of the text together, not these two
  yield* stage.beat('learned');
  yield* all(
    plot.unmark(),
    first.opacity(0, pace.change),
    cast.pairName.opacity(0, pace.change),
    plot.position(place.plotAlone, pace.slow),
    cast.law.position(place.lawAlone, pace.slow),
  );
  yield* all(plot.showSeries('mean', pace.slow * 2), plot.highlight('mean'));
  yield* plot.mark('mean', { x: -facts.meanBestBack.value });
  cast.clearLater(plot, first, cast.pairName);
}
