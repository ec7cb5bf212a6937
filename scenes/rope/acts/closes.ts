/** All pairs at every distance: the puzzle is solved; and what the model is without. */
import { Vector2, all, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { arrange } from '../../../src/components/figure/arrange';
import { Formula } from '../../../src/components/formula/Formula';
import { Plot } from '../../../src/components/plots/Plot';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { token } from '../../../src/film/show';
import { gap } from '../../../src/theme/layout';
import { entry } from '../../../src/lessons/facts';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { law, type Cast, type RopeStage } from '../cast';
import type { RopeFacts } from '../ropeFacts';
import { sharesOver } from './puzzle';

/** Clocks stand in two rows. */
const across = [1, 1, 1, 1, 1, 1, 1, 1] as const;

export function* closes(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { picture, dials, angles, riders, pitch, over, walk, push, countFrom, n, leaving } = cast;
  const [queryAt, near, far] = [facts.queryAt.value, facts.near.value, facts.far.value];
  const [clocks, room] = picture.rows(1, 1);
  const rooms = clocks.rows(1, 1).flatMap((half) => half.columns(...across));
  const plot = stage.add(
    new Plot({
      width: (queryAt + 1) * pitch,
      height: room.height,
      series: [{ name: 'score', x: facts.distances, y: facts.scores, as: 'dots', role: 'key' }],
      lines: [{ name: 'zero', y: 0 }],
      xAxis: { hidden: true, from: -queryAt - 0.5, to: 0.5 },
      yAxis: { hidden: true },
      grid: false,
      opacity: 0,
    }),
  );
  plot.position(over(queryAt / 2).addY(-room.height / 2));
  const name = stage.add(new Words({ text: stage.word('curve'), role: 'muted', opacity: 0 }));
  name.position([plot.position().x - plot.width() / 2 + name.extent().x / 2, room.point(0, -1).y]);
  const aboveCurve = (back: number) => {
    const { x, y } = plot.onStage(plot.pointOf('score', back));
    return new Vector2(x, Math.min(y, plot.onStage(plot.pointAt(0, 0)).y) - size.large);
  };
  const numberAt = (back: number) =>
    new NumberView({ fact: entry(facts.scores, back), role: 'key', hidden: true }).position(
      aboveCurve(back),
    );
  const total = stage.add(numberAt(0));

  yield* stage.beat('all');
  yield* all(
    stage.leave(...leaving.splice(0)),
    ...angles.map((angle) => angle.hide()),
    ...dials.map((dial) => dial.wedge(0, pace.quick)),
  );
  const late = dials.slice(angles.length);
  late.forEach((dial, i) => dial.fill(rooms[i + angles.length] ?? room));
  yield* all(
    ...dials.slice(0, angles.length).map((dial, i) => dial.goTo(rooms[i] ?? room)),
    ...late.map((dial) => all(dial.opacity(1, pace.slow), dial.grow(undefined, pace.slow))),
    n(0, pace.slow),
    ...[plot, name].map((figure) => figure.opacity(1, pace.slow)),
  );
  yield* all(plot.showSeries('zero', pace.quick), plot.showPoints('score', 1), total.reveal());
  for (let back = 1; back <= queryAt; back++) {
    yield* walk({ k: -back }, pace.quick * 0.75);
    total.fact(entry(facts.scores, back)).position(aboveCurve(back));
    yield* plot.showPoints('score', back + 1, pace.quick / 4);
  }

  yield* stage.beat('answered');
  const scores = [near, far].map((back) => stage.add(numberAt(back)));
  yield* total.hide();
  for (const [i, back] of [near, far].entries()) {
    yield* walk({ k: -back }, pace.quick / 4);
    plot.current('score', back);
    yield* scores[i]?.reveal() ?? waitFor(0);
    yield* waitFor(pace.quick);
  }
  const bars = stage.add(sharesOver(facts, cast, room.height));
  yield* all(
    ...riders.map((rider) => rider.opacity(0, pace.quick)),
    walk({ k: -near }, pace.quick / 4),
  );
  yield* stage.leave(plot, name, total, ...scores);
  yield* bars.reveal();

  yield* stage.beat('stopped');
  const [top, low] = room.rows(1, 1);
  yield* all(
    n(0, pace.slow),
    bars.become(facts.blindPercent),
    bars.height(low.height, pace.slow),
    ...dials.map((dial) => dial.opacity(0.35, pace.slow)),
  );
  const heights = top.spaced(gap.normal).rows(1, 1);
  const lines = (['turning', 'still'] as const).map((word, i) => {
    const [left, right, end] = heights[i === 0 ? 0 : 1].columns(5, 15, 3);
    const named = new Words({ text: stage.word(word), role: 'muted', opacity: 0 });
    const written = new Words({
      text: token(facts.written, i),
      face: 'numbers',
      px: size.caption,
      opacity: 0,
    });
    const loss = new NumberView({
      fact: entry(facts.losses, i),
      before: stage.word('loss'),
      px: size.label,
      role: 'muted',
      opacity: 0,
    });
    return [
      stage.add(named.position(left.point(1, 0).addX(-named.extent().x / 2))),
      stage.add(written.position(right.point(-1, 0).addX(written.extent().x / 2))),
      stage.add(loss.position(end.point(-1, 0).addX(loss.extent().x / 2))),
    ];
  });
  for (const line of lines) yield* all(...line.map((words) => words.opacity(1, pace.slow)));

  // Everything turns, and the score stands still
  yield* stage.beat('answer');
  const [large, under] = picture.rows(3, 1);
  const places = large.rows(1, 1).flatMap((half) => half.columns(...across));
  yield* all(bars.hide(), stage.leave(...lines.flat()));
  yield* all(
    ...dials.map((dial, i) => all(dial.goTo(places[i] ?? large), dial.opacity(1, pace.slow))),
    n(-near, pace.slow),
  );
  const formula = stage.add(new Formula({ tex: `${law}=`, opacity: 0, size: size.large * 1.3 }));
  const score = stage.add(
    new NumberView({ fact: entry(facts.scores, near), px: size.large * 1.3, opacity: 0 }),
  );
  arrange([formula, score], under);
  yield* all(
    ...[formula, score, ...riders].map((figure) => figure.opacity(1, pace.slow)),
    countFrom('text', pace.slow * 3),
  );
  const { length } = facts.prefix.values;
  for (let put = 0; put < length; put += facts.shift.value) {
    yield* push(facts.shift.value, pace.slow * 1.5);
  }
}
