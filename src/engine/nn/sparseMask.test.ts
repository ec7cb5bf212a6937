import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../random/Rng';
import { flat } from '../tensor/flat';
import type { AttentionPattern } from './AttentionPattern';
import { causalMask } from './causalMask';
import { sparseMask, sparsity, type SparseMaskSettings } from './sparseMask';

/** One word per query: x is a key it sees, . one it does not. */
const drawing = (T: number, settings: SparseMaskSettings) =>
  (sparseMask(T, settings).toNested() as number[][])
    .map((row) => row.map((hidden) => (hidden ? '.' : 'x')).join(''))
    .join(' ');

describe('sparseMask', () => {
  it.each<[string, SparseMaskSettings, string]>([
    ['dense', { kind: 'dense' }, 'x.... xx... xxx.. xxxx. xxxxx'],
    ['dense', { kind: 'dense', causal: false }, 'xxxxx xxxxx xxxxx xxxxx xxxxx'],
    ['window', { kind: 'sliding_window', window: 2 }, 'x.... xx... .xx.. ..xx. ...xx'],
    [
      'window, both sides',
      { kind: 'sliding_window', window: 2, causal: false },
      'xx... xxx.. .xxx. ..xxx ...xx',
    ],
    [
      'global and local',
      { kind: 'global_local', window: 1, global: [0] },
      'x.... xx... x.x.. x..x. x...x',
    ],
    [
      'a global position in the middle sees all and is seen by all',
      { kind: 'global_local', window: 1, global: [2], causal: false },
      'x.x.. .xx.. xxxxx ..xx. ..x.x',
    ],
    ['strided', { kind: 'strided', stride: 3 }, 'x.... xx... xxx.. xxxx. .xxxx'],
    [
      'strided, both sides',
      { kind: 'strided', stride: 2, causal: false },
      'xxx.x xxxx. xxxxx .xxxx x.xxx',
    ],
    ['blocked', { kind: 'blocked', block: 2 }, 'x.... xx... ..x.. ..xx. ....x'],
    [
      'blocked, both sides, with a neighbour',
      { kind: 'blocked', block: 2, neighbours: 1, causal: false },
      'xxxx. xxxx. xxxxx xxxxx ..xxx',
    ],
    [
      'custom, the upper left of a larger one',
      { kind: 'custom', hidden: Array.from({ length: 6 }, () => [0, 1, 0, 0, 1, 1]) },
      'x.... x.... x.x.. x.xx. x.xx.',
    ],
    [
      'union',
      {
        kind: 'union',
        of: [
          { kind: 'sliding_window', window: 1 },
          { kind: 'strided', stride: 2 },
        ],
      },
      'x.... xx... xxx.. .xxx. x.xxx',
    ],
    [
      'a union of nothing: each query alone',
      { kind: 'union', of: [] },
      'x.... .x... ..x.. ...x. ....x',
    ],
  ])('%s', (_, settings, expected) => {
    expect(drawing(5, settings)).toBe(expected);
  });

  it('dense is the causal mask', () => {
    expect(sparseMask(4, { kind: 'dense' }).toNested()).toEqual(causalMask(4).toNested());
  });

  it('random: the query itself and so many others, as the seed says', () => {
    const random = { kind: 'random', keys: 2, causal: false } as const;
    const rows = sparseMask(8, random).toNested() as number[][];
    rows.forEach((row, t) => {
      expect(row.filter((hidden) => !hidden)).toHaveLength(3);
      expect(row[t]).toBe(0);
    });
    expect(drawing(8, { ...random, seed: 0 })).toBe(drawing(8, random));
    expect(drawing(8, { ...random, seed: 1 })).not.toBe(drawing(8, random));
    const drawn = sparseMask(8, random, new Rng('other')).toNested();
    expect(drawn).not.toEqual(rows);
  });

  it('random: early queries see all there is; every key is drawn equally often', () => {
    expect(drawing(3, { kind: 'random', keys: 2 })).toBe('x.. xx. xxx');
    const seen = [0, 0, 0, 0];
    for (let seed = 0; seed < 900; seed++) {
      const row = (sparseMask(4, { kind: 'random', keys: 1, seed }).toNested() as number[][])[3];
      row?.forEach((hidden, s) => (seen[s] = (seen[s] ?? 0) + (hidden ? 0 : 1)));
    }
    expect(seen[3]).toBe(900);
    for (const count of seen.slice(0, 3)) expect(Math.abs(count - 300)).toBeLessThan(60);
  });

  const patterns: fc.Arbitrary<AttentionPattern> = fc.letrec<{ pattern: AttentionPattern }>(
    (again) => ({
      pattern: fc.oneof(
        { maxDepth: 2 },
        fc.constant({ kind: 'dense' } as const),
        fc.record({
          kind: fc.constant('sliding_window' as const),
          window: fc.integer({ min: 1, max: 9 }),
        }),
        fc.record({
          kind: fc.constant('global_local' as const),
          window: fc.integer({ min: 1, max: 4 }),
          global: fc.array(fc.nat(12)),
        }),
        fc.record({
          kind: fc.constant('strided' as const),
          stride: fc.integer({ min: 1, max: 5 }),
        }),
        fc.record({
          kind: fc.constant('blocked' as const),
          block: fc.integer({ min: 1, max: 5 }),
          neighbours: fc.nat(2),
        }),
        fc.record({ kind: fc.constant('random' as const), keys: fc.nat(5), seed: fc.nat() }),
        fc.record({
          kind: fc.constant('union' as const),
          of: fc.array(again('pattern'), { maxLength: 3 }),
        }),
      ),
    }),
  ).pattern;

  it('shows each query its own key, no causal one its future, and a cache the same rows', () => {
    fc.assert(
      fc.property(patterns, fc.integer({ min: 1, max: 9 }), fc.boolean(), (pattern, T, causal) => {
        const mask = sparseMask(T, { ...pattern, causal });
        for (let t = 0; t < T; t++) {
          expect(mask.at(t, t)).toBe(0);
          for (let s = t + 1; causal && s < T; s++) expect(mask.at(t, s)).toBe(1);
        }
        const share = sparsity(mask, { causal });
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThan(1);
        if (!causal) return;
        const longer = sparseMask(T + 1, pattern).toNested() as number[][];
        expect(mask.toNested()).toEqual(longer.slice(0, T).map((row) => row.slice(0, T)));
      }),
    );
  });

  it.each<[SparseMaskSettings, RegExp]>([
    [{ kind: 'sliding_window', window: 0 }, /"window"[\s\S]*1 or more[\s\S]*0/],
    [{ kind: 'strided', stride: 1.5 }, /"stride"/],
    [{ kind: 'blocked', block: 0 }, /"block"/],
    [{ kind: 'blocked', block: 1, neighbours: -1 }, /"neighbours"/],
    [{ kind: 'random', keys: -1 }, /"keys"/],
    [{ kind: 'global_local', window: 1, global: [-1] }, /"global"/],
    [{ kind: 'custom', hidden: [[0, 0]] }, /at least 2 rows[\s\S]*1 rows/],
    [
      {
        kind: 'custom',
        hidden: [
          [1, 0],
          [0, 0],
        ],
      },
      /none for query 0, once its future/,
    ],
    [
      {
        kind: 'custom',
        causal: false,
        hidden: [
          [0, 0],
          [1, 1],
        ],
      },
      /none for query 1/,
    ],
    [{ kind: 'windy' } as never, /kind of a pattern[\s\S]*windy/],
  ])('refuses %j', (settings, message) => {
    expect(() => sparseMask(2, settings)).toThrow(message);
  });

  it('refuses a text without positions', () => {
    expect(() => sparseMask(0, { kind: 'dense' })).toThrow(/"T"/);
  });
});

describe('sparsity', () => {
  it('is the share hidden of what a dense mask of the same kind shows', () => {
    expect(sparsity(sparseMask(4, { kind: 'dense' }))).toBe(0);
    expect(sparsity(sparseMask(4, { kind: 'dense', causal: false }), { causal: false })).toBe(0);
    const window = { kind: 'sliding_window', window: 2 } as const; // sees 1 + 2 + 2 + 2 of 1 + 2 + 3 + 4 keys
    expect(sparsity(sparseMask(4, window))).toBeCloseTo(3 / 10, 12);
    const both = { causal: false }; // sees 2 + 3 + 3 + 2 of 16
    expect(sparsity(sparseMask(4, { ...window, ...both }), both)).toBeCloseTo(6 / 16, 12);
    expect(flat(sparseMask(1, window))).toEqual(Int32Array.of(0));
  });
});
