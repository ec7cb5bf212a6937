/** A vector taken two by two, and the places of tokens. */
import { fly } from '../../src/components/flight/Flight';
import { PairedVector } from '../../src/components/grids/PairedVector';
import { TokenPlaces } from '../../src/components/tokens/TokenPlaces';
import { TokenRow } from '../../src/components/tokens/TokenRow';
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
    yield* view.light(0, 0.1);
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

export const turnExhibits: Readonly<Record<string, Exhibit>> = {
  'PairedVector, empty': paired(0, 1),
  'PairedVector, single pair': paired(1, 1),
  'PairedVector, NaN': paired(2, Number.NaN),
  'PairedVector, many': paired(8, 0.1),
  'TokenPlaces, empty': places([]),
  'TokenPlaces, invisible': places([' ', '\n', '三百']),
};
