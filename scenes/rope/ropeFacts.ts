/**
 * The numbers of the film, from runs of shakespeare-llama.
 *   source: Su et al. 2021 (RoFormer), section 3.2
 */
import { intervene, type Interventions } from '../../src/engine/interventions/intervene';
import { turning } from '../../src/engine/interventions/turning';
import { llama } from '../../src/engine/models/llama/llama';
import { array, at, scalar, slice, table, tokens, type ArrayFact } from '../../src/lessons/facts';
import { shakespeareLlama, type ShakespeareLlama } from '../../src/lessons/models';
import { readRun } from '../../src/lessons/Reading';
import { sum } from '../../src/lessons/arithmetic';
import { chooseTwins, handsShown, roundOf, withTwins } from './chooseTwins';
import { angleAt, degrees, pairsOf, productAt, type Rotary } from './pairs';

const layer = 0;
/** Put before the text, so many times: all of it stands elsewhere. */
const before = { text: 'O, ', times: 2 };

/** Where two hands stand, and what the first pair and what all pairs make of it. */
export interface Stand {
  readonly m: number;
  readonly n: number;
  /** n − m */
  readonly apart: number;
  /** From q to k in the first pair, in degrees. */
  readonly angle: number;
  readonly product: number;
  readonly score: number;
}

export async function ropeFacts({ text: given }: { readonly text: string }) {
  const text = withTwins(given);
  const characters = Array.from(text);
  const model = await shakespeareLlama();
  const { config } = model;
  const still: Interventions = { 'block.*_rotated': turning(config, { angle: () => 0 }) };
  const rotary: Rotary = {
    base: config.rope_theta,
    layout: config.rope_interleave ? 'interleaved' : 'half-split',
  };
  const run = read(model, text);
  const heads = {
    queries: run.fact('q_projection'),
    keys: run.fact('k_projection'),
    shares: run.fact('attention_weights'),
  };
  const { head, queryAt, nearAt, farAt } = chooseTwins(heads, characters, rotary);
  const q = slice(slice(heads.queries, head), queryAt);
  const keyOf = (t: number) => slice(slice(heads.keys, head), t);
  const [near, far] = [keyOf(nearAt), keyOf(farAt)];
  const D = q.values.length;
  const pairs = pairsOf(q.values, near.values, rotary);
  const hands = pairs.slice(0, handsShown);
  const [first] = hands as [(typeof pairs)[number]];
  const again = queryAt - nearAt + roundOf(first.theta);

  /** n − m = 0, −1, −2 …: as far as the text goes, and as the hands do. */
  const reach = Math.max(queryAt, again);
  const distances = Array.from({ length: reach + 1 }, (_, back) => -back);
  const products = distances.map((apart) => pairs.map((pair) => productAt(pair, apart)));
  const shift = Array.from(before.text).length;
  const scores = products.map(sum);
  const stand = (m: number, n: number, score = scores[m - n] ?? Number.NaN): Stand => {
    const [apart, product] = [n - m, products[m - n]?.[0] ?? Number.NaN];
    return { m, n, apart, angle: degrees(angleAt(first, apart)), product, score };
  };
  const moved = Array.from({ length: before.times + 1 }, (_, i) => {
    const [m, n] = [queryAt + i * shift, nearAt + i * shift];
    const asked = read(model, before.text.repeat(i) + text).head('query_key_products', head);
    return stand(m, n, at(asked, m, n));
  });

  const asked = run.head('query_key_products', head);
  const shares = slice(slice(heads.shares, head), queryAt);
  const blind = read(model, text, still);
  const blindAsked = blind.head('query_key_products', head);
  const blindShares = slice(blind.head('attention_weights', head), queryAt);
  const upTo = ({ of, values }: ArrayFact, times = 1, decimals = 2) => {
    const row = values.slice(0, queryAt + 1).map((x) => x * times);
    return array(of, row, 'S', decimals);
  };
  const share = ({ of, values }: ArrayFact, t: number) =>
    scalar(`${of}[${t}]`, values[t] ?? Number.NaN, 2);
  const arrows = ({ of, values }: ArrayFact) => {
    const inPairs = pairsOf(values, values, rotary).map((pair) => [...pair.k]);
    return array(of, inPairs, 'P Z', 2);
  };
  const thetas = pairs.map(({ theta }) => theta);
  const angles = distances.map((apart) => hands.map((hand) => degrees(angleAt(hand, apart))));
  const widest = Math.max(...(angles[queryAt - nearAt] ?? []).map(Math.abs));
  const most = pairs.map((pair) => Math.hypot(...pair.q) * Math.hypot(...pair.k));
  const waves = hands.map((hand) => distances.map((apart) => productAt(hand, apart)));
  const [best] = distances
    .map((_, back) => back)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const stands = [stand(nearAt, nearAt), ...moved, stand(0, nearAt - queryAt)];
  return {
    characters: tokens('text', characters),
    prefix: tokens('put before the text', Array.from(before.text.repeat(before.times))),
    query: tokens('query', [characters[queryAt] ?? '']),
    key: tokens('key', [characters[nearAt] ?? '']),
    queryAt: scalar('place of the query', queryAt, 0),
    nearAt: scalar('place of the near key', nearAt, 0),
    farAt: scalar('place of the far key', farAt, 0),
    near: scalar('places back to the near key', queryAt - nearAt, 0),
    far: scalar('places back to the far key', queryAt - farAt, 0),
    best: scalar('places back to the highest score', best ?? Number.NaN, 0),
    again: scalar('places back where the first hand comes round', again, 0),
    shift: scalar('characters put before at a time', shift, 0),
    layer: scalar('layer', layer + 1, 0),
    head: scalar('head', head + 1, 0),
    width: scalar('D', D, 0),
    pairCount: scalar('D/2', pairs.length, 0),
    q: arrows(q),
    k: arrows(near),
    otherKey: arrows(far),
    theta: array('θ, in radians', thetas, 'P', 4),
    speeds: array('θ, in degrees', thetas.slice(0, handsShown).map(degrees), 'I', 1),
    shares: upTo(shares),
    percent: upTo(shares, 100, 0),
    nearShare: share(shares, nearAt),
    farShare: share(shares, farAt),
    asked: upTo(slice(asked, queryAt)),
    blindShares: upTo(blindShares),
    blindPercent: upTo(blindShares, 100, 0),
    blindShare: share(blindShares, nearAt),
    blindAsked: upTo(slice(blindAsked, queryAt)),
    distances: array('n − m', distances, 'X', 0),
    angles: array('angles from q to k, in degrees', angles, 'X I', 0),
    products: array('products of the pairs', products, 'X P', 2),
    waves: array('products of the first pairs', waves, 'I X', 2),
    lengths: array(
      'lengths of both arrows of the first pair',
      [first.q, first.k].map((v) => Math.hypot(...v)),
      'Z',
      2,
    ),
    strongest: scalar('largest product that a pair can have', Math.max(...most), 2),
    scores: array('products added up', scores, 'X', 2),
    stands: table('where the hands stand', stands),
    widest: scalar('largest angle of the three hands at the near key, in degrees', widest, 0),
  };
}

const read = (model: ShakespeareLlama, text: string, rules: Interventions = {}) =>
  readRun((inner) =>
    intervene(rules, (trace) => llama(model, [model.tokenizer.encode(text)], {}, trace), inner),
  ).within(`block.${layer}`);

export type RopeFacts = Awaited<ReturnType<typeof ropeFacts>>;
