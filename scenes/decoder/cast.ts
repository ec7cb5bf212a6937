/** What lives through the film: a square of letters against letters, with each row's guess beside it; at the end two of them. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import type { Region } from '../../src/components/figure/Region';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { Bars } from '../../src/components/plots/Bars';
import { TextRun } from '../../src/components/text/TextRun';
import { Words } from '../../src/components/text/Words';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { token } from '../../src/film/show';
import type { Stage } from '../../src/film/Stage';
import type { ArrayFact, TokensFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import type { Role } from '../../src/theme/palette';
import { size } from '../../src/theme/type';
import type { lesson } from './lesson';
import type { script } from './script';

const tokenSide = size.large + gap.small;
const every = (count: number) => Array.from({ length: count }, (_, i) => i);

export type DecoderFacts = Awaited<ReturnType<typeof lesson.facts>>;
type Beat = keyof (typeof script)['beats'];
type Word = keyof (typeof script)['words'];
export type DecoderStage = Stage<DecoderFacts, Beat, Word>;
export type Panel = ReturnType<typeof panelOf>;

/** Half of the stage: a name, room for a square and its guesses, and under them room of this height for what is written. */
export function halfOf(region: Region, low: number) {
  const [name, below] = region.spaced(gap.normal).cut('above', size.large);
  const [under, rest] = below.cut('below', low);
  const [square, guesses] = rest.columns(13, 6);
  return { name, rest, square, guesses, under };
}

/** `open`: the future too is in the square. */
export function panelOf(stage: DecoderStage, shares: ArrayFact, text: TokensFact, open = false) {
  const T = text.values.length;
  const grid = stage.add(new MatrixView({ values: shares, colors: 'sequential', hidden: true }));
  const letters = (side: 'above' | 'left') =>
    stage.add(new TokenRow({ tokens: text, face: 'numbers', hidden: true }).alignWith(grid, side, gap.small)); // prettier-ignore
  const [asked, asks] = [letters('above'), letters('left')];
  const side = () => Math.min(tokenSide, ...grid.pitch().sub(gap.hair).toArray());
  for (const row of [asked, asks]) {
    row.boxWidth(side).boxHeight(side);
    row.px(() => Math.max(size.small, Math.min(size.token, side() / 2 + gap.hair)));
  }
  const cells = every(T).flatMap((t) => every(T).map((s) => [t, s] as const));
  const seen = cells.filter(([t, s]) => s <= t || open);

  /** Room for more letters, which are not there yet. */
  function* enlarge(next: ArrayFact, longer: TokensFact): ThreadGenerator {
    const corner = () => grid.onStage(grid.cellAt(0, 0));
    const before = corner();
    grid.values(next);
    for (const row of [asked, asks]) row.tokens(longer);
    yield* grid.hide(0);
    for (const [t, s] of seen) yield* grid.showCell(t, s, 0);
    grid.position(grid.position().add(before.sub(corner())));
  }

  /** A row, as far as it sees; letters that it brings come with it. */
  const showRow = (t: number, last = T - 1, seconds: number = pace.quick) =>
    all(
      ...(t >= T ? [asked.showToken(t), asks.showToken(t)] : []),
      ...every(open ? last + 1 : t + 1).map((s) => grid.showCell(t, s, seconds)),
    );

  /** Bars at the right, one beside each row from the first. */
  const beside = (bars: Bars, room: Region, most: number = size.large) => {
    const count = bars.values().values.length;
    const rowAt = (i: number) => grid.onStage(grid.cellAt(i, 0)).y;
    bars.width(room.width).px(() => Math.min(most, Math.max(size.small, grid.pitch().y / 2)));
    bars.rowHeight(() => grid.pitch().y);
    bars.position(() => [room.center.x, (rowAt(0) + rowAt(count - 1)) / 2]);
    return bars;
  };

  const names = () => all(asked.reveal(pace.slow), asks.reveal(pace.slow));
  return { grid, asked, asks, enlarge, showRow, beside, names };
}

export function cast(stage: DecoderStage, facts: DecoderFacts) {
  const [left, right] = stage.body.columns(1, 1);
  const halvesOver = (low: number) => [halfOf(left, low), halfOf(right, low)] as const;
  const halves = halvesOver(2.5 * size.large);
  const words = (text: string, role: Role = 'muted') =>
    stage.add(new Words({ text, role, hidden: true }));
  const named = (name: 'back' | 'ahead', i: 0 | 1) =>
    words(stage.word(name)).position(halves[i].name.center);
  const names = [named('back', 0), named('ahead', 1)] as const;

  const rowsWithNext = every(facts.text.values.length - 1);
  /** Before each letter what stood before it. */
  const spelled = rowsWithNext.map((t) => ({
    before: every(t + 1)
      .map((i) => token(facts.text, i))
      .join(''),
    letter: token(facts.text, t + 1),
  }));
  const spelledAs = (role: Role) =>
    spelled.map(({ before, letter }) => `${before}{${role}:${letter}}`);
  const nextLetters = spelled.map(({ letter }) => letter);
  const guessBars = (values: ArrayFact, role: Role, labels: readonly string[]) =>
    stage.add(new Bars({ values, labels, role, unit: '%', full: facts.whole.value, hidden: true }));

  /** Line ends are marks of the line, so that all stays on it. */
  const line = (letters: readonly string[]) => letters.join('').replaceAll('\n', '¶');
  const writing = (i: 0 | 1) => {
    const { under } = halves[i];
    const run = new TextRun({ text: line(facts.text.values), px: size.heading, width: under.width, hidden: true }); // prettier-ignore
    return stage.add(run.position(under.point(0, -1).addY(run.extent().y / 2)));
  };
  return { halves, halvesOver, words, names, spelledAs, nextLetters, guessBars, line, writing };
}
