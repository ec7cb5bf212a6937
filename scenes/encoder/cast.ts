/** What lives through the film: the words with their wires, what the model writes, the row of one word, the formula. */
import { all } from '@motion-canvas/core';
import { fly } from '../../src/components/flight/Flight';
import type { Anchor } from '../../src/components/figure/Anchor';
import { Formula } from '../../src/components/formula/Formula';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { VectorView, type VectorViewProps } from '../../src/components/grids/VectorView';
import { Brace } from '../../src/components/marks/Brace';
import { Wires } from '../../src/components/marks/Wires';
import { Words } from '../../src/components/text/Words';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import type { Stage } from '../../src/film/Stage';
import { extentOf, token } from '../../src/film/show';
import type { ArrayFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import type { lesson } from './lesson';
import type { script } from './script';

export type EncoderFacts = Awaited<ReturnType<typeof lesson.facts>>;
type Beat = keyof (typeof script)['beats'];
type Word = keyof (typeof script)['words'];
export type EncoderStage = Stage<EncoderFacts, Beat, Word>;
export type Cast = ReturnType<typeof cast>;

export function cast(stage: EncoderStage, facts: EncoderFacts) {
  const inHead = [facts.queryMatrix, facts.queryBias, facts.query, facts.keys, facts.values];
  const heard = [facts.weighted, facts.heard, facts.joined, facts.blendMatrix, facts.blendBias];
  const rows = [facts.lookedUp, facts.embedding, facts.position, facts.input, facts.message, facts.added]; // prettier-ignore
  stage.oneScale(...inHead, ...heard, ...rows, facts.cutAdded, facts.inputs, facts.messages, facts.sums); // prettier-ignore

  const body = stage.body.spaced(gap.normal);
  const [sky, ground] = body.cut('above', 4 * size.large);
  const [foot, middle] = ground.cut('below', 2.5 * size.large);
  const [chips, desk] = middle.cut('above', 1.75 * size.large);
  const [, under] = middle.columns(5, 23, 5);
  const [, lines] = under.rows(4, 3);
  const [, , answerRoom] = sky.columns(5, 23, 5);
  const [home, formulaRoom] = foot.inset(gap.small, 0).columns(5, 9);
  /** Below words that stand low, and below words that stand on top. */
  const [, low] = body.columns(5, 9)[1].cut('above', 2 * (sky.height + gap.normal) + chips.height);
  const board = body.cut('above', chips.height + gap.normal)[1].cut('below', foot.height)[1];

  const { height: boxHeight } = chips;
  const words = stage.add(
    new TokenRow({ tokens: facts.words, px: size.heading, boxHeight, hidden: true }),
  );
  /** A column of numbers under each word. */
  const keys = stage.add(new MatrixView({ values: facts.keys, hidden: true }));
  words.alignWith(keys, 'above');
  keys.fill(under, { most: { cellHeight: 1.2 * size.large }, align: 'top' });
  const wires = stage.add(
    new Wires({ from: words, to: words, shares: facts.pattern, highest: sky.height, hidden: true }),
  );
  const wordsAt = keys.y();
  const shifts = { low: sky.height, middle: 0, high: stage.body.top - under.top };
  /** Where there is little to see below the words, their wires have more room above them. */
  const wordsTo = (place: keyof typeof shifts, seconds: number = pace.slow) =>
    all(
      keys.y(wordsAt + shifts[place], seconds),
      wires.highest(Math.max(1, under.top + shifts[place] - stage.body.top), seconds),
    );
  const answer = stage.add(new Words({ text: token(facts.answer), face: 'numbers', hidden: true }));
  answer.fill(answerRoom, { most: { px: size.large * 2 } });

  const row = stage.add(new VectorView({ values: facts.embedding, hidden: true }));
  const goHome = () =>
    row.goTo(home, pace.slow, {
      most: { cellHeight: 1.5 * size.large, px: size.label },
      align: 'bottom left',
    });
  /** Another row over the one that is followed. */
  const over = (values: ArrayFact, title: string) => {
    const [cellWidth, cellHeight] = [row.cellWidth(), row.cellHeight()];
    const view = new VectorView({ values, title, cellWidth, cellHeight, gap: row.gap(), px: row.px(), hidden: true }); // prettier-ignore
    return stage.add(view.place('above', row, gap.normal));
  };
  /** Cells as large as those of a grid, below it or beside it. */
  const like = (grid: MatrixView, props: VectorViewProps) => {
    const [cellWidth, cellHeight] = [grid.cellWidth(), grid.cellHeight()];
    const gaps = { gap: grid.gap(), rowGap: grid.rowGap(), px: grid.px() };
    return stage.add(new VectorView({ cellWidth, cellHeight, ...gaps, hidden: true, ...props }));
  };
  const lineUnder = (grid: MatrixView, y: number, props: VectorViewProps) =>
    like(grid, props).position([grid.x() + grid.cellsBox().center.x, y]);
  const label = (text: string, view: VectorView) =>
    stage.add(new Words({ text, opacity: 0 }).place('left', view, gap.normal));
  const formula = stage.add(new Formula({ tex: law(facts).query, size: size.large * 1.25, hidden: true })); // prettier-ignore
  formula.position(formulaRoom.center);

  return { words, wires, answer, row, formula, keys, desk, low, board, lines, goHome, wordsTo, over, like, lineUnder, label }; // prettier-ignore
}

/** The formula as far as the film has come. */
export function law({ query }: EncoderFacts, head = '') {
  const weighed = String.raw`\operatorname{softmax}\!\left(\frac{\q\K^{\top}}{\sqrt{${extentOf(query, 'D')}}}\right)`;
  const blend = String.raw`\term{heads}{[h_1,h_2]}\,W+b`;
  return {
    query: String.raw`\q=\term{x}{x}\,W_q+b_q`,
    keys: String.raw`\q\K^{\top}`,
    shares: weighed,
    values: String.raw`\term{heads}{h_{${head}}}=${weighed}\,\V`,
    blend,
    adds: String.raw`\term{x}{x}+${blend}`,
    answer: String.raw`\term{x}{x}+${blend},\qquad h_i=${weighed}\,\V`,
  };
}

interface Multiplied {
  /** What flies into the column, and into which cells. */
  readonly from: readonly Anchor[];
  readonly into?: number;
  readonly braces?: readonly (readonly [first: number, last: number, label: string])[];
  readonly x: ArrayFact;
  readonly matrix: ArrayFact;
  readonly bias: ArrayFact;
  readonly result: ArrayFact;
  readonly role: 'query' | 'text';
  /** Of matrix and bias. */
  readonly letters: readonly [string, string];
  readonly named: string;
}

/** Numbers in a column, each times its row of a learned matrix, added down with b. */
export function* multiply(stage: EncoderStage, cast: Cast, given: Multiplied) {
  const [room, biasRoom, resultRoom] = cast.board.spaced(gap.small).rows(7, 1, 1);
  const grid = new MatrixView({ values: given.matrix, hidden: true });
  const most = { cellWidth: 5 * gap.normal };
  const [titleRoom, cells] = room.spaced(0).cut('above', 1.6 * size.label);
  stage.add(grid.fill(cells, { most }));
  const title = new Words({ text: `${stage.word('learned')} $${given.letters[0]}$`, opacity: 0 });
  stage.add(title.position(titleRoom.point(0, -0.5)));
  const x = cast.like(grid, { values: given.x, direction: 'column' });
  x.position(() => grid.position().add([-grid.extent().x / 2 - x.extent().x - gap.normal, grid.cellsBox().center.y])); // prettier-ignore
  const bias = cast.lineUnder(grid, biasRoom.center.y, { values: given.bias });
  const result = cast.lineUnder(grid, resultRoom.center.y, {
    values: given.result,
    role: given.role,
  });
  const labels = [
    title,
    ...(given.braces ? [] : [cast.label('$x$', x)]),
    cast.label(`$+\\,${given.letters[1]}$`, bias),
    cast.label(given.named, result).role(given.role),
  ];
  const braces = (given.braces ?? []).map(([first, last, label]) =>
    stage.add(new Brace({ around: [x.span(first, last)], side: 'left', label, hidden: true })),
  );
  const into = given.into ?? 0;
  const reached = x.anchors().slice(into, into + given.from.length);
  yield* fly(given.from, reached, pace.slow, { move: braces.length > 0 });
  yield* all(x.reveal(pace.change), ...braces.map((brace) => brace.reveal()));
  yield* grid.revealRows(pace.slow);
  yield* all(bias.reveal(pace.change), ...labels.map((words) => words.opacity(1, pace.change)));
  for (const d of given.result.values.keys()) {
    yield* all(grid.focusColumn(d), result.showCell(d));
  }
  yield* grid.unfocus();
  return { result, rest: [x, grid, bias, ...labels, ...braces] };
}

interface Added {
  readonly before: readonly [values: ArrayFact, title: string];
  readonly comes: readonly [values: ArrayFact, title: string];
  readonly sum: readonly [values: ArrayFact, title: string];
  /** Where the cells that come were before. */
  readonly from?: readonly Anchor[];
}

/** Another row is added to the one that is followed, and what was added stays above it. */
export function* add(
  stage: EncoderStage,
  { row, over }: Cast,
  { before, comes, sum, from }: Added,
) {
  const [values, text] = comes;
  const other = over(values, '').place('above', row, gap.normal);
  const title = stage.add(new Words({ text, opacity: 0 }));
  title.place('above', other, gap.hair);
  const old = over(...before).place('above', title, gap.normal);
  yield* fly(row.anchors(), old.anchors(), pace.slow, { move: true, arc: 0 });
  if (from) yield* fly(from, other.anchors(), pace.slow, { move: true });
  yield* all(other.reveal(), title.opacity(1, pace.change));
  row.values(sum[0]).title(sum[1]);
  for (const c of sum[0].values.keys()) {
    yield* fly([old.cellAnchor(c), other.cellAnchor(c)], [row.cellAnchor(c)], pace.quick);
  }
  return [old, other, title];
}
