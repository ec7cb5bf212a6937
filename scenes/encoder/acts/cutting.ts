/** One wire is cut: in the text of the film, then in 81 numbers. */
import { all } from '@motion-canvas/core';
import { MatrixView } from '../../../src/components/grids/MatrixView';
import { token } from '../../../src/film/show';
import { pace } from '../../../src/theme/pace';
import type { Cast, EncoderFacts, EncoderStage } from '../cast';

export function* cutting(stage: EncoderStage, facts: EncoderFacts, cast: Cast) {
  const { words, wires, answer, row, shares } = cast;
  const [asks, asked] = [facts.asks.value, facts.asked.value];
  yield* stage.beat('cut');
  yield* wires.reveal(pace.slow);
  const old = cast.line(facts.after, 1, stage.word('oldRow'));
  yield* all(old.reveal(pace.quick), wires.dimExcept([[asks, asked]]));
  shares.labels(facts.words);
  yield* wires.cut(asks, asked, pace.slow);
  yield* all(shares.morphTo(facts.cutShares), wires.become(facts.cutPattern));
  yield* row.morphTo(facts.cutAfter);
  answer.text(token(facts.cutAnswer)).role('warning');
  yield* wires.dimExcept([...facts.words.values.keys()].map((k) => [asks, k] as const));

  yield* stage.beat('one');
  yield* all(stage.leave(old, shares), words.dimExcept([asks, asked]));
  const field = stage.add(
    new MatrixView({
      values: facts.field,
      colors: 'none',
      title: stage.word('fieldTitle'),
      hidden: true,
    }),
  );
  field.fill(cast.board);
  yield* field.revealRows();
  field.title(stage.word('fieldCut'));
  yield* field.morphTo(facts.fieldCut, pace.slow);

  yield* stage.beat('others');
  yield* all(wires.mend(asks, asked), wires.become(facts.pattern), row.morphTo(facts.after));
  answer.text(token(facts.answer)).role('target');
  for (const k of facts.words.values.keys()) {
    if (k === asks || k === asked) continue;
    yield* wires.cut(asks, k, pace.quick);
    yield* wires.mend(asks, k, pace.quick);
  }
  field.title(stage.word('fieldOther'));
  yield* field.morphTo(facts.field);
  return field;
}
