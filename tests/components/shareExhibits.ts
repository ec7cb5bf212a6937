/** Bars, points in a plane, shares in one bar, wires between tokens, and a text that is written. */
import { all } from '@motion-canvas/core';
import { Brace } from '../../src/components/marks/Brace';
import { Wires } from '../../src/components/marks/Wires';
import { fly } from '../../src/components/flight/Flight';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { VectorView } from '../../src/components/grids/VectorView';
import { Bars } from '../../src/components/plots/Bars';
import { Plane } from '../../src/components/plots/Plane';
import { ShareBar } from '../../src/components/plots/ShareBar';
import { TextRun } from '../../src/components/text/TextRun';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import type { ArrayFact } from '../../src/lessons/facts';
import type { Exhibit } from './exhibits';

const fact = (shape: readonly number[], value: (k: number) => number): ArrayFact => ({
  kind: 'array',
  of: 'exhibit',
  dims: shape.map((_, i) => 'TS'[i] ?? 'N'),
  shape,
  values: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => value(k)),
  decimals: 2,
});

const mixed = (k: number) => [0.5, Number.NaN, -Infinity, Infinity, -0][k % 5] ?? 0;
const wave = (k: number) => 3 * Math.sin(k / 3);
const even = (count: number) => () => 1 / count;
const names = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);
const u = { kind: 'scalar', of: 'u', value: 0.62, decimals: 2 } as const;

const bars = (count: number, value: (k: number) => number, stacked: boolean): Exhibit =>
  function* (add) {
    const total = stacked
      ? { total: { ...u, value: 1 }, totalLabel: 'Σ' }
      : { role: 'key' as const };
    const figure = add(
      new Bars({
        values: fact([count], value),
        labels: names(count),
        stacked,
        unit: ' %',
        hidden: true,
        rowHeight: 30,
        ...total,
      }),
    );
    yield* figure.reveal(0.1);
    yield* figure.become(fact([count], wave), 0.1);
    yield* figure.dimExcept(count > 0 ? [0] : [], 0.1);
    yield* figure.undim(0.1);
    yield* figure.hide(0.1);
    if (count === 0) return;
    yield* all(figure.showBar(0, 0.1), figure.hideBar(count - 1, 0.1));
    add(new Brace({ around: [figure.span(0, count - 1)] }));
    yield* fly([figure.anchor(0)], [figure.anchor(count - 1)], 0.1, { move: true });
  };

const plane = (count: number, value: (k: number) => number): Exhibit =>
  function* (add) {
    const [x, y] = [fact([count], value), fact([count], wave)];
    const axis = { label: 'x', role: 'query', holds: [x, y] } as const;
    const quarters = [
      { name: 'low', x: 'right', y: 'lower', label: 'low', role: 'neg' },
      { name: 'left', x: 'left', y: 'both', label: 'left', role: 'muted' },
    ] as const;
    const points = { x, y, product: y };
    const figure = add(
      new Plane({ points, labels: names(count), xAxis: axis, yAxis: axis, quarters, hidden: true }),
    );
    const every = Array.from({ length: count }, (_, i) => i);
    yield* figure.reveal(0.1);
    yield* all(figure.name(every, 0.1), figure.showQuarter('low', 0.1));
    yield* all(figure.showAreas(every, 0.1), figure.showQuarter('left', 0.1));
    if (count > 0) yield* figure.showArea(count - 1, 0.1);
    yield* figure.become({ x: y, y: x, product: x }, 0.1);
    yield* all(
      figure.dimExcept([], 0.1),
      figure.hideAreas([], 0.1),
      figure.hideQuarter('low', 0.1),
    );
    yield* all(figure.undim(0.1), figure.hidePoints(every, 0.1));
    yield* figure.hide(0.1);
  };

const shares = (count: number, value: (k: number) => number): Exhibit =>
  function* (add) {
    const labels = names(count);
    const figure = add(new ShareBar({ values: fact([count], value), labels, hidden: true }));
    yield* figure.reveal(0.1);
    yield* figure.sample(u, 0.1);
    yield* figure.lift(0.1);
    yield* figure.become(fact([count], even(count)), 0.1);
    yield* figure.hide(0.1);
    if (count > 0) add(new Brace({ around: [figure.span(0)], side: 'top' }));
  };

const wires = (rows: number, columns: number, value: (k: number) => number): Exhibit =>
  function* (add) {
    const above = add(new TokenRow({ tokens: names(columns), position: [0, -200] }));
    const below = add(new VectorView({ values: fact([rows], wave), position: [0, 200] }));
    const values = fact([rows, columns], value);
    const figure = add(new Wires({ from: below, to: above, shares: values, hidden: true }));
    add(new Wires({ from: above, to: above, shares: fact([columns, columns], value) }));
    yield* figure.reveal(0.1);
    yield* figure.become(fact([rows, columns], even(columns)), 0.1);
    yield* figure.undim(0.1);
    if (rows * columns > 0) {
      yield* figure.dimExcept([[0, 0]], 0.1);
      yield* figure.cut(rows - 1, columns - 1, 0.1);
      yield* figure.mend(rows - 1, columns - 1, 0.1);
      yield* all(figure.hideRow(0, 0.1), above.position([300, -100], 0.1));
      yield* all(figure.showRow(0, 0.1), figure.showWire(0, 0, 0.1));
    }
    yield* figure.hide(0.1);
  };

const run = (text: string): Exhibit =>
  function* (add) {
    const figure = add(new TextRun({ text, width: 300, lines: 2, hidden: true }));
    yield* figure.reveal(0.1);
    yield* figure.write(' and more', 0.1, 'query');
    yield* figure.mark(0, 3, 'key', 0.1);
    yield* figure.dimExcept(2, 4, 0.1);
    yield* figure.undim(0.1);
    add(new Brace({ around: [figure.span(0, 1)], side: 'bottom', hidden: true }));
    yield* fly([figure.anchor(0)], [figure.anchor(3)], 0.1);
    yield* figure.hide(0.1);
  };

const spans: Exhibit = function* (add) {
  const grid = add(new MatrixView({ values: fact([4, 5], wave), title: 'M', hidden: true }));
  const brace = add(new Brace({ around: [grid.span({ rows: [1, 2] })], label: '2', hidden: true }));
  yield* grid.showRows([1, 2], 0.1);
  yield* brace.reveal(0.1);
  yield* all(grid.dimRows([1], 0.1), grid.dimColumns([0, 1], 0.1));
  yield* all(grid.hideRow(1, 0.1), grid.hideColumn(0, 0.1), brace.hide(0.1));
  yield* grid.hideRows([2], 0.1);
};

export const shareExhibits: Readonly<Record<string, Exhibit>> = {
  'Plane, empty': plane(0, wave),
  'Plane of one': plane(1, wave),
  'Plane of anything': plane(9, mixed),
  'Plane of many': plane(400, wave),
  'Bars, none': bars(0, wave, false),
  'Bars, single': bars(1, wave, false),
  'Bars, all kinds': bars(5, mixed, false),
  'Bars, large': bars(64, wave, false),
  'Bars, stacked, none': bars(0, wave, true),
  'Bars, stacked, all kinds': bars(5, mixed, true),
  'Bars, stacked, large': bars(64, wave, true),
  'ShareBar, none': shares(0, even(1)),
  'ShareBar, single': shares(1, even(1)),
  'ShareBar, all kinds': shares(5, mixed),
  'ShareBar, large': shares(64, even(64)),
  'Wires, none': wires(0, 0, wave),
  'Wires, single': wires(1, 1, even(1)),
  'Wires, all kinds': wires(3, 5, mixed),
  'Wires, many': wires(16, 16, even(16)),
  'TextRun, empty': run(''),
  'TextRun, blanks': run(' \n\t '),
  'TextRun, scripts': run('e\u0301 👩‍🚀 三百四十二 مرحبا'),
  'TextRun, long': run('To be, or not to be, that is the question. '.repeat(8)),
  'Spans, rows and columns': spans,
};
