/** Three pairs of different speeds, one walk: their arrows meet at one distance only. */
import { all, sequence, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { NumberView } from '../../../src/components/text/NumberView';
import { entry, slice } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Cast, RopeStage } from '../cast';
import type { RopeFacts } from '../ropeFacts';
import { headline, signedBars } from './signedBars';

export function* hands(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { column, hands, angles, walk, n, ghost, leaving, over } = cast;
  const middle = facts.queryAt.value - (facts.distances.values.length - 1) / 2;
  const [, lower] = column.spaced(gap.small).cut('above', size.label * 2);
  const [, faces] = lower.spaced(0).cut('below', size.label); // for the number under a bar
  const rooms = hands.map((_, i) => faces.row(i, hands.length));
  const waves = rooms.map((_, i) =>
    signedBars(stage, facts, cast, { values: slice(facts.waves, i), bound: facts.waves }),
  );
  const plots = waves.map(({ plot }) => plot);
  const speeds = hands.map((dial, i) => {
    const look = {
      after: stage.word('aStep'),
      px: size.label,
      role: 'muted',
      hidden: true,
    } as const;
    return stage
      .add(new NumberView({ fact: entry(facts.speeds, i), ...look }))
      .place('right', dial, gap.normal, [0, size.label]);
  });
  let farthest = 0;
  const count = (back: number) => {
    farthest = Math.max(farthest, back);
    return all(...waves.map((wave) => wave.show(farthest)));
  };
  let before: { readonly back: number; readonly numbers: readonly NumberView[] } | null = null;
  const told = function* (back: number): ThreadGenerator {
    const numbers = waves.map((wave) => wave.numberAt(back));
    leaving.push(...numbers);
    // Side by side there is no room for both.
    const gone = before && Math.abs(before.back - back) < 2 ? before.numbers : [];
    before = { back, numbers };
    yield* all(...gone.map((number) => number.hide()));
    yield* sequence(pace.slow, ...numbers.map((number) => number.reveal(pace.change)));
  };

  yield* stage.beat('slower');
  const [first, ...late] = hands;
  yield* all(stage.leave(...leaving.splice(0)), ...angles.map((angle) => angle.hide()));
  const title = headline(stage, facts, cast, stage.word('each'));
  plots.forEach((plot, i) => {
    const room = rooms[i] ?? faces;
    plot.height(room.height + gap.wide).position([over(middle).x, room.center.y + gap.small]);
  });
  const [face] = (rooms[0] ?? faces).columns(1, 1);
  const faceOf = (i: number) => (rooms[i] ?? face).columns(1, 1)[0];
  late.forEach((dial, i) => dial.fill(faceOf(i + 1)));
  yield* all(
    first?.goTo(face) ?? waitFor(0),
    n(0, pace.slow),
    ...late.map((dial) =>
      all(dial.opacity(1, pace.change), dial.grow(), dial.wedge(1, pace.change)),
    ),
  );
  angles.forEach((angle, i) => {
    const dial = hands[i];
    if (dial) angle.place('right', dial, gap.normal, [0, -size.label / 2]);
    angle.fact(entry(facts.angles, 0, i));
  });
  yield* all(
    ...[title, ...plots].map((figure) => figure.opacity(1, pace.change)),
    ...plots.map((plot) => plot.showSeries('zero', pace.change)),
    ...[...speeds, ...angles].map((number) => number.reveal()),
    ghost(1, pace.change),
  );
  yield* count(0);
  for (let back = 1; back <= facts.near.value; back++) {
    yield* waitFor(pace.quick);
    yield* walk({ k: -back }, pace.slow, count);
  }

  yield* stage.beat('meet');
  yield* told(facts.near.value);

  yield* stage.beat('far');
  yield* walk({ k: -facts.far.value }, pace.quick, count);
  yield* told(facts.far.value);

  yield* stage.beat('round');
  yield* walk({ k: -facts.again.value }, pace.slow, count);
  yield* facts.again.value === facts.far.value ? waitFor(0) : told(facts.again.value);
  leaving.push(title, ...plots, ...speeds);
  cast.unit(waves[0]?.unit() ?? 1);
}
