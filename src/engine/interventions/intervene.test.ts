import { expect, it } from 'vitest';
import { add } from '../ops/add';
import { mul } from '../ops/mul';
import { filled, tensorFrom } from '../tensor/tensorFrom';
import type { Tensor } from '../tensor/Tensor';
import { Recorder } from '../trace/Recorder';
import type { Trace } from '../trace/Trace';
import { average } from './average';
import { intervene } from './intervene';
import { put } from './put';

const two = filled([1], 2);

/** x, twice doubled: in a block, and at the end. */
function pass(trace: Trace): Tensor {
  const x = trace.record('x', tensorFrom([[1, 2], [3, 4]]), 'T C'); // prettier-ignore
  const block = trace.within('block.0');
  const y = block.record('y', mul(x, two), 'T C');
  return block.record('z', mul(y, two), 'T C');
}

it('goes on with what replaced a step, and tells that', () => {
  const trace = new Recorder();
  const rule = put(0, ({ T, C }) => T === 1 && C === 0);
  expect(intervene({ 'block.0.y': rule }, pass, trace).toNested()).toEqual([[4, 8], [0, 16]]); // prettier-ignore
  expect(trace.get('block.0.y').toNested()).toEqual([[2, 4], [0, 8]]); // prettier-ignore
  expect(trace.get('x').toNested()).toEqual([[1, 2], [3, 4]]); // prettier-ignore
});

it('applies all rules for a step, in their order, and knows what came before', () => {
  const rules = {
    '*.y': put(10, ({ T }) => T === 0),
    'block.*': average('T'),
  };
  expect(intervene(rules, pass).toNested()).toEqual([[14 * 1 + 2, 18], [16, 18]].map((row) => row)); // prettier-ignore
  const sum = intervene(
    { x: put(0, ({ C }) => C === 0), 'block.0.z': (z, { earlier }) => add(add(z, earlier('y')), earlier('x')) },
    pass,
  ); // prettier-ignore
  expect(sum.toNested()).toEqual([[0, 14], [0, 28]]); // prettier-ignore
});

it('puts numbers, tensors and other rules', () => {
  const other = tensorFrom([[7], [8]]);
  expect(intervene({ x: put(other, ({ C }) => C === 1) }, pass).toNested()).toEqual([[4, 28], [12, 32]]); // prettier-ignore
  expect(intervene({ x: put(average('T', 'C'), ({ T }) => T === 0) }, pass).toNested()).toEqual([[10, 10], [12, 16]]); // prettier-ignore
});

it('names the nearest step when there is none of that name', () => {
  expect(() => intervene({ 'block.0.yy': (y) => y }, pass)).toThrow(/block\.0\.yy[\s\S]*among 3[\s\S]*probably block\.0\.y/); // prettier-ignore
  expect(() => intervene({ 'blok.*.z': (z) => z }, pass)).toThrow(/probably block\.\*\.z/);
  expect(() => intervene({ 'attention.y': (y) => y }, pass)).toThrow(/for example, block\.0\.y/);
  expect(() => intervene({ x: (_, { earlier }) => earlier('z') }, pass)).toThrow(/before "x", read "z"/); // prettier-ignore
});

it('explains a replacement of another shape, and letters that a step does not have', () => {
  expect(() => intervene({ x: () => two }, pass)).toThrow(/replace "x"[\s\S]*2, 2[\s\S]*1/);
  const ids = tensorFrom([[1, 2], [3, 4]], 'int32'); // prettier-ignore
  expect(() => intervene({ x: () => ids }, pass)).toThrow(/float32[\s\S]*int32/);
  expect(() => intervene({ x: put(0, ({ H }) => H === 0) }, pass)).toThrow(/T C[\s\S]*H/);
  expect(() => intervene({ x: average('H') }, pass)).toThrow(/T C[\s\S]*H/);
});
