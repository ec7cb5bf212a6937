/** Both arrows turn by their places: what they turn together does not count. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import type { Dial } from '../../../src/components/dials/Dial';
import { arrange } from '../../../src/components/figure/arrange';
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
  const { picture, dials, angles, riders, walk, push, fromQuery, ghost, leaving } = cast;
  const [queryAt, nearAt] = [facts.queryAt.value, facts.nearAt.value];
  const { decimals } = facts.scores;
  const [left, right] = picture.columns(7, 10);
  const [over, under] = right.rows(1, 3);
  const tables = tablesOf(stage, facts.stands, decimals, under);
  const [places, apart, made] = tables as [NumberTable, NumberTable, NumberTable];
  const name = stage.add(new Words({ text: stage.word('firstPair'), role: 'muted', opacity: 0 }));
  name.fill(left, { align: 'top left', most: { px: size.label } });
  const [first, ...others] = dials as [Dial, ...Dial[]];
  const arrived = (at: readonly NumberTable[], i: number) =>
    all(...at.flatMap((table) => [table.showRow(i), table.focusRow(i)]));

  // Together, as far as the key goes
  yield* stage.beat('turn');
  yield* all(
    stage.leave(...leaving.splice(0)),
    ...others.map((dial) => dial.opacity(0, pace.change)),
  );
  yield* first.goTo(left.rows(8, 1)[0]);
  yield* all(
    ...[made, name, ...riders].map((figure) => figure.opacity(1, pace.slow)),
    first.wedge(1, pace.change),
    ...angles.slice(0, 1).map((number) => number.reveal()),
    arrived(tables, 0),
  );
  yield* walk({ q: nearAt, k: nearAt }, pace.quick * 0.75);

  yield* stage.beat('kept');
  yield* arrived(tables, 1);

  yield* stage.beat('alone');
  yield* places.opacity(1, pace.change);
  yield* walk({ q: queryAt }, pace.slow);
  yield* arrived(tables, 2);

  yield* stage.beat('counted');
  yield* apart.opacity(1, pace.slow);

  yield* stage.beat('rigid');
  for (const stand of facts.stands.rows.keys()) {
    if (stand <= 2) continue;
    yield* push(facts.shift.value, pace.slow * 1.5);
    yield* arrived(tables, stand);
  }
  yield* stage.beat('same');

  // The query comes to rest, the key keeps the difference
  yield* stage.beat('difference');
  const formula = stage.add(new Formula({ tex: law, opacity: 0 }));
  const legend = stage.add(new Words({ text: stage.word('turned'), role: 'muted', opacity: 0 }));
  formula.fill(over.rows(2, 1)[0]);
  legend.place('below', formula, gap.small);
  const told = tablesOf(stage, facts.told, decimals, under);
  yield* all(...tables.map((table) => table.opacity(0, pace.change)));
  yield* fromQuery(pace.slow * 3);
  yield* all(
    ...[formula, legend, ...told].map((figure) => figure.opacity(1, pace.slow)),
    arrived(told, 0),
  );
  yield* stage.leave(...tables);

  yield* stage.beat('far');
  yield* walk({ k: -facts.far.value }, pace.slow);
  yield* arrived(told, 1);
  yield* stage.beat('wide');

  yield* stage.beat('again');
  yield* ghost(1, pace.change);
  yield* walk({ k: -facts.again.value }, pace.slow);
  yield* arrived(told, 2);
  yield* stage.beat('round');
  leaving.push(formula, legend, name, ...told);
}

/** What the first pair and what all pairs make of two places, in parts that come one by one: places, difference, result. */
function tablesOf(
  stage: RopeStage,
  { rows }: TableFact<Stand>,
  decimals: number,
  room: Region,
): NumberTable[] {
  const place = { tinted: true, decimals: 0 } as const;
  const look = { shown: 0, px: size.label, rowHeight: size.label * 2, opacity: 0 };
  const angle = { header: stage.word('angle'), role: 'position', ...place } as const;
  const [pair, all] = [stage.word('pair'), stage.word('all')];
  const tables = [
    new NumberTable({
      columns: [
        { header: '$m$', role: 'query', ...place },
        { header: '$n$', role: 'key', ...place },
      ],
      rows: rows.map((s) => [s.m, s.n]),
      ...look,
    }),
    new NumberTable({
      columns: [{ header: '$n-m$', role: 'position', ...place }],
      rows: rows.map((s) => [s.apart]),
      ...look,
    }),
    new NumberTable({
      columns: [angle, { header: pair, decimals }, { header: all, decimals }],
      rows: rows.map((s) => [s.angle, s.product, s.score]),
      columnGap: gap.normal,
      ...look,
    }),
  ];
  arrange(tables, room, { apart: 0, align: 'top' });
  return tables.map((table) => stage.add(table));
}
