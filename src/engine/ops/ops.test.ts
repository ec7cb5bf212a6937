// Every op in this folder, found by looking: its probe goes through the gradient check, as given and with every input laid
// out transposed; the two layouts must also give the same output. An op without a probe does not type-check.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gradientCheck, laidOutTransposed } from '../autograd/gradientCheck';
import { Rng } from '../random/Rng';
import { flat } from '../tensor/flat';
import type { Tensor } from '../tensor/Tensor';
import type { Op, OpDefinition } from './defineOp';

type AnyOp = Op<readonly Tensor[], object>;

const files = readdirSync(import.meta.dirname).filter((file) =>
  /^(?!defineOp).*(?<!\.test)\.ts$/.test(file),
);
const modules = await Promise.all(
  files.map(
    async (file) => (await import(/* @vite-ignore */ join(import.meta.dirname, file))) as object,
  ),
);
const ops = modules.flatMap((module) => Object.values(module).filter(isOp));

describe.each(ops.map((op) => ({ op, name: op.definition.name })))('$name', ({ op, name }) => {
  const definition: OpDefinition<readonly Tensor[], object, never> = op.definition as never;
  const run = (settings: object) => (inputs: readonly Tensor[]) =>
    (op as (...args: readonly unknown[]) => Tensor)(...inputs, settings);
  const probes = definition.probe(new Rng('ops').fork(name));

  it('has a formula and something to check', () => {
    expect(definition.formula).not.toBe('');
    expect(probes.length).toBeGreaterThan(0);
  });

  it.each(probes.map((probe, i) => ({ i, ...probe })))(
    'backward is the derivative of forward, case $i',
    ({ inputs, settings = {} }) => {
      const rng = new Rng('check');
      const turned = inputs.map(laidOutTransposed);
      expect(gradientCheck(run(settings), inputs, rng)).toBeLessThan(1e-8);
      expect(gradientCheck(run(settings), turned, rng)).toBeLessThan(1e-8);
      expect(flat(run(settings)(turned))).toEqual(flat(run(settings)(inputs)));
    },
  );
});

it('finds the ops', () => {
  expect(ops.map((op) => op.definition.name)).toContain('matmul');
  expect(ops.length).toBeGreaterThanOrEqual(20);
});

function isOp(value: unknown): value is AnyOp {
  return typeof value === 'function' && 'definition' in value;
}
