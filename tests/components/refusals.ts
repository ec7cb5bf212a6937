/** Every verb that names a part of a figure, asked for one that is not there. */
import { Vector2, type ThreadGenerator } from '@motion-canvas/core';
import { Dial } from '../../src/components/dials/Dial';
import { fly } from '../../src/components/flight/Flight';
import { Flow } from '../../src/components/flow/Flow';
import { Formula } from '../../src/components/formula/Formula';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { PairedVector } from '../../src/components/grids/PairedVector';
import { VectorView } from '../../src/components/grids/VectorView';
import { Wires } from '../../src/components/marks/Wires';
import { Bars } from '../../src/components/plots/Bars';
import { DividedBars } from '../../src/components/plots/DividedBars';
import { Plot } from '../../src/components/plots/Plot';
import { ShareBar } from '../../src/components/plots/ShareBar';
import { NumberTable } from '../../src/components/tables/NumberTable';
import { TextRun } from '../../src/components/text/TextRun';
import { MergeRow } from '../../src/components/tokens/MergeRow';
import { TokenBars } from '../../src/components/tokens/TokenBars';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { VocabularyList } from '../../src/components/tokens/VocabularyList';
import { ForwardPassError } from '../../src/engine/errors/ForwardPassError';
import type { ArrayFact } from '../../src/lessons/facts';

const fact = (dims: string, ...shape: number[]): ArrayFact => ({
  kind: 'array',
  of: 'x',
  dims: dims.split(' '),
  shape,
  values: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0.5),
  decimals: 1,
});

/** A figure of two parts, and calls that name a third. */
const asked = (): Readonly<Record<string, Readonly<Record<string, () => unknown>>>> => {
  const matrix = new MatrixView({ values: fact('T S', 2, 2) });
  const vector = new VectorView({ values: fact('S', 2) });
  const pairs = new PairedVector({ values: fact('P Z', 2, 2) });
  const tokens = new TokenRow({ tokens: ['a', 'b'] });
  const over = new TokenBars({ of: tokens, values: fact('S', 2), height: 100 });
  const bars = new Bars({ values: fact('S', 2), labels: ['a', 'b'] });
  const shares = new ShareBar({ values: fact('S', 2), labels: ['a', 'b'] });
  const one = { kind: 'scalar', of: 'x', value: 1, decimals: 0 } as const;
  const divisions = [0, 1].map(() => ({ whole: one, part: one, share: one }));
  const divided = new DividedBars({ divisions, labels: ['a', 'b'], roles: ['query', 'key'] });
  const wires = new Wires({ from: tokens, to: tokens, shares: fact('T S', 2, 2) });
  const table = new NumberTable({ columns: [{}, {}], rows: fact('T S', 2, 2) });
  const text = new TextRun({ text: 'ab', width: 400, lines: 1 });
  const merges = new MergeRow({
    symbols: ['a', 'b'].map((letter) => ({ text: letter, atoms: 1 })),
  });
  const entries = [{ id: 0, text: 'a' }];
  const list = new VocabularyList({ entries, title: '', rows: 1, width: 800, height: 600 });
  const plot = new Plot({ series: [{ name: 'loss', y: [1, 2] }] });
  const dial = new Dial({ arrows: [{ name: 'query', x: 1, y: 1, role: 'query' }] });
  const flow = new Flow({ steps: [{ name: 'attend', text: 'a' }] });
  const formula = new Formula({ tex: 'x' });
  return {
    MatrixView: {
      showRow: () => matrix.showRow(2),
      hideRow: () => matrix.hideRow(-1),
      showRows: () => matrix.showRows([0, 2]),
      hideRows: () => matrix.hideRows([2]),
      showColumn: () => matrix.showColumn(2),
      hideColumn: () => matrix.hideColumn(0.5),
      showCell: () => matrix.showCell(0, 2),
      hideCell: () => matrix.hideCell(2, 0),
      focusCell: () => matrix.focusCell(0, 2),
      focusRow: () => matrix.focusRow(2),
      focusColumn: () => matrix.focusColumn(2),
      dimRows: () => matrix.dimRows([2]),
      dimColumns: () => matrix.dimColumns([Number.NaN]),
      'dimExcept, rows': () => matrix.dimExcept({ rows: [2] }),
      'dimExcept, columns': () => matrix.dimExcept({ columns: [2] }),
      dimExceptCells: () => matrix.dimExceptCells([[2, 2]]),
      span: () => matrix.span({ rows: [0, 2] }),
      cellAt: () => matrix.cellAt(2, 0),
      cellAnchor: () => matrix.cellAnchor(2, 0),
      rowAnchors: () => matrix.rowAnchors(2),
      columnAnchors: () => matrix.columnAnchors(2),
      'morphTo, another length': () => matrix.morphTo(fact('T S', 2, 3)),
      'morphTo, another letter': () => matrix.morphTo(fact('T C', 2, 2)),
    },
    VectorView: {
      showCell: () => vector.showCell(2),
      hideCell: () => vector.hideCell(2),
      focusCell: () => vector.focusCell(2),
      dimCell: () => vector.dimCell(2),
      dimExcept: () => vector.dimExcept([2]),
      span: () => vector.span(0, 2),
      cellAt: () => vector.cellAt(2),
      cellAnchor: () => vector.cellAnchor(2),
      morphTo: () => vector.morphTo(fact('S', 3)),
    },
    PairedVector: {
      pair: () => pairs.pair(2),
      light: () => pairs.light(2),
      morphTo: () => pairs.morphTo(fact('P Z', 3, 2)),
    },
    TokenRow: {
      showToken: () => tokens.showToken(2),
      hideToken: () => tokens.hideToken(2),
      focus: () => tokens.focus(2),
      mark: () => tokens.mark([2], 'query'),
      dimExcept: () => tokens.dimExcept([2]),
      swap: () => tokens.swap(0, 2),
      boxAt: () => tokens.boxAt(2),
      span: () => tokens.span(0, 2),
      anchor: () => tokens.anchor(2),
    },
    TokenBars: { become: () => over.become(fact('S', 3)) },
    Bars: {
      showBar: () => bars.showBar(2),
      hideBar: () => bars.hideBar(2),
      dimExcept: () => bars.dimExcept([2]),
      span: () => bars.span(0, 2),
      anchor: () => bars.anchor(2),
      become: () => bars.become(fact('S', 3)),
      'two axes': () => new Bars({ values: fact('T S', 2, 2), labels: [] }),
    },
    DividedBars: {
      showBar: () => divided.showBar(2),
      divide: () => divided.divide(2),
      anchor: () => divided.anchor(2),
      become: () => divided.become(divisions.slice(1)),
    },
    ShareBar: {
      span: () => shares.span(2),
      become: () => shares.become(fact('T', 2)),
      'two axes': () => new ShareBar({ values: fact('T S', 2, 2), labels: [] }),
    },
    Wires: {
      showWire: () => wires.showWire(0, 2),
      showRow: () => wires.showRow(2),
      hideRow: () => wires.hideRow(2),
      cut: () => wires.cut(2, 0),
      mend: () => wires.mend(0, 2),
      dimExcept: () => wires.dimExcept([[2, 0]]),
      become: () => wires.become(fact('S T', 2, 2)),
      'one axis': () => new Wires({ from: tokens, to: tokens, shares: fact('S', 2) }),
    },
    NumberTable: {
      showRow: () => table.showRow(2),
      hideRow: () => table.hideRow(2),
      dimRow: () => table.dimRow(2),
      dimRows: () => table.dimRows([2]),
      focusRow: () => table.focusRow(2),
      'write, row': () => table.write(2, 0, 1),
      'write, column': () => table.write(0, 2, 1),
      update: () => table.update(fact('T S', 2, 3)),
      'cellAt, row': () => table.cellAt(2, 0),
      'cellAnchor, column': () => table.cellAnchor(0, 2),
      'rows of another width': () => new NumberTable({ columns: [{}], rows: [[1, 2]] }),
    },
    TextRun: {
      mark: () => text.mark(0, 2, 'query'),
      dimExcept: () => text.dimExcept(2, 2),
      span: () => text.span(2),
      anchor: () => text.anchor(2),
    },
    MergeRow: {
      showSymbols: () => merges.showSymbols([2]),
      highlight: () => merges.highlight([2], 2),
      hideSymbols: () => merges.hideSymbols([2]),
      boxAt: () => merges.boxAt(2),
    },
    VocabularyList: {
      showEntries: () => list.showEntries([1]),
      scroll: () => list.scroll(1),
      light: () => list.light([1]),
      span: () => list.span(1),
    },
    Plot: {
      showSeries: () => plot.showSeries('los'),
      showPoints: () => plot.showPoints('los', 1),
      morph: () => plot.morph('los', { y: [1, 2] }),
      'morph, lengths': () => plot.morph('loss', { x: [1], y: [1, 2] }),
      'mark, series': () => plot.mark('los', { x: 0 }),
      'mark, point': () => plot.mark('loss', { index: 2 }),
      highlight: () => plot.highlight('los'),
      current: () => plot.current('loss', 2),
      pointOf: () => plot.pointOf('loss', 2),
      anchor: () => plot.anchor('loss', 2),
    },
    Dial: {
      grow: () => dial.grow('qeury'),
      rotateTo: () => dial.rotateTo({ qeury: 1 }),
      become: () => dial.become('qeury', 1, 1),
      highlight: () => dial.highlight('qeury'),
      fit: () => dial.fit(['qeury']),
      tip: () => dial.tip('qeury'),
    },
    Flow: {
      step: () => flow.step('atend'),
      highlight: () => flow.highlight('atend'),
      repeats: () =>
        new Flow({
          steps: [{ name: 'a', text: 'a' }],
          repeats: [{ from: 'a', to: 'b', label: '' }],
        }),
    },
    Formula: {
      highlight: () => formula.highlight('q'),
      showTerms: () => formula.showTerms('q'),
      termAt: () => formula.termAt('q'),
    },
    fly: { counts: () => fly(tokens.anchors(), [...vector.anchors(), vector.cellAnchor(0)]) },
  };
};

/** Calls that pass, or fail without saying what is known. Has to run inside a scene. */
export function accepted(): readonly string[] {
  return Object.entries(asked()).flatMap(([figure, calls]) =>
    Object.entries(calls).flatMap(([verb, call]) => {
      const said = outcomeOf(call);
      return said === null ? [] : [`${figure}.${verb}: ${said}`];
    }),
  );
}

/** Nothing where it is refused as it should be. */
function outcomeOf(call: () => unknown): string | null {
  try {
    const result = call();
    if (isMovement(result)) result.next();
    return 'passes';
  } catch (error) {
    return error instanceof ForwardPassError ? null : String(error);
  }
}

const isMovement = (result: unknown): result is ThreadGenerator =>
  typeof result === 'object' && result !== null && 'next' in result && !(result instanceof Vector2);
