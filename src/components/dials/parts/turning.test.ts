import { expect, test } from 'vitest';
import { clearOutside, outside, polar, shortest, spiral, turnOf } from './turning';

test('a quarter turn points up, which is less on stage', () => {
  const { x, y } = polar(100, Math.PI / 2);
  expect(x).toBeCloseTo(0);
  expect(y).toBe(-100);
  expect(turnOf(0, 2)).toBe(Math.PI / 2);
});

test('an arc below a full turn is a circle from start to end', () => {
  const arc = spiral(50, 0.3, 2, 12);
  for (const p of arc) expect(Math.hypot(p.x, p.y)).toBeCloseTo(50);
  expect(arc[0]).toEqual(polar(50, 0.3));
  expect(arc.at(-1)).toEqual(polar(50, 2.3));
});

test('a turn backwards goes clockwise', () => {
  expect(spiral(50, 0, -1, 12).at(-1)?.y).toBeGreaterThan(0);
});

test('two turns end two widths outside of where they began', () => {
  const end = spiral(50, 0, 4 * Math.PI, 12).at(-1);
  expect(Math.hypot(end?.x ?? 0, end?.y ?? 0)).toBeCloseTo(74);
});

test('a label outside a circle never reaches into it', () => {
  const half = { x: 40, y: 15 };
  for (let angle = 0; angle < 7; angle += 0.1) {
    const { x, y } = outside(100, angle, half);
    const nearest = Math.hypot(
      Math.max(0, Math.abs(x) - half.x),
      Math.max(0, Math.abs(y) - half.y),
    );
    expect(nearest).toBeGreaterThanOrEqual(100 - 1e-9);
  }
});

test('the shorter way round is never more than half a turn', () => {
  for (const angle of [-20, -3.2, -1, 0, 3, 3.2, 7, 100]) {
    expect(Math.abs(shortest(angle))).toBeLessThanOrEqual(Math.PI + 1e-9);
    expect(Math.sin(shortest(angle))).toBeCloseTo(Math.sin(angle));
  }
});

test('a second label steps out until it is clear of the first', () => {
  const half = { x: 60, y: 20 };
  const first = { radius: 100, angle: 2, half };
  const taken = outside(first.radius, first.angle, half);
  for (let angle = 0; angle < 7; angle += 0.1) {
    const { x, y } = clearOutside({ radius: 100, angle, half }, first);
    const apart = Math.abs(x - taken.x) >= 120 || Math.abs(y - taken.y) >= 40;
    expect(apart, `at ${angle}`).toBe(true);
  }
});
