/** All pairs at every distance: the puzzle is solved, and whatever turns together changes nothing. */
import { all, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import type { Region } from '../../../src/components/figure/Region';
import { Formula } from '../../../src/components/formula/Formula';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { law, type Cast, type RopeStage } from '../cast';
import type { RopeFacts } from '../ropeFacts';
import { headline, signedBars } from './signedBars';

export function* closes(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { picture, column, bars, dials, hands, angles, riders, over, n, walk, countFrom } = cast;
  const reach = facts.distances.values.length - 1;
  const { scores: values } = facts;
  const sum = signedBars(stage, facts, cast, { values, bound: values, fromFar: true });
  const { plot } = sum;
  const perRow = Math.ceil(Math.sqrt(dials.length));
  const twins = [facts.far.value, facts.near.value];
  const scores = twins.map((back) => sum.numberAt(back));
  const roomOf = (region: Region, i: number) =>
    region
      .spaced(gap.small)
      .row(Math.floor(i / perRow), Math.ceil(dials.length / perRow))
      .column(i % perRow, perRow);

  const spare = Math.max(0, column.height - column.width);
  const block = column.inset(0, spare / 2);

  yield* stage.beat('all');
  yield* all(
    stage.leave(...cast.leaving.splice(0)),
    ...angles.map((angle) => angle.hide()),
    ...hands.map((dial) => dial.wedge(0, pace.quick)),
  );
  const title = headline(stage, facts, cast, stage.word('added'));
  const height = Math.min(picture.height - size.large, sum.heightFor(cast.unit()));
  const middle = over(facts.queryAt.value - reach / 2).x;
  plot.height(height).position([middle, picture.bottom - height / 2]);
  const late = dials.slice(hands.length);
  late.forEach((dial, i) => dial.fill(roomOf(block, i + hands.length)));
  yield* all(
    ...hands.map((dial, i) => dial.goTo(roomOf(block, i))),
    ...late.map((dial) => all(dial.opacity(1, pace.slow), dial.grow(undefined, pace.slow))),
    n(-reach, pace.slow),
    ...[title, plot].map((figure) => figure.opacity(1, pace.slow)),
    plot.showSeries('zero', pace.slow),
  );
  yield* sum.show(reach);
  yield* walk({ k: 0 }, pace.quick / 2, (back) => {
    const told = scores[twins.indexOf(back)];
    return all(sum.show(back, pace.quick / 2), told?.reveal() ?? waitFor(0));
  });

  yield* stage.beat('peak');
  yield* walk({ k: -facts.best.value }, pace.slow);

  // The same picture as at the beginning, under what explains it
  yield* stage.beat('shares');
  const [upper, lower] = picture.rows(3, 5);
  const low = upper.height + gap.wide - size.label;
  yield* all(
    ...riders.map((rider) => rider.opacity(0, pace.quick)),
    cast.ghost(0, pace.quick),
    n(-facts.near.value, pace.slow),
    plot.height(low, pace.slow * 1.5),
    plot.position([middle, upper.top + size.label * 1.5 + low / 2], pace.slow * 1.5),
  );
  yield* bars.become(facts.percent, 0);
  const name = headline(stage, facts, cast, stage.word('attention'));
  name.position(name.position().addY(lower.top - picture.top));
  yield* name.opacity(1, pace.quick);
  yield* bars.reveal(pace.slow * 3);

  // Both arrows of all pairs go on, and nothing else moves
  yield* stage.beat('answer');
  const [top, faces] = column.rows(1, 3);
  const lines = law.map((tex) => stage.add(new Formula({ tex, opacity: 0 })));
  const [line, other] = top.spaced(0).rows(1, 1);
  lines.forEach((formula, i) => formula.fill(i === 0 ? line : other, { align: 'left' }));
  yield* all(
    ...dials.map((dial, i) => dial.goTo(roomOf(faces, i))),
    ...lines.map((formula) => formula.opacity(1, pace.slow)),
  );
  yield* countFrom(0, pace.slow * 5);
}
