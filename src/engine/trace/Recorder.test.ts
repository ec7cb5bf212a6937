import { expect, it } from 'vitest';
import { tensorFrom } from '../tensor/tensorFrom';
import { noTrace } from './Trace';
import { Recorder } from './Recorder';

const rows = tensorFrom([[1, 2]]);

it('remembers by full name, in order, with letters', () => {
  const trace = new Recorder();
  const block = trace.within('block.0');
  expect(trace.record('embedding_sum', rows, 'T C')).toBe(rows);
  block.record('q_projection', rows, 'T D');

  expect(trace.names).toEqual(['embedding_sum', 'block.0.q_projection']);
  expect(trace.get('block.0.q_projection')).toBe(rows);
  expect(trace.letters('block.0.q_projection')).toBe('T D');
  expect(block.names).toEqual(['q_projection']);
  expect(block.get('q_projection')).toBe(rows);
});

it('does nothing when off', () => {
  expect(noTrace.within('block.0').record('x', rows, 'not checked')).toBe(rows);
});

it('explains wrong input', () => {
  const trace = new Recorder();
  trace.record('attention_weights', rows, 'T S');
  expect(() => trace.record('attention_weights', rows, 'T S')).toThrow(/each name once/);
  expect(() => trace.record('x', rows, 'B T C')).toThrow(/trace "x"[\s\S]*3 axes: B T C/);
  expect(() => trace.get('weights')).toThrow(/attention_weights/);
});
