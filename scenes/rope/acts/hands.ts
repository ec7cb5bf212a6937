/** All pairs turn with the position, each at its own speed. */
import { all, createSignal, linear, sequence, type ThreadGenerator } from '@motion-canvas/core';
import { Formula } from '../../../src/components/formula/Formula';
import type { PairedVector } from '../../../src/components/grids/PairedVector';
import { Words } from '../../../src/components/text/Words';
import { show } from '../../../src/film/show';
import { slice } from '../../../src/lessons/facts';
import { formatNumber } from '../../../src/theme/formatNumber';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { turnedName, type Cast, type RopeStage } from '../cast';
import { radius, row, spot, underDial } from '../layout';
import type { RopeFacts } from '../ropeFacts';

export function* hands(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { q, dials, first, under } = cast;
  const position = createSignal(0);
  const clock = new Words({
    text: () => `m = ${formatNumber(position(), 0)}`,
    face: 'numbers',
    px: size.large,
    role: 'query',
    opacity: 0,
    position: spot(0, row.clock),
  });
  const speeds = dials.map((dial, i) => {
    const theta = formatNumber(facts.theta.values[i] ?? Number.NaN, facts.theta.decimals);
    const words = new Formula({
      tex: String.raw`\term{position}{\theta_{${facts.pairs.values[i]}}}=${theta}`,
      size: size.token,
      opacity: 0,
    });
    return stage.add(words).place('below', dial, underDial);
  });
  stage.add(clock);

  // The followed pair goes back to its column; the others drop an arrow each
  yield* stage.beat('hands');
  yield* all(
    cast.clear(),
    first.arrow('query').named(0, pace.quick),
    first.rotateTo(0),
    q.retitle(turnedName('query'), pace.slow),
  );
  first.arrow('query').label('');
  yield* all(
    first.position(under(0, row.hands), pace.slow),
    first.radius(radius.hand, pace.slow),
    q.light(null, pace.slow),
  );
  yield* sequence(
    pace.quick / 2,
    ...dials.map((dial, i) => {
      if (dial === first) return dial.opacity(1, pace.quick);
      dial.position(under(i, row.query));
      dial.arrow('query').drawn(1);
      return all(
        dial.opacity(1, pace.quick),
        dial.scale(0).scale(1, pace.change),
        dial.position(under(i, row.hands), pace.change),
      );
    }),
  );
  yield* clock.opacity(1, pace.quick);
  const run = pace.slow * 5;
  const turnAll = dials.map((dial, i) =>
    dial.arrow('query').turn(facts.clockTurns.values[i] ?? 0, run, linear),
  );
  yield* all(position(facts.clock.value, run, linear), tick(facts, q, run), ...turnAll);

  yield* stage.beat('speeds');
  const formula = new Formula({
    tex: String.raw`\term{position}{\theta_i}\term{base}{=${show(facts.base)}}\term{power}{^{-2i/\term{width}{D}}}`,
    hidden: true,
    position: spot(0, row.formula),
  });
  stage.add(formula);
  yield* formula.showTerms('position');
  yield* sequence(pace.quick / 2, ...speeds.map((words) => words.opacity(1, pace.quick)));
  yield* formula.reveal();
  cast.clearLater(formula, clock, ...speeds);
}

/** The numbers follow the hands, position by position. */
function* tick(facts: RopeFacts, q: PairedVector, seconds: number): ThreadGenerator {
  const [positions = 1] = facts.clockTurned.shape;
  for (let m = 1; m < positions; m++) {
    yield* q.morphTo(slice(facts.clockTurned, m), seconds / (positions - 1));
  }
}
