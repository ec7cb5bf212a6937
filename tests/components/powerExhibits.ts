/** A line of numbers, columns over powers of two, and bits, with the data that breaks careless code. */
import { all } from '@motion-canvas/core';
import { Brace } from '../../src/components/marks/Brace';
import { NumberLine } from '../../src/components/plots/NumberLine';
import { PowerHistogram } from '../../src/components/plots/PowerHistogram';
import { BitFields } from '../../src/components/tokens/BitFields';
import type { ArrayFact } from '../../src/lessons/facts';
import type { Exhibit } from './exhibits';

const fact = (count: number, value: (k: number) => number): ArrayFact => ({
  kind: 'array',
  of: 'exhibit',
  dims: ['N'],
  shape: [count],
  values: Array.from({ length: count }, (_, k) => value(k)),
  decimals: 2,
});

const mixed = (k: number) => [0.5, Number.NaN, -Infinity, Infinity, -0][k % 5] ?? 0;
const wave = (k: number) => Math.sin(k / 3);

const line = (count: number, value: (k: number) => number): Exhibit =>
  function* (add) {
    const ticks = fact(count, value);
    const marks = [{ at: 0, label: '$2^{-3}$' }];
    const figure = add(
      new NumberLine({ path: fact(count + 1, value), pushes: ticks, ticks, marks, window: [-1, 1], zone: [0, 0.5], hidden: true }), // prettier-ignore
    );
    yield* figure.reveal(0.1);
    yield* all(
      figure.showTicks(0.1),
      figure.showMarks(0.1),
      figure.showZone(0.1),
      figure.zoomTo([0, 0.1], 0.1),
    );
    yield* figure.pushTo(count, 0.1);
    add(new Brace({ around: [figure.span(0, 0.05)] }));
    yield* all(
      figure.pushTo(0, 0.1),
      figure.hideTicks(0.1),
      figure.hideMarks(0.1),
      figure.hideZone(0.1),
    );
    yield* figure.hide(0.1);
  };

const hill = (count: number, value: (k: number) => number): Exhibit =>
  function* (add) {
    const counts = fact(count, value);
    const edges = [{ name: 'zero', at: -4, label: 'zero' }];
    const figure = add(
      new PowerHistogram({
        counts,
        part: counts,
        first: -9,
        window: [-12, 4],
        edges,
        hidden: true,
      }),
    );
    yield* figure.reveal(0.1);
    yield* all(figure.showPart(0.1), figure.showEdge('zero', 0.1));
    yield* figure.slideTo(-3, 0.1);
    add(new Brace({ around: [figure.span(-8, -4)] }));
    yield* all(figure.hidePart(0.1), figure.hideEdge('zero', 0.1));
    yield* figure.hide(0.1);
  };

const bits = (texts: string): Exhibit =>
  function* (add) {
    const fields = [
      { label: '±', length: 1, role: 'muted' },
      { label: '$e$', length: Math.floor(texts.length / 2), role: 'position' },
      { label: '', length: texts.length, role: 'pos' },
    ] as const;
    const of = { kind: 'tokens', of: 'exhibit', values: [...texts] } as const;
    const figure = add(new BitFields({ bits: of, fields, hidden: true }));
    yield* figure.showField(0, 0.1);
    yield* figure.reveal(0.1);
    yield* figure.dimExcept([1], 0.1);
    yield* figure.undim(0.1);
    if (texts.length > 0) yield* figure.fall(texts.length - 1, 0.1);
    yield* figure.hide(0.1);
  };

export const powerExhibits: Readonly<Record<string, Exhibit>> = {
  'NumberLine, no push': line(0, wave),
  'NumberLine, one': line(1, wave),
  'NumberLine, all kinds': line(5, mixed),
  'NumberLine, many': line(400, wave),
  'PowerHistogram, none': hill(0, wave),
  'PowerHistogram, one': hill(1, () => 1),
  'PowerHistogram, all kinds': hill(5, mixed),
  'PowerHistogram, many': hill(300, (k) => k),
  'BitFields, none': bits(''),
  'BitFields, one': bits('1'),
  'BitFields, many': bits('01'.repeat(40)),
};
