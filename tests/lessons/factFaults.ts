/** Facts must be frozen plain data, each array as large as its shape says. */
import type { Fact, Facts } from '../../src/lessons/facts';

export function factFaults(facts: Facts): readonly string[] {
  return Object.entries(facts).flatMap(([name, fact]) => [
    ...plainFaults(fact, name),
    ...shapeFaults(fact).map((fault) => `${name}: ${fault}`),
    ...(Object.isFrozen(facts) ? [] : ['the facts are not frozen']),
  ]);
}

function plainFaults(value: unknown, path: string): readonly string[] {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return [];
  if (typeof value === 'number') return Number.isNaN(value) ? [`${path} is NaN`] : [];
  if (typeof value !== 'object') return [`${path} is a ${typeof value}`];
  const proto: unknown = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== Array.prototype) {
    return [`${path} is a ${value.constructor.name}, not plain data`];
  }
  if (!Object.isFrozen(value)) return [`${path} is not frozen`];
  return Object.entries(value).flatMap(([key, inner]) => plainFaults(inner, `${path}.${key}`));
}

function shapeFaults(fact: Fact): readonly string[] {
  if (fact.of.trim() === '') return ['names no tensor'];
  if (fact.kind === 'tokens' || fact.kind === 'table') return [];
  const faults: string[] = [];
  if (!Number.isInteger(fact.decimals) || fact.decimals < 0) {
    faults.push(`shows ${fact.decimals} decimals`);
  }
  if (fact.kind === 'scalar') return faults;
  const size = fact.shape.reduce((product, extent) => product * extent, 1);
  if (size !== fact.values.length) {
    faults.push(`shape (${fact.shape.join(', ')}) holds ${size}, has ${fact.values.length} values`);
  }
  if (fact.dims.length !== fact.shape.length) {
    faults.push(`${fact.dims.length} letters for ${fact.shape.length} axes`);
  }
  return faults;
}
