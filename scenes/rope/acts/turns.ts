/** Both arrows turn by their places: what they turn together does not count. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import type { Dial } from '../../../src/components/dials/Dial';
import { Formula } from '../../../src/components/formula/Formula';
import { NumberTable } from '../../../src/components/tables/NumberTable';
import { Words } from '../../../src/components/text/Words';
import { entry } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { law, type Cast, type RopeStage } from '../cast';
import type { RopeFacts } from '../ropeFacts';

export function* turns(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { picture, dials, angles, riders, walk, push, countFrom, leaving } = cast;
  const [queryAt, nearAt] = [facts.queryAt.value, facts.nearAt.value];
  const [left, right] = picture.columns(1, 1);
  const [face] = left.rows(8, 1);
  const { decimals } = facts.scores;
  const distance = { header: stage.word('apart'), role: 'position', tinted: true } as const;
  const angle = { header: stage.word('angle'), role: 'position', tinted: true } as const;
  const table = stage.add(
    new NumberTable({
      columns: [
        { header: 'm', role: 'query', tinted: true },
        { header: 'n', role: 'key', tinted: true },
        distance,
        { ...angle, decimals: 0 },
        { header: stage.word('score'), decimals },
      ],
      rows: facts.stands.rows.map((s) => [s.m, s.n, s.apart, s.angle, s.score]),
      shown: 0,
      opacity: 0,
    }),
  );
  table.fill(right);
  const name = stage.add(new Words({ text: stage.word('firstPair'), role: 'muted', opacity: 0 }));
  name.fill(left, { align: 'top left', most: { px: size.label } });
  const [first, ...others] = dials as [Dial, ...Dial[]];

  // Together, as far as the key goes
  yield* stage.beat('turn');
  yield* stage.leave(...leaving.splice(0));
  yield* all(
    first.goTo(face),
    ...others.map((dial) => dial.opacity(0, pace.change)),
    ...[table, name].map((figure) => figure.opacity(1, pace.slow)),
  );
  yield* all(
    first.wedge(1, pace.change),
    ...angles.slice(0, 1).map((number) => number.reveal()),
    ...riders.map((rider) => rider.opacity(1, pace.quick)),
    table.showRow(0),
  );
  yield* walk({ q: nearAt, k: nearAt });
  yield* all(table.showRow(1), table.focusRow(1));

  yield* stage.beat('alone');
  yield* walk({ q: queryAt }, pace.slow);
  yield* all(table.showRow(2), table.focusRow(2));

  yield* stage.beat('rigid');
  const { value: shift } = facts.shift;
  for (const stand of facts.stands.rows.keys()) {
    if (stand <= 2) continue;
    yield* push(shift, pace.slow * 2);
    yield* all(table.showRow(stand), table.focusRow(stand));
  }

  // The query comes to rest, the key keeps the difference
  yield* stage.beat('difference');
  const [over, under] = right.rows(1, 2);
  const formula = stage
    .add(new Formula({ tex: law, opacity: 0 }))
    .fill(over.inset(0, gap.normal), { align: 'top' });
  const legend = stage.add(new Words({ text: stage.word('turned'), role: 'muted', opacity: 0 }));
  legend.place('below', formula, gap.small);
  const told = stage.add(
    new NumberTable({
      columns: [distance, { ...angle, decimals: 0 }, { header: stage.word('pair'), decimals }],
      rows: [facts.near, facts.far, facts.again].map(({ value }) => [
        -value,
        entry(facts.angles, value, 0).value,
        entry(facts.products, value, 0).value,
      ]),
      shown: 0,
      opacity: 0,
    }),
  );
  told.fill(under);
  yield* stage.leave(table);
  yield* all(
    countFrom('query', pace.slow * 3),
    formula.opacity(1, pace.slow),
    legend.opacity(1, pace.slow),
  );
  yield* all(told.opacity(1, pace.quick), told.showRow(0));

  yield* stage.beat('far');
  yield* walk({ k: -facts.far.value });
  yield* all(told.showRow(1), told.focusRow(1));

  yield* stage.beat('round');
  yield* walk({ k: -facts.again.value });
  yield* all(told.showRow(2), told.focusRow(2));
  leaving.push(formula, legend, told, name);
}
