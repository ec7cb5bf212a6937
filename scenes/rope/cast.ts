/** Figures that more than one act plays with. */
import { Vector2, all, type ThreadGenerator } from '@motion-canvas/core';
import { Arrow } from '../../src/components/marks/Arrow';
import { Dial } from '../../src/components/dials/Dial';
import type { Figure } from '../../src/components/figure/Figure';
import { Formula } from '../../src/components/formula/Formula';
import { PairedVector } from '../../src/components/grids/PairedVector';
import type { TableColumn } from '../../src/components/tables/NumberTable';
import { TokenPlaces } from '../../src/components/tokens/TokenPlaces';
import { Words } from '../../src/components/text/Words';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { show } from '../../src/film/show';
import type { Stage } from '../../src/film/Stage';
import type { ArrayFact } from '../../src/lessons/facts';
import { size } from '../../src/theme/type';
import type { Role } from '../../src/theme/palette';
import { formatNumber } from '../../src/theme/formatNumber';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import type { RopeFacts } from './ropeFacts';
import { cells, character, place, radius, row, spot } from './layout';
import type { script } from './script';

type Beat = keyof (typeof script)['beats'];
type Word = keyof (typeof script)['words'];
export type RopeStage = Stage<RopeFacts, Beat, Word>;
export type Cast = ReturnType<typeof cast>;

export function cast(stage: RopeStage, facts: RopeFacts) {
  const [P = 1] = facts.q.shape;
  const tokens = new TokenRow({
    tokens: facts.characters,
    face: 'numbers',
    hidden: true,
    ...character,
    position: spot(0, row.text),
  });
  const places = new TokenPlaces({
    of: tokens,
    marked: { [facts.queryAt.value]: 'query', [facts.keyAt.value]: 'key' },
    opacity: 0,
  });
  const vector = (name: 'query' | 'key', values: ArrayFact) =>
    new PairedVector({
      values,
      title: stage.word(name),
      hidden: true,
      position: spot(0, name === 'query' ? row.queryBelowText : row.key),
      ...cells(P),
    });
  const q = vector('query', facts.q);
  const k = vector('key', facts.k).apart(gap.small);
  const dials = Array.from({ length: P }, (_, i) => pairDial(facts, i));
  /** A point at this height under a pair of the vectors, wherever it stands now. */
  const under = (i: number, y: number) => new Vector2(q.position().x + q.pairAt(i).x, spot(0, y).y);
  /** The two numbers beside the followed arrow. */
  const coordinates = [0, 1].map(() => new Words({ face: 'numbers', role: 'query', opacity: 0 }));
  for (const figure of [tokens, places, q, k, ...dials, ...coordinates]) stage.add(figure);
  const law = new Formula({ tex: sum, hidden: true });
  const score = new Words({
    text: show(facts.score),
    face: 'numbers',
    px: size.formula,
    opacity: 0,
  });
  law.position(() => spot(0, row.sum).addX(-score.extent().x / 2));
  score.place('right', law, gap.small);
  stage.add(law);
  stage.add(score);
  const pairName = new Words({
    text: stage.word('firstPair'),
    px: size.small,
    role: 'muted',
    opacity: 0,
  });
  pairName.position(place.pairName.addX(pairName.extent().x / 2));
  stage.add(pairName);
  /** What the next act clears away. */
  let leaving: readonly Figure[] = [];
  const clearLater = (...figures: readonly Figure[]) => {
    leaving = [...leaving, ...figures];
  };
  function* clear(): ThreadGenerator {
    const gone = leaving;
    leaving = [];
    yield* all(...gone.map((figure) => figure.opacity(0, pace.quick)));
    for (const figure of gone) figure.remove();
  }
  return {
    law,
    score,
    pairName,
    clear,
    clearLater,
    P,
    tokens,
    places,
    q,
    k,
    dials,
    first: dials[0] as Dial,
    coordinates,
    under,
  };
}

/** The two sides of the answer. */
export const product = String.raw`\term{dot}{\langle R_{\term{query}{m}}\,q,\;R_{\term{key}{n}}\,k\rangle}`;
export const sum = String.raw`${product}\term{equals}{=}`;
/** Turned back by m, then on by n. */
export const backAndOn = String.raw`${product}\term{equals}{=}\term{apart}{q^{\top}\term{query}{R_m^{\top}}\,\term{key}{R_n}\,k}`;
export const answer = String.raw`${product}\term{equals}{=}\term{apart}{q^{\top}R_{\term{position}{n-m}}\,k}`;

/** Of an arrow that is turned by its position. */
export const placeLabel = (place: string, at: number) => `${place} = ${formatNumber(at, 0)}`;

/** Of a key that is turned by the distance alone. */
export const distanceLabel = (apart: number) => placeLabel('n \u2212 m', apart);

/** The name of a vector once it is turned. */
export const turnedName = (name: 'query' | 'key', place?: number) => {
  const [turn, vector] = name === 'query' ? ['m', 'q'] : ['n', 'k'];
  const at = place === undefined ? '' : String.raw`,\;\term{${name}}{${turn}=${place}}`;
  return new Formula({
    tex: String.raw`R_{\term{${name}}{${turn}}}\,\term{${name}}{${vector}}${at}`,
    size: size.label,
  });
};

/** Both arrows of one pair; the key's waits. */
function pairDial(facts: RopeFacts, i: number): Dial {
  const [a, b] = [2 * i, 2 * i + 1];
  const arrow = (name: Role & ('query' | 'key'), { values }: ArrayFact) => ({
    name,
    role: name,
    x: values[a] ?? Number.NaN,
    y: values[b] ?? Number.NaN,
    hidden: true,
    ghost: true,
    arc: true,
  });
  return new Dial({
    radius: i === 0 ? radius.followed : radius.hand,
    position: place.followed,
    arrows: [arrow('query', facts.q), arrow('key', facts.k)],
    between: { from: 'query', to: 'key', role: 'position' },
    opacity: 0,
  });
}

/** From the query back to the key, with the distance. */
export function looksBack(stage: RopeStage, facts: RopeFacts, tokens: TokenRow): Arrow {
  const top = (i: number) => () =>
    tokens.onStage(tokens.boxAt(i).center.addY(-tokens.boxHeight() / 2 - gap.hair));
  return new Arrow({
    from: top(facts.queryAt.value),
    to: top(facts.keyAt.value),
    kind: 'around',
    fromSide: 'top',
    toSide: 'top',
    bend: gap.group,
    role: 'position',
    label: stage.word('placesBack'),
    labelRole: 'position',
    labelSide: 'right',
    hidden: true,
  });
}

/** m, n, how far apart, and the score. */
export const scoreColumns = (stage: RopeStage, facts: RopeFacts): readonly TableColumn[] => [
  { header: 'm', role: 'query' },
  { header: 'n', role: 'key' },
  { header: 'n \u2212 m', role: 'position', tinted: true },
  { header: stage.word('score'), decimals: facts.score.decimals, width: size.formula * 4 },
];
