/** Plots, dials, tables and flows for the contract test: the data that breaks careless code, every verb. */
import { all } from '@motion-canvas/core';
import { Arrow } from '../../src/components/marks/Arrow';
import { Brace } from '../../src/components/marks/Brace';
import { Dial } from '../../src/components/dials/Dial';
import { fly } from '../../src/components/flight/Flight';
import { Flow } from '../../src/components/flow/Flow';
import { NumberTable } from '../../src/components/tables/NumberTable';
import { Panel } from '../../src/components/flow/Panel';
import { Plot } from '../../src/components/plots/Plot';
import type { Exhibit } from '../components/exhibits';

const plot = (y: readonly number[], scale: 'linear' | 'log' = 'linear'): Exhibit =>
  function* (add) {
    const numbers = { y, role: 'query', numbers: 'above' } as const;
    const figure = add(
      new Plot({
        xAxis: { label: 'x' },
        yAxis: { label: 'y', scale },
        lines: [{ name: 'goal', y: 1, label: 'goal' }],
        series: [
          { name: 'curve', y, label: 'curve', head: true, thick: 9, numbers: 'end' },
          { name: 'cloud', as: 'cloud', y },
          { name: 'dots', as: 'dots', ...numbers },
          { name: 'bars', as: 'bars', ahead: true, ...numbers },
          { name: 'field', as: 'field', y, u: y, v: y },
        ],
      }),
    );
    for (const name of ['goal', 'curve', 'cloud', 'dots', 'field'])
      yield* figure.showSeries(name, 0.1);
    yield* figure.showPoints('bars', 1, 0.1);
    if (y.length > 0) figure.current('bars', 0);
    yield* figure.mark('curve', { x: 0 }, 0.1);
    if (y.length > 0) yield* figure.mark('curve', { index: y.length - 1 }, 0.1);
    yield* all(figure.highlight('curve', 0.1), figure.unmark(0.1));
    yield* figure.highlight(null, 0.1);
    yield* figure.morph('curve', { y: [1, 2, 3] }, 0.1);
    yield* figure.morph('dots', { y: [] }, 0.1);
  };

const dial = (x: number, y: number, radius: number): Exhibit =>
  function* (add) {
    const arrows = [
      { name: 'q', x, y, role: 'query', label: 'q', arcLabel: 'θ' },
      { name: 'k', x: y, y: x, role: 'key' },
    ] as const;
    const figure = add(new Dial({ radius, arrows, label: 'pair 0' }));
    yield* figure.grow(undefined, 0.1);
    yield* figure.rotateTo(3, 0.1);
    yield* figure.rotateTo({ q: -20 }, 0.1);
    yield* figure.become('q', 1, 1, 0.1);
    yield* figure.highlight('q', 0.1);
    yield* figure.highlight(undefined, 0.1);
    figure.tip('k');
  };

const table = (rows: readonly (readonly (number | string | null)[])[]): Exhibit =>
  function* (add) {
    const figure = add(
      new NumberTable({
        columns: [
          { header: 'pair', as: 'words' },
          { header: 'count', role: 'query', tinted: true, decimals: 2 },
          { header: 'share', as: 'bar' },
        ],
        rows,
        keyedBy: 0,
        shown: 0,
        places: Math.min(rows.length, 8),
      }),
    );
    yield* figure.revealRows(0.1);
    if (rows.length > 0) yield* figure.focusRow(0, 0.1);
    if (rows.length > 0) {
      yield* all(figure.dimRow(0, 0.1), figure.write(0, 1, 7, 0.1));
      yield* figure.write(0, 1, null, 0.1);
      yield* figure.showRow(0, 0.1);
      yield* fly([figure.cellAnchor(0, 0)], [figure.cellAnchor(0, 1)], 0.1);
    }
    yield* figure.update([['new', 1, 1], ...[...rows].reverse()], 0.1);
    yield* figure.update([], 0.1);
    yield* figure.unfocus(0.1);
  };

const flow = (count: number, direction: 'right' | 'down' | 'up'): Exhibit =>
  function* (add) {
    const names = Array.from({ length: count }, (_, i) => `step ${i}`);
    const first = names[0];
    const [last, skips, repeats] = [names.at(-1), [], []];
    const joined =
      first && last && count > 1
        ? {
            skips: [{ around: names[1] ?? first, into: last, label: 'residual' }],
            repeats: [{ from: first, to: last, label: '× 6' }],
          }
        : { skips, repeats };
    const steps = names.map((name) => ({ name, text: name, round: name === last, label: 'C' }));
    const figure = add(new Flow({ steps, direction, ...joined }));
    yield* figure.reveal(0.1);
    yield* figure.send(0.1);
    if (first) yield* figure.highlight(first, 0.1);
    yield* figure.highlight(null, 0.1);
  };

const joined: Exhibit = function* (add) {
  const [a, b] = [add(new Panel({ text: '' })), add(new Panel({ text: '{key:W}', role: 'key' }))];
  const arrows = (['straight', 'elbow', 'curve', 'around'] as const).map((kind) =>
    add(new Arrow({ from: a, to: b, kind, label: kind })),
  );
  const brace = add(new Brace({ around: [a, b], label: '× 6' }));
  add(new Brace({ around: [], side: 'top' }));
  yield* all(a.reveal(0.1), b.highlight(true, 0.1), brace.reveal(0.1));
  yield* all(...arrows.map((arrow) => arrow.reveal(0.1)));
  yield* all(b.position([300, 200], 0.1), ...arrows.map((arrow) => arrow.send(0.1)));
};

const wave = Array.from({ length: 4096 }, (_, i) => 3 * Math.sin(i / 300));

export const plotExhibits: Readonly<Record<string, Exhibit>> = {
  'Plot, empty': plot([]),
  'Plot, single point': plot([2]),
  'Plot, NaN': plot([Number.NaN, Number.NaN]),
  'Plot, all kinds': plot([0.5, Number.NaN, -Infinity, Infinity, -0]),
  'Plot, logarithm of what has none': plot([0, -1, 1e-8, 1e8], 'log'),
  'Plot, large': plot(wave.filter((_, i) => i % 8 === 0)),
  'Dial, large': dial(2, 1, 260),
  'Dial, small': dial(2, 1, 60),
  'Dial, zero': dial(0, 0, 260),
  'Dial, NaN': dial(Number.NaN, 1, 260),
  'NumberTable, empty': table([]),
  'NumberTable, single': table([['e s', 9, 0.5]]),
  'NumberTable, all kinds': table([
    ['a', Number.NaN, Number.NaN],
    ['', Infinity, -1],
    ['c', null, null],
    ['c', -0, 0],
  ]),
  'NumberTable, large': table(wave.slice(0, 400).map((v, i) => [`${i}`, v, v])),
  'Flow, empty': flow(0, 'right'),
  'Flow, single': flow(1, 'up'),
  'Flow, to the right': flow(5, 'right'),
  'Flow, down': flow(4, 'down'),
  'Arrows and braces between panels': joined,
};
