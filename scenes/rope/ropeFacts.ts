/**
 * The numbers of the film, from a run of shakespeare-llama.
 *   source: Su et al. 2021 (RoFormer), section 3.2
 */
import { ropeAngles } from '../../src/engine/ops/rope';
import { scalar, table, tokens } from '../../src/lessons/facts';
import { shakespeareLlama } from '../../src/lessons/models';
import { chooseMeeting } from './chooseMeeting';
import { decimalsOf, matrix } from './matrix';
import { decimalsThatAdd } from './decimalsThatAdd';
import { bestBack, meanScores } from './learned';
import {
  dot,
  doubles,
  inPairs,
  largestChange,
  norm,
  read,
  rotaryOf,
  scoreAt,
  turned,
} from './rotary';
import { shownPairs } from './shownPairs';
import { angleBetween, stepsAlone } from './stepsAlone';

const layer = 0;
/** Positions at which one pair is followed. */
const firstPositions = [0, 1, 2, 3];
/** As far as the clock of all hands runs: two dozen positions, some four turns of the first hand. */
const clockTo = 24;
/** Steps that query and key take together, from where they stand in the text. */
const stepsTogether = [0, 1, 4, 9];
/** Places back that the curve shows: all that there are in the text, and no fewer than this. */
const leastReach = 8;
const curveStep = 0.1;
/** Put before the text, so that all of it stands elsewhere. */
const prefix = 'O, ';

export interface Placed {
  readonly m: number;
  readonly n: number;
  readonly apart: number;
  readonly score: number;
}

export async function ropeFacts({ text }: { readonly text: string }) {
  const model = await shakespeareLlama();
  const rotary = rotaryOf(model);
  const characters = Array.from(text);
  const name = (letter: string) => `block.${layer}.${letter}`;
  const here = read(model, text);
  const [queries, keys] = [here.get(name('q_projection')), here.get(name('k_projection'))];
  const pattern = here.get(name('attention_weights'));
  const reach = Math.max(characters.length - 1, leastReach);
  const distances = Array.from({ length: reach + 1 }, (_, i) => i - reach);
  const heads = { queries, keys, pattern };
  const { head, queryAt, keyAt } = chooseMeeting(heads, characters, distances, rotary);
  const [queryName, keyName] = [
    `${name('q_projection')}[${head}][${queryAt}]`,
    `${name('k_projection')}[${head}][${keyAt}]`,
  ];
  const q = doubles(queries.part(0, head, queryAt));
  const k = doubles(keys.part(0, head, keyAt));
  const D = q.length;
  const pairs = shownPairs(D / 2);
  const theta = ropeAngles(D, rotary.base);
  const ofPairs = (of: string, v: readonly number[]) =>
    matrix(of, 'P Z', [pairs.length, 2], inPairs(v, pairs, rotary.layout), decimalsOf(q, k));
  const perPair = (of: string, value: (i: number) => number, decimals: number) =>
    matrix(
      of,
      'P',
      [pairs.length],
      pairs.map((i) => value(i)),
      decimals,
    );

  const apart = keyAt - queryAt;
  /** Places that the query looks at: up to its own. */
  const heard = Array.from({ length: queryAt + 1 }, (_, t) => t);
  const place = (m: number, n: number): Placed => ({
    m,
    n,
    apart: n - m,
    score: scoreAt(q, k, { m, n }, rotary),
  });
  const together = stepsTogether.map((s) => place(queryAt + s, keyAt + s));
  const [start] = together as [Placed];
  const direction = (v: readonly number[]) => {
    const [a = Number.NaN, b = Number.NaN] = inPairs(v, [0], rotary.layout);
    return Math.atan2(b, a);
  };
  const between = (m: number) =>
    angleBetween(
      direction(q) + m * (theta[0] ?? Number.NaN),
      direction(k) + start.n * (theta[0] ?? Number.NaN),
    );
  const alone = stepsAlone(-apart, (step) => between(start.m + step)).map((step) =>
    place(start.m + step, start.n),
  );
  const rows = [...together, ...alone];
  const turnsOf = (of: string, positions: readonly number[]) =>
    matrix(
      of,
      'R P',
      [positions.length, pairs.length],
      positions.flatMap((m) => pairs.map((i) => m * (theta[i] ?? Number.NaN))),
      2,
    );

  const placedQ = turned(q, start.m, rotary);
  const placedK = turned(k, start.n, rotary);
  const productOf = (i: number, a = placedQ, b = placedK) =>
    dot(inPairs(a, [i], rotary.layout), inPairs(b, [i], rotary.layout));
  const every = Array.from({ length: D / 2 }, (_, i) => i);
  const unseen = sumOf(every.filter((i) => !pairs.includes(i)).map((i) => productOf(i)));

  const fine = Array.from({ length: Math.round(reach / curveStep) + 1 }, (_, i) => i * curveStep);
  const curveXs = fine.map((x) => x - reach);
  const scoreApart = (x: number) => scoreAt(q, k, { m: 0, n: x }, rotary);
  const scores = distances.map(scoreApart);
  const means = meanScores(queries, keys, head, distances, rotary);
  const digits = Math.max(0, 4 - Math.floor(Math.log10(Math.max(...scores.map(Math.abs))) + 1));
  const scoreDecimals = Math.min(4, digits);
  const productDecimals = decimalsThatAdd(
    [...pairs.map((i) => productOf(i)), unseen],
    scoreDecimals,
  );
  const curve = (of: string, values: readonly number[]) =>
    matrix(of, 'X', [values.length], values, scoreDecimals);

  const there = read(model, prefix + text);
  const shift = Array.from(prefix).length;
  const productName = name('query_key_products');
  const movedQ = doubles(there.get(name('q_projection')).part(0, head, queryAt + shift));
  const movedK = doubles(there.get(name('k_projection')).part(0, head, keyAt + shift));

  return {
    characters: tokens('text', characters.map(displayed)),
    prefix: tokens('text put before', Array.from(prefix).map(displayed)),
    query: tokens('query shown', [displayed(characters[queryAt] ?? '')]),
    key: tokens('key shown', [displayed(characters[keyAt] ?? '')]),
    queryAt: scalar('place of the query', queryAt, 0),
    keyAt: scalar('place of the key', keyAt, 0),
    back: scalar('places between them', -apart, 0),
    share: scalar(
      `${name('attention_weights')}[${head}, ${queryAt}, ${keyAt}]`,
      pattern.at(0, head, queryAt, keyAt),
      2,
    ),
    shares: matrix(
      `${name('attention_weights')}[${head}, ${queryAt}], in per cent`,
      'S',
      [heard.length],
      heard.map((t) => 100 * pattern.at(0, head, queryAt, t)),
      0,
    ),
    layer: scalar('layer shown', layer + 1, 0),
    head: scalar('head shown', head + 1, 0),
    width: scalar('head width D', D, 0),
    pairCount: scalar('pairs D/2', D / 2, 0),
    shownCount: scalar('pairs shown', pairs.length, 0),
    base: scalar('rope_theta', rotary.base, 0),
    pairs: matrix('pairs shown', 'P', [pairs.length], pairs, 0),
    q: ofPairs(queryName, q),
    k: ofPairs(keyName, k),
    theta: perPair('ropeAngles(D, rope_theta)', (i) => theta[i] ?? Number.NaN, 4),
    slower: scalar(
      'θ of a pair shown, as a share of θ of the one before',
      (theta[pairs[1] ?? 0] ?? Number.NaN) / (theta[0] ?? Number.NaN),
      3,
    ),
    reach: perPair(
      `length of each pair of ${queryName}`,
      (i) => norm(inPairs(q, [i], rotary.layout)),
      3,
    ),
    firstTurns: table(
      `pair 0 of rope(${queryName})`,
      firstPositions.map((m) => {
        const [a = Number.NaN, b = Number.NaN] = inPairs(turned(q, m, rotary), [0], rotary.layout);
        return { m, angle: m * (theta[0] ?? Number.NaN), a, b, length: Math.hypot(a, b) };
      }),
    ),
    firstTurned: matrix(
      `rope(${queryName})`,
      'M P Z',
      [firstPositions.length, pairs.length, 2],
      firstPositions.flatMap((m) => inPairs(turned(q, m, rotary), pairs, rotary.layout)),
      decimalsOf(q, k),
    ),
    norm: scalar(`length of ${queryName}`, norm(q), 3),
    norms: matrix(
      `length of rope(${queryName})`,
      'M',
      [firstPositions.length + 1],
      [...firstPositions, clockTo].map((m) => norm(turned(q, m, rotary))),
      3,
    ),
    clock: scalar('position the clock runs to', clockTo, 0),
    clockTurns: perPair('m·θ', (i) => clockTo * (theta[i] ?? Number.NaN), 2),
    clockTurned: matrix(
      `rope(${queryName}) at 0 … ${clockTo}`,
      'M P Z',
      [clockTo + 1, pairs.length, 2],
      Array.from({ length: clockTo + 1 }, (_, m) =>
        inPairs(turned(q, m, rotary), pairs, rotary.layout),
      ).flat(),
      decimalsOf(q, k),
    ),
    placedQ: ofPairs(`rope(${queryName}) at ${start.m}`, placedQ),
    placedK: ofPairs(`rope(${keyName}) at ${start.n}`, placedK),
    products: perPair('product of each pair', productOf, productDecimals),
    partialSums: matrix(
      'products added up, pair by pair',
      'P',
      [pairs.length],
      pairs.map((_, last) => sumOf(pairs.slice(0, last + 1).map((i) => productOf(i)))),
      scoreDecimals,
    ),
    alike: scalar(
      'pairs whose arrows are less than a right angle apart',
      every.filter((i) => productOf(i) > 0).length,
      0,
    ),
    unseenProducts: scalar('products of the other pairs', unseen, productDecimals),
    score: scalar('score at the first places', start.score, scoreDecimals),
    rows: table('rotatedScore · √D', rows),
    angles: matrix(
      'angle between q and k in pair 0, of each row',
      'R',
      [rows.length],
      rows.map(({ m, n }) => between(m + start.n - n)),
      2,
    ),
    turnedBack: perPair(
      '(n − m)·θ of the last row',
      (i) => (rows.at(-1)?.apart ?? Number.NaN) * (theta[i] ?? Number.NaN),
      2,
    ),
    togetherCount: scalar('rows that move together', together.length, 0),
    queryTurns: turnsOf(
      'm·θ of each row',
      rows.map(({ m }) => m),
    ),
    keyTurns: turnsOf(
      'n·θ of each row',
      rows.map(({ n }) => n),
    ),
    curveX: curve('n − m, finely', curveXs),
    curve: curve('rotatedScore · √D, finely', curveXs.map(scoreApart)),
    distances: { ...curve('n − m', distances), decimals: 0 },
    scores: curve('rotatedScore · √D', scores),
    bestBack: scalar('places back with the highest score', bestBack(distances, scores), 0),
    means: curve('rotatedScore · √D, mean over all queries and keys of the text', means),
    meanCurve: curve(
      'rotatedScore · √D, mean over all queries and keys of the text, finely',
      meanScores(queries, keys, head, curveXs, rotary),
    ),
    meanBestBack: scalar('places back with the highest mean', bestBack(distances, means), 0),
    walk: table(
      'turn of the key in pair 0 at each distance, of a query that is not turned',
      distances.map((x) => ({ apart: x, turn: x * (theta[0] ?? Number.NaN) })),
    ),
    asked: matrix(
      `${productName}[${head}, ${queryAt}], of the characters up to the query`,
      'S',
      [heard.length],
      heard.map((t) => here.get(productName).at(0, head, queryAt, t)),
      scoreDecimals,
    ),
    textScore: scalar(
      productName,
      here.get(productName).at(0, head, queryAt, keyAt),
      scoreDecimals,
    ),
    shift: scalar('characters put before', shift, 0),
    movedScore: scalar(
      `${productName}, text moved`,
      there.get(productName).at(0, head, queryAt + shift, keyAt + shift),
      scoreDecimals,
    ),
    moved: scalar(
      'largest change of q and k before turning, text moved',
      Math.max(largestChange(q, movedQ), largestChange(k, movedK)),
      6,
    ),
  };
}

export type RopeFacts = Awaited<ReturnType<typeof ropeFacts>>;

const sumOf = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0);

/** A space is an empty box. */
const displayed = (character: string) => (character === '\n' ? '\\n' : character);
