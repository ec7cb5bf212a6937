/** What lives through the film: the words with their wires, what the model writes, the row of one word, the formula. */
import { all } from '@motion-canvas/core';
import type { Region } from '../../src/components/figure/Region';
import { Formula } from '../../src/components/formula/Formula';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { VectorView, type VectorViewProps } from '../../src/components/grids/VectorView';
import { Wires } from '../../src/components/marks/Wires';
import { Words } from '../../src/components/text/Words';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import type { Stage } from '../../src/film/Stage';
import { extentOf, show, token } from '../../src/film/show';
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
  const heard = [facts.weighted, facts.heard, facts.joined, facts.message, facts.threeMessages];
  const rows = [facts.lookedUp, facts.embedding, facts.position, facts.input, facts.added];
  stage.oneScale(...inHead, ...heard, ...rows, facts.inputs, facts.messages, facts.sums);

  const body = stage.body.spaced(gap.normal);
  const [sky, ground] = body.cut('above', 3.5 * size.large);
  const [foot, middle] = ground.cut('below', 3 * size.large);
  const [chips, desk] = middle.cut('above', 1.75 * size.large);
  const [, under] = middle.columns(5, 23, 5);
  const [, lines] = under.rows(4, 3);
  const [home, formulaRoom] = foot.inset(gap.small, 0).columns(5, 9);
  const board = body.cut('above', size.large)[1].cut('below', foot.height)[1];

  const words = stage.add(
    new TokenRow({ tokens: facts.words, px: size.large, boxHeight: chips.height, hidden: true }),
  );
  /** A column of numbers under each word. */
  const keys = stage.add(new MatrixView({ values: facts.keys, hidden: true }));
  words.alignWith(keys, 'above');
  keys.fill(under, {
    most: { cellWidth: 5 * size.large, cellHeight: 1.2 * size.large },
    align: 'top',
  });
  const wires = stage.add(
    new Wires({ from: words, to: words, shares: facts.pattern, highest: sky.height, heads: true, hidden: true }), // prettier-ignore
  );
  const wordsAt = keys.y();
  const shifts = {
    low: desk.height - 2.5 * size.large,
    middle: 0,
  };
  /** Where there is little to see below the words, their wires have more room above them. */
  const wordsTo = (place: keyof typeof shifts, seconds: number = pace.slow) =>
    all(
      keys.y(wordsAt + shifts[place], seconds),
      wires.highest(Math.max(1, under.top + shifts[place] - stage.body.top - gap.wide), seconds),
    );
  const layer = stage.add(new Words({ text: stage.word('layerOne'), role: 'query', opacity: 0 }));
  layer.position(() => body.point(-1, -1).add(layer.extent().mul(0.5)));

  const row = stage.add(new VectorView({ values: facts.embedding, hidden: true }));
  const goHome = () =>
    row.goTo(home, pace.slow, {
      most: { cellHeight: 1.5 * size.large, px: size.label },
      align: 'bottom left',
    });
  /** Cells as large as those of a grid, below it or beside it. */
  const like = (grid: MatrixView | VectorView, props: VectorViewProps) => {
    const [cellWidth, cellHeight] = [grid.cellWidth(), grid.cellHeight()];
    const gaps = { gap: grid.gap(), rowGap: grid.rowGap(), px: grid.px() };
    return stage.add(new VectorView({ cellWidth, cellHeight, ...gaps, hidden: true, ...props }));
  };
  const lineUnder = (grid: MatrixView, y: number, props: VectorViewProps) =>
    like(grid, props).position([grid.x() + grid.cellsBox().center.x, y]);
  const label = (text: string, view: VectorView | Words) =>
    stage.add(new Words({ text, opacity: 0 }).place('left', view, gap.normal));
  const formula = stage.add(new Formula({ tex: law(facts).query, size: size.large * 1.4, hidden: true })); // prettier-ignore
  formula.position(formulaRoom.center);
  const answer = stage.add(new Words({ text: token(facts.answer), face: 'numbers', role: 'target', px: size.large * 2.5, opacity: 0 })); // prettier-ignore
  answer.position(formulaRoom.center);
  const writes = label(stage.word('writes'), answer);

  return { words, wires, layer, answer, writes, row, formula, keys, body, board, lines, goHome, wordsTo, like, lineUnder, label }; // prettier-ignore
}

/** The formula as far as the film has come. */
export function law({ query, head }: EncoderFacts, i = show(head)) {
  const weighed = String.raw`\operatorname{softmax}\!\left(\frac{\q_{${i}}\K_{${i}}^{\top}}{\sqrt{${extentOf(query, 'D')}}}\right)`;
  const blend = String.raw`\term{heads}{[h_1,h_2]}\,W+b`;
  return {
    query: String.raw`\q_{${i}}=\term{x}{x}\,W+b`,
    keys: String.raw`\q_{${i}}\K_{${i}}^{\top}`,
    shares: weighed,
    values: String.raw`\term{heads}{h_{${i}}}=${weighed}\,\V_{${i}}`,
    adds: String.raw`\term{x}{x}+${blend}`,
    answer: String.raw`\term{x}{x}+${blend},\qquad h_i=${weighed}\,\V_{${i}}`,
  };
}

/** Lines of numbers, one under another, each with its name to the left. */
export function stack(
  stage: EncoderStage,
  room: Region,
  named: readonly (readonly [values: ArrayFact, name: string])[],
) {
  const [names, numbers] = room.columns(4, 11);
  return named.map(([values, text], i) => {
    const view = stage.add(new VectorView({ values, hidden: true }));
    const most = { cellHeight: 2.4 * size.large, px: size.large };
    view.fill(numbers.row(i, named.length), { most, align: 'left' });
    const name = stage.add(new Words({ text, opacity: 0 }));
    name.position([names.right - name.extent().x / 2 - gap.normal, view.position().y + view.cellsBox().center.y]); // prettier-ignore
    return { view, name };
  });
}
