/** A vector taken two by two, the places of tokens, and one number. */
import { fly } from '../../src/components/flight/Flight';
import { PairedVector } from '../../src/components/grids/PairedVector';
import { TokenBars } from '../../src/components/tokens/TokenBars';
import { TokenPlaces } from '../../src/components/tokens/TokenPlaces';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { NumberView } from '../../src/components/text/NumberView';
import { Words } from '../../src/components/text/Words';
import type { ArrayFact } from '../../src/lessons/facts';
import type { Exhibit } from './exhibits';

const pairsOf = (count: number, value: number): ArrayFact => ({
  kind: 'array',
  of: 'exhibit',
  dims: ['P', 'Z'],
  shape: [count, 2],
  values: Array.from({ length: 2 * count }, (_, k) => (k + 1) * value),
  decimals: 2,
});

const paired = (count: number, value: number): Exhibit =>
  function* (add) {
    const view = add(
      new PairedVector({ values: pairsOf(count, value), title: '{query:q}', hidden: true }),
    );
    yield* view.reveal(0.1);
    yield* view.split(20, 0.1);
    yield* view.morphTo(pairsOf(count, -0.1), 0.1);
    yield* view.retitle(new Words({ text: 'another' }), 0.1);
    if (count > 0) yield* view.light(0, 0.1);
    yield* view.light(null, 0.1);
    if (count > 0) yield* fly(view.anchors(), [view.pair(0).cellAnchor(0)], 0.1);
  };

const places = (texts: readonly string[]): Exhibit =>
  function* (add) {
    const row = add(new TokenRow({ tokens: texts }));
    const numbers = add(new TokenPlaces({ of: row, marked: { 0: 'query' } }));
    yield* numbers.lit(1, 0.1);
    yield* numbers.first(3, 0.1);
    yield* row.append('x', 0.1);
  };

const number = (value: number): Exhibit =>
  function* (add) {
    const fact = (of: string, shown: number) =>
      ({ kind: 'scalar', of, value: shown, decimals: 2 }) as const;
    const view = add(
      new NumberView({ fact: fact('exhibit', value), before: 'Σ = ', hidden: true }),
    );
    const other = add(new NumberView({ fact: fact('other', 1), hidden: true, y: 90 }));
    yield* view.reveal(0.1);
    yield* view.become(fact('next', -value), 0.1);
    yield* fly([view.anchor()], [other.anchor()], 0.1);
    yield* view.hide(0.1);
  };

const bars = (texts: readonly string[], values: readonly number[]): Exhibit =>
  function* (add) {
    const fact: ArrayFact = {
      kind: 'array',
      of: 'exhibit',
      dims: ['S'],
      shape: [values.length],
      values,
      decimals: 0,
    };
    const row = add(new TokenRow({ tokens: texts }));
    const view = add(
      new TokenBars({ of: row, values: fact, marked: { 0: 'key' }, height: 200, hidden: true }),
    );
    yield* view.reveal(0.1);
    yield* view.become({ ...fact, values: values.map((x) => x / 2) }, 0.1);
    yield* view.hide(0.1);
  };

export const turnExhibits: Readonly<Record<string, Exhibit>> = {
  'PairedVector, empty': paired(0, 1),
  'PairedVector, single pair': paired(1, 1),
  'PairedVector, NaN': paired(2, Number.NaN),
  'PairedVector, many': paired(8, 0.1),
  'NumberView, NaN': number(Number.NaN),
  'NumberView, infinite': number(-Infinity),
  'NumberView, large': number(1e9),
  'TokenBars, empty': bars([], []),
  'TokenBars, single': bars(['t'], [100]),
  'TokenBars, NaN': bars(['a', 'b'], [Number.NaN, 1]),
  'TokenBars, large': bars(['a', '三百', ' '], [1e9, 0, -3]),
  'TokenPlaces, empty': places([]),
  'TokenPlaces, invisible': places([' ', '\n', '三百']),
};
