import { expect, test } from 'vitest';
import { plotAxis } from './plotAxis';

const texts = (axis: ReturnType<typeof plotAxis>) => axis.ticks.map((t) => t.text);

test('a nice axis ends at ticks and holds the data', () => {
  const axis = plotAxis({}, [0.13, 4.42], true);
  expect([axis.from, axis.to]).toEqual([0, 5]);
  expect(texts(axis)).toEqual(['0', '1', '2', '3', '4', '5']);
});

test('another ends where the data do', () => {
  const axis = plotAxis({}, [-6, 5.5], false);
  expect([axis.at(-6), axis.at(5.5)]).toEqual([0, 1]);
});

test('ticks share their decimals and write a minus', () => {
  expect(texts(plotAxis({ from: -1, to: 1 }, [], true))).toEqual([
    '−1.0',
    '−0.5',
    '0.0',
    '0.5',
    '1.0',
  ]);
});

test('a logarithmic axis has powers of ten, high exponents set high', () => {
  const axis = plotAxis({ scale: 'log' }, [1e-5, 100, 0, -3], false);
  expect(axis.at(1e-5)).toBeCloseTo(0);
  expect(axis.ticks.map((t) => t.text + (t.power ?? ''))).toEqual(['10−4', '0.01', '1', '100']);
});

test('names stand at whole numbers, each with room of 1', () => {
  const axis = plotAxis({ names: ['a', 'b'] }, [], true);
  expect([axis.at(0), axis.at(1)]).toEqual([0.25, 0.75]);
});

test.each([[[]], [[Number.NaN, Infinity]], [[3]], [[3, 3]]])(
  'any data give an axis: %j',
  (data) => {
    for (const scale of ['linear', 'log'] as const) {
      const axis = plotAxis({ scale }, data, true);
      expect(axis.from).toBeLessThan(axis.to);
    }
  },
);
