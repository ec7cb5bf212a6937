/** Both move on together, then one alone: the score knows only how far apart they are. */
import { all, createSignal, delay, type ThreadGenerator } from '@motion-canvas/core';
import { fly } from '../../../src/components/flight/Flight';
import { NumberTable } from '../../../src/components/tables/NumberTable';
import { Words } from '../../../src/components/text/Words';
import { wordsAnchor } from '../../../src/components/text/wordsAnchor';
import { at } from '../../../src/lessons/facts';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import {
  answer,
  backAndOn,
  distanceLabel,
  placeLabel,
  product,
  scoreColumns,
  type Cast,
  type RopeStage,
} from '../cast';
import { place, radius, smallDial } from '../layout';
import type { RopeFacts } from '../ropeFacts';

/** The column of the score. */
const scoreColumn = 2 + 1;

export function* slides(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { P, tokens, places, q, k, dials, first, law, score, pairName } = cast;
  const rows = facts.rows.rows;
  const together = facts.togetherCount.value;
  const table = new NumberTable({
    columns: scoreColumns(stage, facts),
    rows: rows.map((row) => [row.m, row.n, row.apart, row.score]),
    shown: 0,
    rowHeight: size.label * 1.9,
    px: size.formula * 0.75,
    opacity: 0,
    position: place.table,
  });
  const othersName = new Words({
    text: stage.word('otherPairs'),
    px: size.small,
    role: 'muted',
    opacity: 0,
    position: place.othersName,
  });
  const lawName = new Words({
    text: stage.word('backAndOn'),
    px: size.small,
    role: 'muted',
    opacity: 0,
    position: place.lawName,
  });
  for (const figure of [table, othersName, lawName]) stage.add(figure);

  const [m, n] = [createSignal(rows[0]?.m ?? 0), createSignal(rows[0]?.n ?? 0)];
  const turnTo = (row: number, seconds: number) =>
    all(
      m(rows[row]?.m ?? 0, seconds),
      n(rows[row]?.n ?? 0, seconds),
      ...dials.map((dial, i) =>
        dial.rotateTo(
          { query: at(facts.queryTurns, row, i), key: at(facts.keyTurns, row, i) },
          seconds,
        ),
      ),
    );
  const arrows = [first.arrow('query'), first.arrow('key')] as const;

  // The first pair comes near, the others stay in sight
  yield* stage.beat('slide');
  const cell = table.cellAnchor(0, scoreColumn);
  cell.show(0, 0);
  yield* all(
    cast.clear(),
    ...[tokens, places, q, k].map((figure) => figure.opacity(0, pace.change)),
    law.morphTo(product),
  );
  yield* all(
    first.position(place.met, pace.slow),
    first.radius(radius.met, pace.slow),
    ...dials.flatMap((dial, i) =>
      dial === first
        ? []
        : [dial.position(smallDial(i - 1, P - 1), pace.slow), dial.radius(radius.small, pace.slow)],
    ),
    law.position(place.law, pace.slow),
    // Where the dials have passed
    delay(pace.slow / 2, table.opacity(1, pace.slow / 2)),
    fly([wordsAnchor(score)], [cell], pace.slow, { move: true, arc: 0 }),
  );
  arrows[0].label(() => placeLabel('q, m', m()));
  arrows[1].label(() => placeLabel('k, n', n()));
  arrows.forEach((arrow) => arrow.named(0));
  yield* all(
    ...arrows.map((arrow) => arrow.named(1, pace.change)),
    pairName.opacity(1, pace.change),
    othersName.opacity(1, pace.change),
    table.showRow(0),
  );
  for (let row = 1; row < together; row++) {
    yield* all(turnTo(row, pace.slow * 1.5), table.showRow(row), table.focusRow(row));
  }

  // Only the query moves on
  yield* stage.beat('apart');
  yield* turnTo(0, pace.slow);
  for (let row = together; row < rows.length; row++) {
    yield* all(turnTo(row, pace.slow), table.showRow(row), table.focusRow(row));
  }

  // Why: a transpose turns back; once q stands as it was, all that is left is the turn of k
  yield* stage.beat('difference');
  yield* law.morphTo(backAndOn, pace.slow);
  yield* lawName.opacity(1, pace.change);
  const last = rows.at(-1) ?? { m: 0, apart: 0 };
  yield* all(
    m(0, pace.slow * 2),
    n(last.apart, pace.slow * 2),
    ...dials.map((dial, i) =>
      dial.rotateTo({ query: 0, key: facts.turnedBack.values[i] ?? 0 }, pace.slow * 2),
    ),
  );
  yield* arrows[1].named(0, pace.quick / 2);
  arrows[1].label(distanceLabel(last.apart));
  yield* arrows[1].named(1, pace.quick / 2);
  yield* all(law.morphTo(answer, pace.slow), lawName.opacity(0, pace.change));
  cast.clearLater(table, othersName, lawName, ...dials.slice(1));
}
