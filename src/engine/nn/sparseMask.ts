// sparseMask: an attention pattern as a mask, 1 where query t must not see key s, as maskedFill takes it.        (T, T)
//   causal (the default): keys after the query are hidden too
//   a query sees at least one key, so that softmax has something to share out
// When causal, row t depends on t alone, not on T: with a cache, take the last rows of the longer mask.
import { ForwardPassError } from '../errors/ForwardPassError';
import { Rng } from '../random/Rng';
import { dims } from '../tensor/dims';
import { flat } from '../tensor/flat';
import { Tensor } from '../tensor/Tensor';
import type { AttentionPattern } from './AttentionPattern';

export type SparseMaskSettings = AttentionPattern & {
  /** true when absent */
  readonly causal?: boolean;
};

type Sees = (t: number, s: number) => boolean;

/** `rng` draws a random pattern instead of its own seed; hand in the same one in every pass, or none. */
export function sparseMask(T: number, settings: SparseMaskSettings, rng?: Rng): Tensor {
  checkWhole('T', T, 1);
  const { causal = true } = settings;
  const sees = seen(settings, { T, causal, rng });
  const hidden = new Int32Array(T * T);
  for (let t = 0; t < T; t++) {
    const row = hidden.subarray(t * T, (t + 1) * T);
    row.forEach((_, s) => (row[s] = (causal && s > t) || !sees(t, s) ? 1 : 0));
    if (row.every((isHidden) => isHidden)) throw blind(t, causal);
  }
  return new Tensor(hidden, [T, T]);
}

/**
 * The share of pairs that the pattern hides, among those a dense mask of the same kind shows:
 * T² pairs, or T(T + 1)/2 when causal. Dense is 0 either way.
 */
export function sparsity(mask: Tensor, { causal = true }: { readonly causal?: boolean } = {}) {
  const { T } = dims(mask, 'T T', {}, 'sparsity of a mask');
  let shown = 0;
  for (const hidden of flat(mask)) if (!hidden) shown++;
  return 1 - shown / (causal ? (T * (T + 1)) / 2 : T * T);
}

interface Place {
  readonly T: number;
  readonly causal: boolean;
  readonly rng: Rng | undefined;
}

function seen(pattern: AttentionPattern, place: Place): Sees {
  switch (pattern.kind) {
    case 'dense':
      return () => true;
    case 'sliding_window':
      return within(checkWhole('window', pattern.window, 1));
    case 'global_local': {
      const near = within(checkWhole('window', pattern.window, 1));
      const global = new Set(pattern.global.map((at) => checkWhole('global', at, 0)));
      return (t, s) => near(t, s) || global.has(t) || global.has(s);
    }
    case 'strided': {
      const stride = checkWhole('stride', pattern.stride, 1);
      const near = within(stride);
      return (t, s) => near(t, s) || (t - s) % stride === 0;
    }
    case 'blocked': {
      const block = checkWhole('block', pattern.block, 1);
      const reach = checkWhole('neighbours', pattern.neighbours ?? 0, 0);
      return (t, s) => Math.abs(Math.floor(t / block) - Math.floor(s / block)) <= reach;
    }
    case 'random':
      return drawn(checkWhole('keys', pattern.keys, 0), pattern.seed ?? 0, place);
    case 'custom': {
      const { T } = place;
      const hidden = pattern.hidden.slice(0, T);
      if (hidden.length < T || hidden.some((row) => row.length < T)) throw tooSmall(pattern, T);
      return (t, s) => hidden[t]?.[s] === 0;
    }
    case 'union': {
      const parts = pattern.of.map((part) => seen(part, place));
      return (t, s) => t === s || parts.some((sees) => sees(t, s));
    }
    default:
      throw unknownKind(pattern);
  }
}

function within(window: number): Sees {
  return (t, s) => Math.abs(t - s) < window;
}

/** Each query draws from a generator of its own, so that a longer text does not change the earlier rows. */
function drawn(keys: number, seed: number, { T, causal, rng = new Rng(seed) }: Place): Sees {
  const chosen = Array.from({ length: T }, (_, t) => {
    const row = rng.fork(`query.${t}`);
    const others = Array.from({ length: causal ? t : T }, (_, s) => s).filter((s) => s !== t);
    const picked = new Set([t]);
    for (let count = Math.min(keys, others.length); count > 0; count--) {
      picked.add(others.splice(row.integer(0, others.length), 1)[0] ?? t);
    }
    return picked;
  });
  return (t, s) => chosen[t]?.has(s) ?? false;
}

function checkWhole(name: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw new ForwardPassError({
    what: `sparseMask: "${name}"`,
    expected: `a whole number, ${least} or more`,
    got: `${value}`,
  });
}

function blind(t: number, causal: boolean): ForwardPassError {
  return new ForwardPassError({
    what: 'sparseMask: a mask written out',
    expected: 'at least one key that each query sees',
    got: `none for query ${t}${causal ? ', once its future is hidden' : ''}`,
    hint: 'let each query see at least its own key',
  });
}

function tooSmall(pattern: AttentionPattern & { kind: 'custom' }, T: number): ForwardPassError {
  const { hidden } = pattern;
  return new ForwardPassError({
    what: 'sparseMask: a mask written out',
    expected: `at least ${T} rows of at least ${T} numbers, one row per query`,
    got: `${hidden.length} rows, the shortest of ${Math.min(...hidden.map((row) => row.length))}`,
    hint: `the text has ${T} positions`,
  });
}

function unknownKind(pattern: never): ForwardPassError {
  return new ForwardPassError({
    what: 'sparseMask: the kind of a pattern',
    expected: 'dense, sliding_window, global_local, strided, blocked, random, custom or union',
    got: JSON.stringify(pattern),
  });
}
