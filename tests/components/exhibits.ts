/**
 * Every component, with the data that breaks careless code, and what a scene may ask of it. A new
 * component joins by one entry; the contract test mounts, plays and draws each.
 */
import { useScene2D } from '@motion-canvas/2d';
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { Caption } from '../../src/components/text/Caption';
import type { Figure } from '../../src/components/figure/Figure';
import { Flight, fly } from '../../src/components/flight/Flight';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { VectorView } from '../../src/components/grids/VectorView';
import { Words } from '../../src/components/text/Words';
import type { ArrayFact } from '../../src/lessons/facts';
import { plotExhibits } from '../components-plot/plotExhibits';
import { mergeExhibits } from './mergeExhibits';
import { powerExhibits } from './powerExhibits';
import { shareExhibits } from './shareExhibits';
import { turnExhibits } from './turnExhibits';

/** Puts its figures on stage through `add`, asks for every verb, and may throw. */
export type Exhibit = (add: <T extends Figure>(figure: T) => T) => ThreadGenerator;

const fact = (dims: string, shape: readonly number[], value: (k: number) => number): ArrayFact => ({
  kind: 'array',
  of: 'exhibit',
  dims: dims.split(' '),
  shape,
  values: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => value(k)),
  decimals: 2,
});

const wave = (k: number) => 3 * Math.sin(k / 3);
const mixed = (k: number) => [0.5, Number.NaN, -Infinity, Infinity, -0][k % 5] ?? 0;
const infinite = () => -Infinity;
const missing = () => Number.NaN;

/** Plays every verb of a matrix; those of a cell only where there is one. */
const matrix = (rows: number, columns: number, value: (k: number) => number): Exhibit =>
  function* (add) {
    const values = fact('T S', [rows, columns], value);
    const cellWidth = columns > 16 ? 6 : 112;
    const labels = (count: number) =>
      Array.from({ length: count > 16 ? 0 : count }, (_, i) => `t${i}`);
    const grid = add(
      new MatrixView({
        values,
        cellWidth,
        cellHeight: cellWidth / 2,
        gap: cellWidth > 6 ? 8 : 1,
        title: 'M',
        dims: true,
        hidden: true,
        rowLabels: labels(rows),
        columnLabels: labels(columns),
      }),
    );
    yield* grid.revealRows(0.1);
    yield* grid.hide(0.1);
    yield* grid.revealColumns(0.1);
    yield* grid.hide(0);
    yield* grid.reveal(0.1);
    yield* grid.dimExcept({ rows: rows > 0 ? [0] : [] }, 0.1);
    yield* grid.dimExcept({ columns: columns > 0 ? [0] : [] }, 0.1);
    yield* grid.undim(0.1);
    yield* grid.morphTo(fact('T S', [rows, columns], wave), 0.1);
    yield* grid.morphTo(values, 0.1, { colors: 'sequential' });
    yield* grid.morphTo(values, 0, { colors: 'none', bound: 2 });
    if (rows * columns === 0) return;
    yield* grid.hideCell(0, 0, 0.1);
    yield* all(grid.showCell(0, 0, 0.1), grid.showRow(0, 0.1), grid.showColumn(0, 0.1));
    yield* grid.focusCell(rows - 1, columns - 1, 0.1);
    yield* grid.focusRow(0, 0.1);
    yield* grid.focusColumn(0, 0.1);
    yield* grid.unfocus(0.1);
    yield* fly(grid.rowAnchors(0), [grid.cellAnchor(rows - 1, 0)], 0.1);
    yield* fly(grid.columnAnchors(0), grid.columnAnchors(columns - 1), 0.1, { move: true });
  };

const vector = (
  count: number,
  direction: 'row' | 'column',
  value: (k: number) => number,
): Exhibit =>
  function* (add) {
    const values = fact('D', [count], value);
    const view = add(
      new VectorView({
        values,
        direction,
        cellWidth: count > 16 ? 12 : 112,
        hidden: true,
        dims: true,
      }),
    );
    yield* view.reveal(0.1);
    yield* view.morphTo(fact('D', [count], wave), 0.1);
    yield* view.focusAll(0.1);
    yield* all(view.unfocus(0.1), view.dimExcept(count > 0 ? [0] : [], 0.1));
    yield* view.undim(0.1);
    yield* view.hide(0.1);
    if (count === 0) return;
    yield* all(view.showCell(0, 0.1), view.focusCell(count - 1, 0.1));
    yield* view.hideCell(0, 0.1);
    yield* fly(view.anchors(), [view.cellAnchor(0)], 0.1, { move: true });
  };

const tokens = (texts: readonly string[]): Exhibit =>
  function* (add) {
    const row = add(
      new TokenRow({ tokens: texts, hidden: true, pitch: texts.length > 16 ? 26 : 0 }),
    );
    yield* row.reveal(0.1);
    yield* row.dimExcept([], 0.1);
    yield* row.undim(0.1);
    yield* row.append('x', 0.1);
    yield* row.mark([0], 'query', 0.1);
    yield* row.mark([0], 'line', 0.1);
    yield* row.swap(0, texts.length, 0.1);
    yield* row.focus(0, 0.1, 'key');
    yield* row.unfocus(0.1);
    yield* fly([row.anchor(0)], row.anchors(), 0.1);
    yield* row.hide(0.1);
    yield* row.showToken(0, 0.1);
  };

const aligned: Exhibit = function* (add) {
  const grid = add(
    new MatrixView({ values: fact('T S', [3, 4], wave), scale: 0.8, position: [40, 30] }),
  );
  for (const side of ['above', 'below', 'left', 'right'] as const) {
    const count = side === 'left' || side === 'right' ? 3 : 4;
    const row = add(new TokenRow({ tokens: Array.from({ length: count }, (_, i) => `${i}`) }));
    row.alignWith(grid, side);
    assertAligned(row, grid, side);
  }
  yield* grid.position([0, 0], 0.1);
};

function assertAligned(row: TokenRow, grid: MatrixView, side: string) {
  const lies = side === 'above' || side === 'below';
  row.anchors().forEach((anchor, i) => {
    const cell = grid.cellAnchor(lies ? 0 : i, lies ? i : 0).position();
    const { x, y } = anchor.position().sub(cell);
    if (Math.abs(lies ? x : y) > 0.01)
      throw new Error(`token ${i} ${side} is off by ${lies ? x : y}`);
  });
}

/** Two numbers change places at once, by flights of their own: what is seen of them never meets. */
const crossing: Exhibit = function* (add) {
  const left = add(new VectorView({ values: fact('D', [1], wave), position: [-500, 0] }));
  const right = add(new VectorView({ values: fact('D', [1], wave), position: [500, 0] }));
  const [a, b] = [left.cellAnchor(0), right.cellAnchor(0)];
  const view = useScene2D().getView();
  const watch = function* (): ThreadGenerator {
    for (let frame = 0; frame < 12; frame++) {
      yield;
      const flights = view.children().filter((figure) => figure instanceof Flight);
      const [first, second] = flights.map((flight) => flight.boxes());
      const meets = first?.some((box) => second?.some((other) => box.intersects(other)));
      if (meets) throw new Error('two flights meet');
    }
  };
  yield* all(fly([a], [b], 0.6), fly([b], [a], 0.6), watch());
};

const words = (text: string): Exhibit =>
  function* (add) {
    const line = add(new Words({ text, width: 400 }));
    yield* line.opacity(0.5, 0.1);
  };

const caption: Exhibit = function* (add) {
  const strip = add(new Caption());
  yield* strip.say('one');
  yield* strip.say('');
};

export const exhibits: Readonly<Record<string, Exhibit>> = {
  'MatrixView, empty': matrix(0, 0, wave),
  'MatrixView, no rows': matrix(0, 5, wave),
  'MatrixView, single cell': matrix(1, 1, wave),
  'MatrixView, NaN': matrix(2, 3, missing),
  'MatrixView, −∞': matrix(2, 3, infinite),
  'MatrixView, all kinds': matrix(5, 5, mixed),
  'MatrixView, large': matrix(64, 64, wave),
  'VectorView, empty': vector(0, 'row', wave),
  'VectorView, single cell': vector(1, 'column', wave),
  'VectorView, NaN': vector(4, 'row', missing),
  'VectorView, all kinds': vector(5, 'column', mixed),
  'VectorView, large': vector(64, 'row', wave),
  'TokenRow, empty': tokens([]),
  'TokenRow, empty text': tokens(['']),
  'TokenRow, single': tokens(['three']),
  'TokenRow, invisible': tokens(['\n', ' ', ' the', '三百']),
  'TokenRow, large': tokens(Array.from({ length: 64 }, (_, i) => `${i}`)),
  'TokenRow beside a grid': aligned,
  'Words, empty': words(''),
  'Words, wrapped': words(
    '{query:two} roles and 三百四十二 in one line that is long enough to break',
  ),
  'flights that cross': crossing,
  Caption: caption,
  ...plotExhibits,
  ...mergeExhibits,
  ...turnExhibits,
  ...powerExhibits,
  ...shareExhibits,
};
