/** The score of every distance. */
import { all, createSignal, type ThreadGenerator } from '@motion-canvas/core';
import { Plot } from '../../../src/components/Plot';
import { formatNumber } from '../../../src/theme/formatNumber';
import { pace } from '../../../src/theme/pace';
import type { Cast, RopeStage } from '../cast';
import { place, plotSize } from '../layout';
import type { RopeFacts } from '../ropeFacts';

export function* distance(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { first } = cast;
  const walk = facts.walk.rows;
  const [near, far] = [walk[0], walk.at(-1)];
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
    xAxis: { label: stage.word('apart'), from: far.apart - 2, to: near.apart },
    yAxis: { label: stage.word('score') },
    opacity: 0,
    position: place.plot,
  });
  stage.add(plot);

  // The query stands where the key stands, then walks away
  yield* stage.beat('curve');
  const m = createSignal(near.m);
  const query = first.arrow('query');
  yield* all(cast.clear(), query.turn(near.turn, pace.slow));
  query.label(() => `q, m = ${formatNumber(m(), 0)}`);
  yield* plot.opacity(1, pace.change);
  yield* plot.reveal('dots', pace.slow);
  yield* plot.reveal('curve', pace.slow);
  yield* plot.mark('dots', { x: near.apart });
  const stroll = pace.slow * 5;
  yield* all(
    plot.mark('dots', { x: far.apart }, stroll),
    query.turn(far.turn, stroll),
    m(far.m, stroll),
  );
  // And back to where it stands in the text
  const here = walk.find(({ apart }) => apart === facts.rows.rows[0]?.apart) ?? near;
  yield* all(
    plot.mark('dots', { x: here.apart }, pace.slow * 2),
    query.turn(here.turn, pace.slow * 2),
    m(here.m, pace.slow * 2),
  );

  // All queries and keys of the text together, not these two
  yield* stage.beat('learned');
  yield* all(
    plot.unmark(),
    first.opacity(0, pace.change),
    cast.pairName.opacity(0, pace.change),
    plot.position(place.plotAlone, pace.slow),
    cast.law.position(place.lawAlone, pace.slow),
  );
  yield* all(plot.reveal('mean', pace.slow * 2), plot.highlight('mean'));
  yield* plot.mark('mean', { x: -facts.meanBestBack.value });
  cast.clearLater(plot, first, cast.pairName);
}
