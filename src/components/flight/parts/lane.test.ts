import { BBox, Vector2 } from '@motion-canvas/core';
import { describe, expect, test } from 'vitest';
import { arcPoint } from './arcPoint';
import { boxAround, chooseArc, clearance, countMeetings, watch } from './lane';

const box = (x: number, y: number) => boxAround(new Vector2(x, y), new Vector2(60, 24));
const way = { from: new Vector2(-300, 0), to: new Vector2(300, 0), size: new Vector2(60, 24) };

describe('the arc', () => {
  test('is the usual one where nothing is in the way', () => {
    expect(chooseArc([way], [])).toBe(0.16);
    expect(chooseArc([way], [box(0, 300), box(0, -300)])).toBe(0.16);
  });

  test('is another one where letters lie on the usual one', () => {
    const usual = [-120, -60, 0, 60, 120].map((x) => box(x, -96));
    const chosen = chooseArc([way], [...usual, ...usual.map(({ x }) => box(x + 30, 96))]);
    expect(chosen).toBe(0);
  });

  test('of several is the one that disturbs least', () => {
    const other = { ...way, from: new Vector2(-300, 200), to: new Vector2(300, 200) };
    expect(chooseArc([way, other], [box(0, 0), box(0, 104)])).not.toBe(0.16);
  });
});

describe('of two that fly at once', () => {
  const flying = (from: Vector2, to: Vector2, arc: number) => (time: number) => [
    boxAround(arcPoint(from, to, time, arc), way.size),
  ];

  test('the second takes another arc where they would meet', () => {
    const first = flying(way.to, way.from, 0.16); // the same way back
    const meetings = (arc: number) =>
      countMeetings(watch(flying(way.from, way.to, arc)), watch(first));
    expect(meetings(0.16)).toBeGreaterThan(0);
    const chosen = chooseArc([way], [], meetings);
    expect(meetings(chosen)).toBe(0);
  });

  test('the second keeps its arc where they pass one after the other, or side by side', () => {
    const late = (time: number) => (time > 0.5 ? [] : flying(way.to, way.from, 0.16)(time - 0.6));
    const beside = flying(way.from.addY(32), way.to.addY(32), 0.16);
    for (const first of [late, beside]) {
      expect(countMeetings(watch(flying(way.from, way.to, 0.16)), watch(first))).toBe(0);
    }
  });
});

test('clearance falls to 0 as boxes meet', () => {
  const [standing] = [box(0, 0)];
  expect(clearance(box(30, 0), [standing])).toBe(0);
  expect(clearance(box(67, 0), [standing])).toBeCloseTo(0.5);
  expect(clearance(box(0, -200), [standing, box(500, 0)])).toBe(1);
  expect(clearance(new BBox(), [])).toBe(1);
});
