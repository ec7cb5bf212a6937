import { describe, expect, test } from 'vitest';
import { posterFrame, spans, timeline } from './timeline';

const plan = {
  fps: 30,
  frames: 100,
  beats: [
    { name: 'hook', start: 0 },
    { name: 'one', start: 1 },
    { name: 'two', start: 2.01 },
    { name: 'answer', start: 3 },
  ],
};

test('a beat begins with the first frame at or after its mark', () => {
  expect(spans(plan).map((b) => [b.name, b.first, b.end])).toEqual([
    ['hook', 0, 30],
    ['one', 30, 61],
    ['two', 61, 90],
    ['answer', 90, 100],
  ]);
});

test('the poster is the end of the film, or of the beat that the script names', () => {
  expect(posterFrame(timeline(plan, null))).toBe(99);
  expect(posterFrame(timeline(plan, null), 'two')).toBe(89);
});

test('a range without the beat of the poster has its own last frame', () => {
  expect(posterFrame(timeline(plan, { from: 0.5, to: 1.5 }), 'two')).toBe(44);
});

describe('a range', () => {
  test('cuts beats, and drops those outside', () => {
    const line = timeline(plan, { from: 1.5, to: 2.5 });
    expect(line).toMatchObject({ first: 45, end: 75 });
    expect(line.beats.map((b) => [b.name, b.first, b.end])).toEqual([
      ['one', 45, 61],
      ['two', 61, 75],
    ]);
  });

  test('may end behind the film, but not begin there', () => {
    expect(timeline(plan, { from: 3, to: Number.POSITIVE_INFINITY }).end).toBe(100);
    expect(() => timeline(plan, { from: 4, to: 5 })).toThrow('the range holds no frame');
  });
});
