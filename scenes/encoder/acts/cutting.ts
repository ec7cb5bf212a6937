/** One wire is cut: in the text of the film, then in 81 numbers. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { MatrixView } from '../../../src/components/grids/MatrixView';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { show, token } from '../../../src/film/show';
import type { ArrayFact, ScalarFact } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Role } from '../../../src/theme/palette';
import type { Cast, EncoderFacts, EncoderStage } from '../cast';

export function* cutting(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { words, wires, answer, row, keys } = cast;
  const [asks, asked] = [facts.asks.value, facts.asked.value];
  yield* stage.beat('cut');
  const shares = cast.lineUnder(keys, keys.position().y + keys.cellAt(0, 0).y, {
    values: facts.shares,
    colors: 'sequential',
  });
  const name = cast.label(stage.word('share'), shares);
  yield* all(
    wires.dimExcept([...facts.words.values.keys()].map((k) => [asks, k] as const)),
    shares.reveal(pace.slow),
    name.opacity(1, pace.slow),
  );
  yield* shares.focusCell(asked);
  yield* wires.cut(asks, asked, 2 * pace.slow);
  yield* all(shares.morphTo(facts.cutShares), wires.become(facts.cutPattern, pace.slow));

  yield* stage.beat('instead');
  yield* shares.unfocus();
  const old = cast.over(facts.added, stage.word('oldRow'));
  yield* old.reveal(pace.quick);
  yield* row.morphTo(facts.cutAdded, pace.slow);
  yield* answer.hide();
  answer.text(token(facts.cutAnswer)).role('warning');
  yield* answer.reveal();

  yield* stage.beat('luck');
  yield* all(
    stage.leave(old, shares, name),
    cast.wordsTo('middle'),
    words.dimExcept([asks, asked]),
  );
  const [room, counts] = cast.desk.columns(3, 1);
  const [over, cells] = room.spaced(gap.hair).cut('above', size.label);
  const title = new Words({ text: stage.word('writes'), opacity: 0 });
  stage.add(title.position(over.center));
  const [upper, lower] = counts.rows(1, 1);
  const shown = (values: ArrayFact, colors: 'none' | 'warning') =>
    stage.add(new MatrixView({ values, colors, hidden: true })).fill(cells);
  const fields = [shown(facts.field, 'none'), shown(facts.fieldCut, 'warning')] as const;
  yield* all(title.opacity(1, pace.slow), fields[0].revealRows(2 * pace.slow));
  const counted = (
    word: string,
    wrong: ScalarFact,
    of: ScalarFact,
    role: Role,
    at: typeof upper,
  ) => {
    // prettier-ignore
    const [over, under] = at.spaced(gap.hair).rows(2, 3);
    const label = new Words({ text: word, width: at.width, opacity: 0 });
    const count = new NumberView({ fact: wrong, after: ` / ${show(of)}`, facts: [of], role, hidden: true }); // prettier-ignore
    stage.add(label.position(over.center));
    stage.add(count.fill(under, { most: { px: size.large * 1.4 } }));
    return { label, count };
  };
  /** Row after row, one field gives way to the other. */
  function* become(from: 0 | 1, to: 0 | 1): ThreadGenerator {
    for (let i = 0; i < (facts.field.shape[0] ?? 0); i++) {
      yield* fields[from].hideRow(i, 0);
      yield* fields[to].showRow(i, pace.quick / 2);
    }
  }
  const one = counted(stage.word('fieldCut'), facts.fieldWrong, facts.fieldSize, 'warning', upper);
  yield* one.label.opacity(1, pace.quick);
  yield* become(0, 1);
  yield* one.count.reveal();

  yield* stage.beat('others');
  yield* all(wires.mend(asks, asked), wires.become(facts.pattern), row.morphTo(facts.added));
  answer.text(token(facts.answer)).role('target');
  const two = counted(stage.word('fieldOther'), facts.othersWrong, facts.othersSize, 'target', lower); // prettier-ignore
  yield* two.label.opacity(1, pace.quick);
  const walk = function* (): ThreadGenerator {
    for (const k of facts.words.values.keys()) {
      if (k === asked) continue;
      yield* wires.cut(asks, k, pace.quick);
      yield* wires.mend(asks, k, pace.quick);
    }
  };
  yield* all(become(1, 0), walk());
  yield* two.count.reveal();
}
