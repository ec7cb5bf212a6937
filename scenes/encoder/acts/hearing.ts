/** The word asks, weighs, hears, and adds what it hears to its row. */
import { all, sequence, type ThreadGenerator } from '@motion-canvas/core';
import { pace } from '../../../src/theme/pace';
import type { Cast, EncoderFacts, EncoderStage } from '../cast';

export function* hearing(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const {
    words,
    wires,
    row,
    keys,
    values,
    products,
    powers,
    shares,
    query,
    heard,
    hears,
    asksWith,
  } = cast;
  const asks = facts.asks.value;
  const best = facts.bestIndex.value;
  yield* stage.beat('offers');
  const places = [...facts.words.values.keys()];
  yield* sequence(
    pace.quick,
    ...places.map((i) => all(words.focus(i), keys.showRow(i), values.showRow(i))),
  );
  yield* words.focus(asks);

  yield* stage.beat('score');
  yield* all(query.reveal(pace.slow), asksWith.reveal());
  for (const i of places) yield* all(keys.focusRow(i), products.showCell(i));
  yield* all(keys.focusRow(best), products.focusCell(best));

  yield* stage.beat('shares');
  yield* all(
    keys.unfocus(),
    products.unfocus(),
    keys.dimRows(places),
    query.hide(),
    asksWith.hide(),
  );
  products.title(stage.word('scaled'));
  yield* products.morphTo(facts.scores);
  yield* powers.reveal(pace.slow);
  yield* shares.reveal(pace.slow);
  yield* all(shares.focusCell(best), wires.showRow(asks));

  yield* stage.beat('hears');
  yield* shares.unfocus();
  for (const i of places) yield* all(shares.focusCell(i), values.focusRow(i));
  values.title(stage.word('weighted'));
  yield* all(values.unfocus(), shares.unfocus(), values.morphTo(facts.weighted));
  yield* all(heard.reveal(pace.slow), hears.reveal());

  yield* stage.beat('adds');
  const message = cast.line(facts.message, 1, stage.word('message'));
  yield* message.reveal(pace.slow);
  yield* message.focusAll();
  yield* row.morphTo(facts.added);
  yield* stage.leave(message, query, keys, values, products, powers, heard, hears, asksWith);
  row.title(stage.word('afterLayer'));
  yield* row.morphTo(facts.after);
}
