import { expect, test } from 'vitest';
import { placeLabels } from './placeLabels';

const half = () => ({ x: 30, y: 12 });
const place = (xs: readonly number[], obstacles: readonly { x: number; y: number }[] = []) =>
  placeLabels(
    xs.map((x) => ({ x, y: 0 })),
    half,
    { prefer: 'above', apart: 32, obstacles },
  );

test('a label stands above its point', () => {
  expect(place([5])).toMatchObject([{ x: 5, y: -32 }]);
});

test('labels of near points do not meet', () => {
  const [a, b] = place([0, 40]);
  expect([a?.y, b?.y]).toEqual([-32, 32]);
});

test('a label keeps off a line', () => {
  const line = Array.from({ length: 100 }, (_, i) => ({ x: i - 50, y: -32 }));
  expect(place([0], line)).toMatchObject([{ x: 0, y: 32 }]);
});
