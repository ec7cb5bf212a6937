/** The whole block at a glance, and what happens to its rows when two words change places. */
import { Vector2, all, sequence, type ThreadGenerator } from '@motion-canvas/core';
import { Arrow } from '../../../src/components/marks/Arrow';
import { Flow } from '../../../src/components/flow/Flow';
import type { MatrixView } from '../../../src/components/grids/MatrixView';
import { Panel } from '../../../src/components/flow/Panel';
import { Words, type WordsProps } from '../../../src/components/text/Words';
import { formatNumber } from '../../../src/theme/formatNumber';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { clearNotes, type Cast, type EncoderFacts, type EncoderStage } from '../cast';
import {
  blockRow,
  centred,
  glide,
  hiddenPlace,
  inPlace,
  outcomePlace,
  pairSheet,
  resize,
  singleRow,
  slimSheet,
  spot,
  tokenPx,
} from '../layout';

/** Out comes the shape that went in. */
export function* stack(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { rows, tokens, row, input, T, C } = cast;
  yield* stage.beat('layers');
  yield* addOnceMore(stage, facts, cast);
  rows.title(stage.word('afterOne'));
  yield* all(
    row.opacity(0, pace.quick),
    resize(rows, slimSheet(T, C), pace.slow),
    tokens.opacity(0, pace.change),
    glide(rows, () => centred(rows, spot(1, blockRow).addX(-rows.cellsBox().width / 2)), pace.slow),
  );
  input.position(centred(input, spot(-1, blockRow).addX(input.cellsBox().width / 2)));
  const flow = new Flow({
    steps: [
      { name: 'x', text: 'x', round: true },
      { name: 'attention', text: stage.word('attention') },
      { name: 'afterAttention', text: stage.word('addNorm') },
      { name: 'ffn', text: stage.word('feedForward') },
      { name: 'afterFeedForward', text: stage.word('addNorm') },
      { name: 'last', text: stage.word('norm') },
    ],
    skips: [
      { around: 'attention', into: 'afterAttention', side: 'top' },
      { around: 'ffn', into: 'afterFeedForward', side: 'top' },
    ],
    repeats: [{ from: 'x', to: 'afterFeedForward', label: stage.word('times'), side: 'bottom' }],
    px: size.cell,
    apart: gap.wide,
    hidden: true,
  });
  stage.add(flow.position(spot(0, blockRow)));
  const entering = new Arrow({ from: edgeOf(input, 'right'), to: flow.step('x'), hidden: true });
  const leaving = new Arrow({ from: flow.step('last'), to: edgeOf(rows, 'left'), hidden: true });
  stage.add(entering);
  stage.add(leaving);
  yield* input.opacity(1, pace.change);
  yield* entering.reveal();
  yield* flow.reveal();
  yield* all(leaving.reveal(pace.slow), rows.morphTo(facts.output, pace.slow));
  rows.title(stage.word('output'));
  cast.notes.push(flow, entering, leaving);
}

/** What the feed-forward layer made is added to its row, and so in all rows. */
function* addOnceMore(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { rows, tokens, row, fed } = cast;
  const plus = stage.add(new Panel({ text: '+', round: true, opacity: 0 }));
  plus.position(Vector2.lerp(singleRow, hiddenPlace, 0.5));
  yield* clearNotes(cast);
  yield* all(fed.position(centred(fed, hiddenPlace), pace.slow), plus.opacity(1, pace.slow));
  yield* all(rows.undim(), tokens.undim(), rows.unfocus());
  yield* all(
    plus.opacity(0, pace.quick),
    fed.position(fed.position().addY(-gap.normal), pace.slow),
    fed.opacity(0, pace.slow),
    row.morphTo(facts.residual2Row, pace.slow),
  );
  yield* all(row.morphTo(facts.norm2Row, pace.slow), rows.morphTo(facts.norm2, pace.slow));
  plus.remove();
}

/** The middle of one side of the cells. */
const edgeOf = (grid: MatrixView, side: 'left' | 'right') => () =>
  grid.onStage([grid.cellsBox()[side], grid.cellsBox().center.y]);

/** Two words change places: few rows change going in, all coming out. */
export function* compareSwap(
  stage: EncoderStage,
  facts: EncoderFacts,
  cast: Cast,
): ThreadGenerator {
  const { rows, tokens, input, T, C } = cast;
  yield* stage.beat('swap');
  yield* clearNotes(cast);
  yield* all(
    resize(input, pairSheet(T, C), pace.slow),
    glide(input, () => centred(input, inPlace), pace.slow),
    resize(rows, pairSheet(T, C), pace.slow),
    glide(rows, () => centred(rows, outcomePlace), pace.slow),
  );
  input.title(stage.word('input'));
  tokens.alignWith(input, 'left', gap.normal);
  tokens.boxHeight(() => input.cellHeight()).px(() => tokenPx(input.cellHeight()));
  yield* tokens.opacity(1, pace.change);
  const [first, second] = [facts.swapFirst.value, facts.swapSecond.value];
  yield* all(tokens.dimExcept([first, second]), input.dimExcept({ rows: [first, second] }));
  yield* all(tokens.swap(first, second, pace.slow), input.morphTo(facts.swappedInput, pace.slow));
  yield* all(tokens.undim(), input.undim());
  yield* flag(stage, input, facts.changedBefore);
  yield* rows.morphTo(facts.swappedOutput, pace.slow);
  yield* flag(stage, rows, facts.changedAfter);
}

/** Says beside each row how far it changed. */
function* flag(
  stage: EncoderStage,
  grid: MatrixView,
  changes: EncoderFacts['changedBefore'],
): ThreadGenerator {
  const right = grid.position().x + grid.cellsBox().right + gap.normal;
  const written = (props: WordsProps, y: number) => {
    const words = new Words({ px: size.small, opacity: 0, ...props });
    return stage.add(words.position([right + words.extent().x / 2, grid.position().y + y]));
  };
  const head = written(
    { text: stage.word('largestChange'), role: 'muted' },
    grid.cellsBox().top - gap.small - size.label * 0.6,
  );
  const flags = changes.values.map((change, i) => {
    const shown = formatNumber(change, changes.decimals);
    const text = change === 0 ? stage.word('same') : Number(shown) > 0 ? shown : stage.word('tiny');
    const [face, role] =
      change > 0 ? (['numbers', 'warning'] as const) : (['words', 'muted'] as const);
    return written({ text, face, role }, grid.cellAt(i, 0).y);
  });
  yield* sequence(pace.quick / 2, ...[head, ...flags].map((words) => words.opacity(1, pace.quick)));
}
