/** One hand comes round; three of different speeds meet at one distance only. */
import { all, sequence, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { MatrixView } from '../../../src/components/grids/MatrixView';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { gap } from '../../../src/theme/layout';
import { entry } from '../../../src/lessons/facts';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Cast, RopeStage } from '../cast';
import type { RopeFacts } from '../ropeFacts';

export function* hands(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { picture, dials, angles, walk, n, tell, leaving } = cast;
  const shown = dials.slice(0, angles.length);
  const [names, faces] = picture.cut('above', size.label);
  const room = faces.inset(0, gap.small).spaced(gap.normal);
  const [clocks, cells] = room.rows(2, 1);
  const columns = clocks.columns(1, 1, 1);
  const pitch = columns[1].center.x - columns[0].center.x;
  const backs = [facts.near, facts.far, facts.again];
  const matrix = stage.add(
    new MatrixView({
      values: facts.told,
      cellWidth: size.large * 4,
      cellHeight: size.large * 1.4,
      px: size.large * 0.9,
      gap: pitch - size.large * 4,
      rowGap: gap.small,
      slots: 0,
      bound: facts.strongest.value,
      hidden: true,
    }),
  );
  matrix.position(cells.positionOf(matrix.cellsBox()));
  const rows = (['near', 'far', 'again'] as const).map((word, i) => {
    const words = stage.add(new Words({ text: stage.word(word), role: 'position', opacity: 0 }));
    const { x } = cells.point(-1, 0);
    return words.position([x + words.extent().x / 2, matrix.onStage(matrix.cellAt(i, 0)).y]);
  });
  const speeds = facts.speeds.values.map((_, i) =>
    stage.add(
      new NumberView({
        fact: entry(facts.speeds, i),
        after: stage.word('aStep'),
        px: size.label,
        role: 'muted',
        hidden: true,
        position: [columns[i]?.center.x ?? 0, names.center.y],
      }),
    ),
  );

  yield* stage.beat('slower');
  yield* all(stage.leave(...leaving.splice(0)), ...angles.map((angle) => angle.hide()));
  const late = shown.slice(1);
  late.forEach((dial, i) => dial.fill(columns[i === 0 ? 1 : 2]));
  const told = (i: number) => all(matrix.showRow(i), rows[i]?.opacity(1, pace.quick) ?? waitFor(0));
  yield* sequence(
    pace.change,
    ...shown.slice(0, 1).map((dial) => dial.goTo(columns[0])),
    ...late.map((dial) => all(dial.opacity(1, pace.change), dial.grow())),
    all(...speeds.map((speed) => speed.reveal())),
  );
  yield* all(...late.map((dial) => dial.wedge(1, pace.quick)), told(2));
  yield* waitFor(pace.change);
  for (const i of [1, 0]) {
    yield* walk({ k: -(backs[i]?.value ?? 0) }, pace.quick * 0.75);
    yield* told(i);
  }
  yield* matrix.dimRows([1]);

  yield* stage.beat('meet');
  yield* stage.leave(matrix, ...rows);
  const [large] = faces.rows(7, 1);
  const wide = large.columns(1, 1, 1);
  yield* all(...shown.map((dial, i) => dial.goTo(wide[i] ?? large)), n(0, pace.slow * 2));
  yield* tell(0);
  yield* all(...angles.map((angle) => angle.reveal()));
  yield* waitFor(pace.settle);
  for (let back = 1; back <= facts.near.value; back++) {
    yield* walk({ k: -back }, pace.slow);
    yield* waitFor(pace.change);
  }
  yield* waitFor(pace.settle);
  leaving.push(...speeds);
}
