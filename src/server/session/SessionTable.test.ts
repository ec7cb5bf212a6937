import { expect, it } from 'vitest';
import { defaultLimits } from '../limits';
import { Seal } from './Seal';
import type { SessionContent } from './SessionContent';
import { SessionTable } from './SessionTable';

const content: SessionContent = {
  text: 'hello 世界',
  seed: 7,
  model: 'shakespeare-gpt',
  viz: {
    render_mode: '2d',
    animate_transitions: true,
    show_metadata: true,
    precision: 4,
    enable_compression: true,
  },
};
const limits = { ...defaultLimits, sessions: 3, idle: 10, life: 100 };

function tables(count: number) {
  const clock = { now: 1_000_000 };
  const make = () => new SessionTable(new Seal('key', limits.id), limits, () => clock.now);
  return { clock, all: Array.from({ length: count }, make) as [SessionTable, ...SessionTable[]] };
}

it('finds a session by its id alone, on any server with the key', () => {
  const { all } = tables(2);
  const { id } = all[0].open(content);
  expect(all[1]?.find(id).content).toEqual(content);
  expect(all[0].open(content).id).not.toBe(id);
  const long = { ...content, text: 'a long text, 长文本. '.repeat(150) };
  const longId = all[0].open(long).id;
  expect(all[1]?.find(longId).content).toEqual(long);
  expect(longId.length).toBeLessThan(long.text.length / 4);
  const other = new SessionTable(new Seal('another', limits.id), limits);
  expect(() => other.find(id)).toThrow(/init/);
});

it('takes no id that was changed anywhere', () => {
  const [table] = tables(1).all;
  const { id } = table.open(content);
  for (let at = 0; at < id.length - 1; at++) {
    const changed = id.slice(0, at) + (id[at] === 'A' ? 'B' : 'A') + id.slice(at + 1);
    expect(() => table.find(changed)).toThrow(/its seal does not fit/);
  }
  for (const wrong of ['', 'x', id.slice(1), `${id}AAAA`, '\u0000']) {
    expect(() => table.find(wrong)).toThrow(/seal/);
  }
});

it('ends a session when nobody asks for it, when it is old, and when it is told to', () => {
  const { clock, all } = tables(1);
  const [table] = all;
  const { id } = table.open(content);
  clock.now += 9_000;
  expect(table.find(id).id).toBe(id);
  clock.now += 11_000;
  expect(table.size).toBe(0);
  expect(() => table.find(id)).toThrow(/has ended/);

  const second = table.open(content).id;
  for (let i = 0; i < 11; i++) {
    clock.now += 9_000;
    table.find(second);
  }
  clock.now += 9_000;
  expect(() => table.find(second)).toThrow(/100 s old/);

  const third = table.open(content).id;
  table.delete(third);
  expect(() => table.find(third)).toThrow(/it was ended/);
  expect(() => table.delete(third)).toThrow(/it was ended/);
});

it('opens so many and no more, until one ends', () => {
  const { clock, all } = tables(1);
  const [table] = all;
  const ids = [1, 2, 3].map(() => table.open(content).id);
  expect(() => table.open(content)).toThrow(/at most 3/);
  table.delete(ids[0] ?? '');
  table.open(content);
  clock.now += 11_000;
  expect(table.open(content).content).toBe(content);
  expect(table.list(0, 10)).toHaveLength(1);
});

it('refuses what is too long for an id', () => {
  const seal = new Seal('key', 400);
  const noise = Array.from({ length: 500 }, (_, i) =>
    String.fromCodePoint(0x4e00 + ((i * 7919) % 9000)),
  );
  expect(() => seal.close({ ...content, text: noise.join('') }, 0)).toThrow(/at most 400/);
});
