import { BBox } from '@motion-canvas/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Region } from './Region';

const body = new Region({ left: -864, right: 864, top: -350, bottom: 405 });

test('is split by shares, with the same distance between all parts', () => {
  const [left, right] = body.columns(2, 1);
  expect(left.left).toBe(body.left);
  expect(right.right).toBeCloseTo(body.right);
  expect(right.left - left.right).toBeCloseTo(48);
  expect(left.width / right.width).toBeCloseTo(2);
  const [over, under] = right.spaced(10).rows(1, 3);
  expect(under.top - over.bottom).toBeCloseTo(10);
  expect(under.height / over.height).toBeCloseTo(3);
  expect(under.right).toBe(right.right);
});

test('parts cover the region but for what lies between', () => {
  const share = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 6 }), (shares) => {
      const parts = body.columns(...shares);
      const covered = parts.reduce((sum, part) => sum + part.width, 48 * (parts.length - 1));
      expect(covered).toBeCloseTo(body.width);
      parts.forEach((part) => expect(part.height).toBe(body.height));
    }),
  );
});

test('a strip is cut from any side', () => {
  for (const side of ['above', 'below', 'left', 'right'] as const) {
    const [strip, rest] = body.spaced(20).cut(side, 100);
    const upright = side === 'above' || side === 'below';
    expect(upright ? strip.height : strip.width).toBe(100);
    expect(upright ? rest.height : rest.width).toBe(
      (upright ? body.height : body.width) - 100 - 20,
    );
  }
});

test('a box stands where it is aligned, also one that is not around its origin', () => {
  const box = new BBox(-10, -40, 100, 60);
  const place = (align: Parameters<typeof body.positionOf>[1]) => {
    const { x, y } = body.positionOf(box, align);
    return { left: x + box.left, right: x + box.right, top: y + box.top, bottom: y + box.bottom };
  };
  expect(place('top left')).toMatchObject({ left: body.left, top: body.top });
  expect(place('bottom right')).toMatchObject({ right: body.right, bottom: body.bottom });
  const { left, right, top, bottom } = place('center');
  expect(left + right).toBeCloseTo(body.left + body.right, -1);
  expect(Math.abs(top + bottom - body.top - body.bottom)).toBeLessThanOrEqual(1);
});

test('shares of nothing are refused', () => {
  expect(() => body.rows(1, 0)).toThrow(/shares above 0; got 1, 0/);
});
