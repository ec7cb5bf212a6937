/** The whole block at a glance, and what happens to its rows when two words change places. */
import { all, sequence, type ThreadGenerator } from '@motion-canvas/core';
import { Arrow } from '../../../src/components/Arrow';
import { Flow } from '../../../src/components/Flow';
import type { MatrixView } from '../../../src/components/MatrixView';
import { Words } from '../../../src/components/Words';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { clearNotes, type Cast, type EncoderFacts, type EncoderStage } from '../cast';
import {
  blockRow,
  centred,
  glide,
  inPlace,
  outcomePlace,
  pairSheet,
  resize,
  slimSheet,
  spot,
  tokenPx,
} from '../layout';

/** Out comes the shape that went in. */
export function* stack(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { rows, tokens, input, T, C } = cast;
  yield* stage.beat('layers');
  yield* all(clearNotes(cast), rows.undim(), tokens.undim(), rows.unfocus());
  yield* rows.morphTo(facts.norm2, pace.slow);
  rows.title(stage.word('afterOne'));
  yield* all(
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
    ],
    skips: [
      { around: 'attention', into: 'afterAttention', side: 'top' },
      { around: 'ffn', into: 'afterFeedForward', side: 'top' },
    ],
    repeats: [{ from: 'x', to: 'afterFeedForward', label: stage.word('times'), side: 'bottom' }],
    px: size.cell,
    apart: gap.wide,
  }).hide();
  stage.add(flow.position(spot(0, blockRow)));
  const arrows = [
    new Arrow({ from: edgeOf(input, 'right'), to: flow.step('x'), reveal: 0 }),
    new Arrow({ from: flow.step('afterFeedForward'), to: edgeOf(rows, 'left'), reveal: 0 }),
  ];
  arrows.forEach((arrow) => stage.add(arrow));
  yield* input.opacity(1, pace.change);
  yield* arrows[0]?.trace() ?? [];
  yield* flow.reveal();
  yield* arrows[1]?.trace() ?? [];
  yield* rows.morphTo(facts.output, pace.slow);
  rows.title(stage.word('afterAll'));
  cast.notes.push(flow, ...arrows);
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
  yield* all(tokens.swap(first, second, pace.slow), input.morphTo(facts.swappedInput, pace.slow));
  yield* flag(stage, input, facts.changedBefore);
  yield* rows.morphTo(facts.swappedOutput, pace.slow);
  yield* flag(stage, rows, facts.changedAfter);
}

/** Says beside each row whether it changed. */
function* flag(
  stage: EncoderStage,
  grid: MatrixView,
  changes: EncoderFacts['changedBefore'],
): ThreadGenerator {
  const flags = changes.values.map((change, i) => {
    const changed = change > 0;
    const shown = change.toFixed(changes.decimals);
    const amount = Number(shown) > 0 ? ` ${shown}` : '';
    const words = new Words({
      text: changed ? `${stage.word('changed')}${amount}` : stage.word('same'),
      role: changed ? 'warning' : 'muted',
      px: gap.normal,
      opacity: 0,
    });
    const edge = grid.position().add([grid.cellsBox().right, grid.cellAt(i, 0).y]);
    return stage.add(words.position(edge.addX(gap.normal + words.extent().x / 2)));
  });
  yield* sequence(pace.quick / 2, ...flags.map((words) => words.opacity(1, pace.quick)));
}
