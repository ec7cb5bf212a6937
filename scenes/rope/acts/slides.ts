/** Both move on together, then one alone: the score knows only how far apart they are. */
import { all, sequence, type ThreadGenerator } from '@motion-canvas/core';
import { fly } from '../../../src/components/Flight';
import { NumberTable } from '../../../src/components/NumberTable';
import { Words } from '../../../src/components/Words';
import { wordsAnchor } from '../../../src/components/wordsAnchor';
import { at } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { answer, type Cast, type RopeStage } from '../cast';
import { place, radius, smallDial } from '../layout';
import type { RopeFacts } from '../ropeFacts';

/** The column of the score. */
const scoreColumn = 2 + 1;

export function* slides(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { P, tokens, places, q, k, dials, first, law, score } = cast;
  const rows = facts.rows.rows;
  const together = facts.togetherCount.value;
  const table = new NumberTable({
    columns: [
      { header: 'm', role: 'query' },
      { header: 'n', role: 'key' },
      { header: 'n \u2212 m', role: 'position', tinted: true },
      { header: stage.word('score'), decimals: facts.score.decimals, width: size.formula * 4 },
    ],
    rows: rows.map((row) => [row.m, row.n, row.apart, row.score]),
    shown: 0,
    rowHeight: size.label * 1.9,
    px: size.formula * 0.75,
    opacity: 0,
    position: place.table,
  });
  const pairName = new Words({
    text: stage.word('firstPair'),
    px: size.small,
    role: 'muted',
    opacity: 0,
    position: place.pairName,
  });
  stage.add(table);
  stage.add(pairName);

  const turnTo = (row: number, seconds: number) =>
    all(
      ...dials.map((dial, i) =>
        dial.rotateTo(
          { query: at(facts.queryTurns, row, i), key: at(facts.keyTurns, row, i) },
          seconds,
        ),
      ),
    );
  const label = (row: number) => {
    first.arrow('query').label(`q, m = ${rows[row]?.m}`);
    first.arrow('key').label(`k, n = ${rows[row]?.n}`);
  };

  // The first pair comes near, the others stay in sight
  yield* stage.beat('slide');
  yield* all(
    cast.clear(),
    ...[tokens, places, q, k].map((figure) => figure.opacity(0, pace.change)),
    ...dials.map((dial) => dial.trails(0)),
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
    table.opacity(1, pace.slow),
    pairName.opacity(1, pace.slow),
  );
  label(0);
  const cell = table.cellAnchor(0, scoreColumn);
  cell.show(0, 0);
  yield* all(
    table.revealRow(0),
    fly([wordsAnchor(score)], [cell], pace.slow, { move: true }),
    ...dials.map((dial) => dial.wedge(1, pace.change)),
  );
  for (let row = 1; row < together; row++) {
    label(row);
    yield* all(turnTo(row, pace.slow * 1.5), table.revealRow(row), table.highlight(row));
  }

  // Only the query moves on
  yield* stage.beat('apart');
  yield* turnTo(0, pace.slow);
  for (let row = together; row < rows.length; row++) {
    label(row);
    yield* all(turnTo(row, pace.slow), table.revealRow(row), table.highlight(row));
  }
  yield* law.morphTo(answer);
  cast.clearLater(table, ...dials.slice(1));
  void sequence;
  void gap;
}
