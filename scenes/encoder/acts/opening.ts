/** One word, two meanings, one row; and what becomes of a text whose words are shut in boxes. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { NumberTable } from '../../../src/components/tables/NumberTable';
import { Words } from '../../../src/components/text/Words';
import { TokenRow } from '../../../src/components/tokens/TokenRow';
import { token } from '../../../src/film/show';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Cast, EncoderFacts, EncoderStage } from '../cast';

export function* opening(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { words, wires, answer, row, text } = cast;
  yield* stage.beat('hook');
  const meaning = (tokens: EncoderFacts['pair'], value: EncoderFacts['pair'], at: 0 | 1) => {
    const said = new TokenRow({ tokens, hidden: true });
    const number = new Words({ text: token(value), face: 'numbers', role: 'target', hidden: true });
    stage.add(
      said.fill(text.rows(1, 1)[at], {
        most: { px: size.large * 1.3, cellHeight: size.large * 2.6 },
        align: 'left',
      }),
    );
    number.px(size.large * 2);
    stage.add(number.place('right', said, gap.group));
    return { said, number };
  };
  const alone = meaning(facts.focus, facts.aloneAnswer, 0);
  const both = meaning(facts.pair, facts.pairAnswer, 1);
  yield* alone.said.reveal(pace.quick);
  yield* all(alone.number.reveal(), row.reveal(pace.slow));
  yield* row.focusAll();
  yield* both.said.reveal();
  yield* both.number.reveal();
  yield* row.focusAll();

  yield* stage.beat('closed');
  yield* stage.leave(alone.said, alone.number, both.said, both.number);
  yield* all(words.reveal(), row.unfocus());
  answer.text(token(facts.closedAnswer)).role('warning');
  yield* answer.reveal();
  const counts = new NumberTable({
    columns: [
      { as: 'words' },
      { as: 'bar', header: stage.word('right'), role: 'target', decimals: 0 },
    ],
    rows: [
      [stage.word('closedBoxes'), facts.closedRight.value],
      [stage.word('openBoxes'), facts.openRight.value],
    ],
    shown: 1,
  });
  stage.add(counts.fill(cast.board));
  yield* wires.reveal(pace.slow);
  answer.text(token(facts.answer)).role('target');
  yield* counts.showRow(1);

  yield* stage.beat('row');
  yield* all(
    stage.leave(counts),
    words.focus(facts.asks.value, pace.quick, 'text'),
    row.focusAll(),
  );
  yield* wires.hide();
  const place = cast.line(facts.position, 1, stage.word('place'));
  yield* place.reveal(pace.slow);
  yield* row.morphTo(facts.input);
  yield* place.hide();
  place.remove();
}
