/** Both arrows turn by their places: what they turn together does not count. */
import { all, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import type { Dial } from '../../../src/components/dials/Dial';
import type { Region } from '../../../src/components/figure/Region';
import { Formula } from '../../../src/components/formula/Formula';
import { NumberTable } from '../../../src/components/tables/NumberTable';
import { Words } from '../../../src/components/text/Words';
import type { TableFact } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { law, type Cast, type RopeStage } from '../cast';
import type { RopeFacts, Stand } from '../ropeFacts';

export function* turns(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { picture, dials, angles, riders, walk, push, fromQuery, leaving } = cast;
  const [queryAt, nearAt] = [facts.queryAt.value, facts.nearAt.value];
  const { decimals } = facts.scores;
  const [left, right] = picture.columns(4, 5);
  const table = stage.add(tableOf(stage, facts.stands, decimals, right));
  const name = stage.add(new Words({ text: stage.word('firstPair'), role: 'muted', opacity: 0 }));
  name.fill(left, { align: 'top left', most: { px: size.label } });
  const [first, ...others] = dials as [Dial, ...Dial[]];
  const arrived = (at: NumberTable, i: number) => all(at.showRow(i), at.focusRow(i));

  // Together, as far as the key goes
  yield* stage.beat('turn');
  yield* all(
    stage.leave(...leaving.splice(0)),
    ...others.map((dial) => dial.opacity(0, pace.change)),
    first.goTo(left.rows(8, 1)[0]),
  );
  yield* all(
    ...[table, name, ...riders].map((figure) => figure.opacity(1, pace.slow)),
    first.wedge(1, pace.change),
    ...angles.slice(0, 1).map((number) => number.reveal()),
    arrived(table, 0),
  );
  yield* walk({ q: nearAt, k: nearAt }, pace.quick * 0.75);
  yield* arrived(table, 1);

  yield* stage.beat('alone');
  yield* walk({ q: queryAt }, pace.slow);
  yield* arrived(table, 2);

  yield* stage.beat('rigid');
  for (const stand of facts.stands.rows.keys()) {
    if (stand <= 2) continue;
    yield* push(facts.shift.value, pace.slow * 2);
    yield* arrived(table, stand);
  }

  // The query comes to rest, the key keeps the difference
  yield* stage.beat('difference');
  const [over, under] = right.rows(1, 2);
  const formula = stage.add(new Formula({ tex: law, opacity: 0 }));
  formula.fill(over.inset(0, gap.normal), { align: 'top' });
  const legend = stage.add(new Words({ text: stage.word('turned'), role: 'muted', opacity: 0 }));
  legend.place('below', formula, gap.small);
  const told = stage.add(tableOf(stage, facts.told, decimals, under));
  yield* stage.leave(table);
  yield* all(
    fromQuery(pace.slow * 3),
    ...[formula, legend].map((figure) => figure.opacity(1, pace.slow)),
  );
  yield* all(told.opacity(1, pace.quick), arrived(told, 0));

  yield* stage.beat('far');
  yield* walk({ k: -facts.far.value }, pace.slow);
  yield* arrived(told, 1);

  yield* stage.beat('round');
  yield* waitFor(pace.settle);
  yield* walk({ k: -facts.again.value }, pace.slow);
  yield* arrived(told, 2);
  leaving.push(formula, legend, told, name);
}

/** What the first pair and what all pairs make of two places. */
function tableOf(
  stage: RopeStage,
  { rows }: TableFact<Stand>,
  decimals: number,
  room: Region,
): NumberTable {
  const table = new NumberTable({
    columns: [
      { header: 'm', role: 'query', tinted: true },
      { header: 'n', role: 'key', tinted: true },
      { header: 'n − m', role: 'position', tinted: true },
      { header: stage.word('angle'), role: 'position', tinted: true, decimals: 0 },
      { header: stage.word('pair'), decimals },
      { header: stage.word('all'), decimals },
    ],
    rows: rows.map((s) => [s.m, s.n, s.apart, s.angle, s.product, s.score]),
    shown: 0,
    columnGap: gap.wide,
    opacity: 0,
  });
  return table.fill(room);
}
