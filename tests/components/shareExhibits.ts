/** Bars, points in a plane, shares in one bar, wires between tokens, and a text that is written. */
import { all } from '@motion-canvas/core';
import type { Figure } from '../../src/components/figure/Figure';
import { Region } from '../../src/components/figure/Region';
import { Brace } from '../../src/components/marks/Brace';
import { Wires } from '../../src/components/marks/Wires';
import { fly } from '../../src/components/flight/Flight';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { VectorView } from '../../src/components/grids/VectorView';
import { Bars } from '../../src/components/plots/Bars';
import { DividedBars } from '../../src/components/plots/DividedBars';
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

const number = (value: number) => ({ ...u, value });

const divided = (count: number, value: (k: number) => number): Exhibit =>
  function* (add) {
    const divisions = Array.from({ length: count }, (_, k) => ({
      whole: number(value(k)),
      part: number(value(k + 1)),
      share: number(value(k + 1) / value(k)),
    }));
    const roles = divisions.map(() => 'query' as const);
    const figure = add(new DividedBars({ divisions, labels: names(count), roles, hidden: true }));
    yield* figure.reveal(0.1);
    yield* figure.showParts(0.1);
    for (const i of count > 0 ? [0, count - 1] : []) yield* figure.divide(i, 0.1);
    yield* figure.become([...divisions].reverse(), 0.1);
    if (count > 0) yield* fly([figure.anchor(0)], [figure.anchor(count - 1)], 0.1);
    if (count > 0) yield* all(figure.hide(0.1), figure.showBar(0, 0.1));
  };

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

/** Of each pixel of a figure as large as its extent, row after row, whether something is painted there. */
function inkOf(figure: Figure): readonly (readonly boolean[])[] {
  const [width, height] = [Math.ceil(figure.extent().x), Math.ceil(figure.extent().y)];
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return [];
  context.translate(width / 2 - figure.position().x, height / 2 - figure.position().y);
  figure.render(context);
  const { data } = context.getImageData(0, 0, width, height);
  const at = (x: number, y: number) => (data[4 * (y * width + x) + 3] ?? 0) > 64;
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => at(x, y)),
  );
}

/** A large share and many thin ones make a whole bar: nowhere is more missing than a parting line, least of all its end. */
const thinShares: Exhibit = function* (add) {
  const values = fact([51], (i) => (i === 0 ? 0.9 : 0.002));
  const figure = add(new ShareBar({ values, labels: names(51), hidden: true }));
  yield* figure.reveal(0.1);
  const low = inkOf(figure).at(-9) ?? [];
  const missing = low.map((inked) => (inked ? '#' : ' ')).join('');
  const widest = Math.max(...missing.split('#').map((part) => part.length));
  if (widest > 2) throw new Error(`${widest} px of the bar are missing: [${missing}]`);
};

/** A blank that is written or coloured is seen; one that only parts words is not. */
const seenBlanks: Exhibit = function* (add) {
  const figure = add(new TextRun({ text: ' '.repeat(4) }));
  const seen = () => inkOf(figure).flat().filter(Boolean).length;
  const counts = [seen()];
  yield* figure.mark(1, 1, 'key', 0.1);
  counts.push(seen());
  yield* figure.write(' ', 0.1);
  counts.push(seen());
  yield* figure.write(' ', 0.1, 'neg');
  counts.push(seen());
  const grows = counts.every((count, i) => i === 0 || count > (counts[i - 1] ?? 0));
  if (counts[0] !== 0 || !grows) throw new Error(`blanks: ${counts.join(', ')} pixels painted`);
};

/** What is written into a run that fills a region stays in it, in lines or in one. */
const filled = (oneLine: boolean): Exhibit =>
  function* (add) {
    const region = new Region({ left: -200, right: 200, top: -60, bottom: 60 });
    const figure = add(new TextRun({ text: 'To be', oneLine }).fill(region));
    yield* figure.write('\nor\nnot\nto\nbe that is the question', 0.1, 'neg');
    const box = figure.span(0, figure.text().length - 1).box();
    const { x, y } = figure.extent();
    const lines = Math.round(y / (figure.px() * 1.5));
    const holds = x <= region.width && y <= region.height && box.right <= x / 2;
    if (!holds || (oneLine ? lines !== 1 : lines < 5)) {
      throw new Error(`${lines} lines of ${x} × ${y}, to ${box.right}: more than the region`);
    }
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
  'DividedBars, empty': divided(0, wave),
  'DividedBars, single': divided(1, () => 1),
  'DividedBars, all kinds': divided(5, mixed),
  'DividedBars, large': divided(40, wave),
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
  'ShareBar, thin': thinShares,
  'ShareBar, large': shares(64, even(64)),
  'Wires, none': wires(0, 0, wave),
  'Wires, single': wires(1, 1, even(1)),
  'Wires, all kinds': wires(3, 5, mixed),
  'Wires, many': wires(16, 16, even(16)),
  'TextRun, empty': run(''),
  'TextRun, blanks': run(' \n\t '),
  'TextRun, blanks that are seen': seenBlanks,
  'TextRun, filled': filled(false),
  'TextRun, filled, one line': filled(true),
  'TextRun, scripts': run('e\u0301 👩‍🚀 三百四十二 مرحبا'),
  'TextRun, long': run('To be, or not to be, that is the question. '.repeat(8)),
  'Spans, rows and columns': spans,
};
