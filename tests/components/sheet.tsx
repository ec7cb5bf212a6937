/** Every component in several states, to be looked at: `npx tsx tests/components/drawSheet.ts`. */
import { makeScene2D } from '@motion-canvas/2d';
import { all, waitFor } from '@motion-canvas/core';
import { usePalette } from '../../src/components/figure/Figure';
import { fly } from '../../src/components/flight/Flight';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { VectorView } from '../../src/components/grids/VectorView';
import type { ArrayFact } from '../../src/lessons/facts';
import { loadFonts } from '../../src/theme/fonts';

export const lettering =
  '0123456789−∞¶NaN·‹›=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 三百四十二';

const fact = (dims: string, shape: number[], values: number[], decimals = 2): ArrayFact => ({
  kind: 'array',
  of: 'sheet',
  dims: dims.split(' '),
  shape,
  values,
  decimals,
});

const pattern = fact(
  'T S',
  [3, 5],
  [0.81, 0.1, 0.04, 0.03, 0.02, 0.06, 0.09, 0.74, 0.08, 0.03, 0.02, 0.03, 0.11, 0.8, 0.04],
);
const scores = fact(
  'T S',
  [3, 5],
  [4.1, -1.2, 0.4, -2.03, 0.02, 0.06, 0.09, 3.4, -0.8, 0.03, 0.02, -3.1, 0.11, 2.8, 0.4],
);
const state = fact('N', [4], [0.31, 0.44, -0.52, 0.12]);

const stageOf = (draw: Parameters<typeof makeScene2D>[0]) =>
  makeScene2D(function* (view) {
    yield loadFonts(lettering);
    view.fill(usePalette().bg);
    yield* draw(view);
  });

/** As the style frame of cross-attention. */
export const attention = stageOf(function* (view) {
  const grid = new MatrixView({
    values: pattern,
    colors: 'sequential',
    cellWidth: 192,
    cellHeight: 112,
    gap: 16,
    rowGap: 38,
    px: 34,
    hidden: true,
    position: [120, 0],
  });
  const words = new TokenRow({
    tokens: ['three', 'hundred', 'forty', 'two', '‹end›'],
    role: 'key',
  });
  const digits = new TokenRow({
    tokens: ['3', '4', '2'],
    px: 44,
    boxHeight: 82,
    boxWidth: 98,
    face: 'numbers',
  });
  words.alignWith(grid, 'above', 30);
  digits.alignWith(grid, 'left', 140);
  view.add([grid, words, digits]);
  yield* grid.showRow(0);
  yield* grid.showRow(1);
  yield* all(grid.dimExcept({ rows: [1] }), digits.focus(1), digits.dimExcept([0, 1]));
  yield* grid.focusCell(1, 2);
  yield* waitFor(0.2);
});

/** Matrices: scales, labels, dimensions, special values, large. */
export const matrices = stageOf(function* (view) {
  const labelled = new MatrixView({
    values: scores,
    title: 'scores q·k',
    role: 'query',
    dims: true,
    rowLabels: ['3', '4', '2'],
    columnLabels: ['three', 'hundred', 'forty', 'two', '‹end›'],
    position: [-480, -300],
  });
  const I = Number.NEGATIVE_INFINITY;
  const masked = new MatrixView({
    values: fact(
      'T T',
      [4, 4],
      [0.4, I, I, I, -1.2, 0.3, I, I, 0.1, 2.2, -0.7, I, 1.1, Number.NaN, 0.2, 12.5],
    ),
    bound: 3,
    title: 'masked',
    position: [420, -290],
  });
  const large = new MatrixView({
    values: fact(
      'C C',
      [64, 64],
      Array.from({ length: 4096 }, (_, k) => Math.sin(k / 7) * Math.cos(k / 97)),
    ),
    cellWidth: 6,
    cellHeight: 6,
    gap: 1,
    dims: true,
    title: 'W',
    position: [-600, 220],
  });
  const tight = new MatrixView({
    values: fact('T D', [4, 4], scores.values.slice(0, 16).concat(1)),
    cellWidth: 78,
    cellHeight: 44,
    gap: 6,
    title: 'tight cells',
    position: [-110, 160],
  });
  const vector = new VectorView({
    values: state,
    direction: 'column',
    title: 'h',
    dims: true,
    position: [205, 200],
  });
  const row = new VectorView({ values: state, labels: ['a', 'b', 'c', 'd'], position: [680, 60] });
  const empty = new VectorView({ values: state, hidden: true, position: [680, 160] });
  const dimmed = new MatrixView({ values: scores, position: [640, 320] });
  view.add([labelled, masked, large, tight, vector, row, empty, dimmed]);
  yield* all(
    labelled.focusRow(1),
    vector.focusCell(2),
    dimmed.dimExcept({ rows: [0], columns: [1, 2] }),
    masked.focusColumn(2),
  );
  yield* waitFor(0.5);
});

/** Numbers in flight: a copy of a row into a vector, products into one sum. */
export const flights = stageOf(function* (view) {
  const grid = new MatrixView({ values: scores, title: 'scores', position: [-420, -220] });
  const target = new VectorView({
    values: fact('S', [5], scores.values.slice(5, 10)),
    hidden: true,
    cellWidth: 140,
    cellHeight: 72,
    px: 34,
    position: [240, 60],
  });
  const sum = new VectorView({
    values: fact('N', [1], [2.78]),
    hidden: true,
    position: [240, 260],
  });
  const morphing = new MatrixView({ values: scores, position: [-480, 260] });
  const tokens = new TokenRow({
    tokens: ['the', 'quick', 'fox', '\n', ' a'],
    position: [440, -260],
  });
  view.add([grid, target, sum, morphing, tokens]);
  yield* waitFor(0.1);
  yield* all(
    fly(grid.rowAnchors(1), target.anchors(), 1),
    morphing.morphTo(pattern, 1, { colors: 'sequential' }),
    tokens.swap(1, 2, 1),
    tokens.mark([0], 'value'),
  );
  yield* all(
    fly(target.anchors(), [sum.cellAnchor(0)], 1, { move: true }),
    tokens.append('runs', 1),
  );
  yield* waitFor(0.2);
});
