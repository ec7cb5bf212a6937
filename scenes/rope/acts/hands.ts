/** One hand comes round; three of different speeds meet at one distance only. */
import { all, sequence, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { MatrixView } from '../../../src/components/grids/MatrixView';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { entry } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Cast, RopeStage } from '../cast';
import type { RopeFacts } from '../ropeFacts';

export function* hands(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { picture, dials, angles, walk, n, tell, leaving } = cast;
  const shown = dials.slice(0, angles.length);
  const [names, faces] = picture.cut('above', size.label);
  const [, rest] = faces.cut('below', size.large);
  const [clocks, cells] = rest.inset(0, gap.small).spaced(gap.wide).rows(3, 2);
  const columns = clocks.columns(1, 1, 1);
  const pitch = columns[1].center.x - columns[0].center.x;
  const backs = [facts.near.value, facts.far.value, facts.again.value];
  const [cellWidth, cellHeight] = [size.large * 4, size.large * 1.4];
  const matrix = stage.add(
    new MatrixView({
      values: facts.threeHands,
      cellWidth,
      cellHeight,
      px: size.large * 0.9,
      gap: pitch - cellWidth,
      rowGap: gap.small,
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
  const speeds = facts.speeds.values.map((_, i) => {
    const look = {
      after: stage.word('aStep'),
      px: size.label,
      role: 'muted',
      hidden: true,
    } as const;
    const position = [columns[i]?.center.x ?? 0, names.center.y] as const;
    return stage.add(
      new NumberView({ fact: entry(facts.speeds, i), ...look, position: [...position] }),
    );
  });
  const told = (i: number) => all(matrix.showRow(i), rows[i]?.opacity(1, pace.quick) ?? waitFor(0));
  /** Each of the three has one column. */
  const column = (i: number) => columns[i === 0 ? 0 : i === 1 ? 1 : 2];

  yield* stage.beat('slower');
  yield* waitFor(pace.settle);
  yield* all(stage.leave(...leaving.splice(0)), ...angles.map((angle) => angle.hide()));
  const late = shown.slice(1);
  late.forEach((dial, i) => dial.fill(column(i + 1)));
  yield* sequence(
    pace.change,
    ...shown.slice(0, 1).map((dial) => dial.goTo(column(0))),
    ...late.map((dial) => all(dial.opacity(1, pace.change), dial.grow())),
    all(...speeds.map((speed) => speed.reveal())),
  );
  yield* all(...late.map((dial) => dial.wedge(1, pace.quick)), told(2));
  yield* waitFor(pace.change);
  for (const i of [1, 0]) {
    yield* walk({ k: -(backs[i] ?? 0) }, pace.quick * 0.75);
    yield* told(i);
  }

  // The same two distances once more: what one pair takes for the same, the next does not
  yield* stage.beat('apart');
  yield* matrix.dimExcept({ rows: [0, 2], columns: [0, 1] });
  yield* walk({ k: -facts.again.value }, pace.quick * 0.75);

  yield* stage.beat('start');
  yield* stage.leave(matrix, ...rows);
  const [large] = faces.rows(7, 1);
  const wide = large.columns(1, 1, 1);
  yield* all(...shown.map((dial, i) => dial.goTo(wide[i] ?? large)), n(0, pace.slow * 2));
  tell();
  yield* all(...angles.map((angle) => angle.reveal()));
  for (let back = 1; back <= facts.near.value; back++) {
    yield* waitFor(pace.change);
    yield* walk({ k: -back }, pace.slow);
  }
  yield* stage.beat('meet');
  leaving.push(...speeds);
}
