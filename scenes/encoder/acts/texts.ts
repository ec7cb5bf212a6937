/** One word in two texts, side by side: what the film opens with and comes back to. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import type { Region } from '../../../src/components/figure/Region';
import { VectorView } from '../../../src/components/grids/VectorView';
import { Wires } from '../../../src/components/marks/Wires';
import { NumberTable } from '../../../src/components/tables/NumberTable';
import { Words } from '../../../src/components/text/Words';
import { TokenRow } from '../../../src/components/tokens/TokenRow';
import { token } from '../../../src/film/show';
import { slice } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { law, type Cast, type EncoderFacts, type EncoderStage } from '../cast';

type Side = 0 | 1;

/** The words and what the model makes of them. */
function meaning(
  stage: EncoderStage,
  facts: EncoderFacts,
  side: Side,
  room: Region,
  ended: boolean,
) {
  // prettier-ignore
  const { focus, pair, aloneWords, pairWords, aloneAnswer, pairAnswer } = facts;
  const [chips, number] = room.spaced(gap.normal).columns(10, 3);
  const tokens = ([ended ? aloneWords : focus, ended ? pairWords : pair] as const)[side];
  const words = stage.add(new TokenRow({ tokens, hidden: true }));
  words.fill(chips, {
    most: { px: ended ? size.caption : size.large * 1.6 },
    align: 'bottom left',
  });
  const text = token(side === 0 ? aloneAnswer : pairAnswer);
  const value = new Words({ text, face: 'numbers', role: 'target', opacity: 0 });
  value.fill(number, { most: { px: ended ? 1.8 * size.large : 2.2 * size.large } });
  value.y(words.y());
  return { words, value: stage.add(value) };
}

export function* puzzle(stage: EncoderStage, facts: EncoderFacts, cast: Cast) {
  yield* stage.beat('hook');
  const [left, middle, right] = stage.body.inset(gap.small, gap.wide).columns(12, 2, 12);
  const texts = [left, right].map((half, i) => {
    const [above, below] = half.rows(4, 3);
    const row = i === 0 ? cast.row : stage.add(new VectorView({ values: facts.embedding, hidden: true })); // prettier-ignore
    row.values(slice(facts.lookedUp, i)).title(stage.word('lookedUp'));
    row.fill(below, { most: { cellHeight: 2.2 * size.large }, align: 'top left' });
    return { ...meaning(stage, facts, i as Side, above, false), row };
  });
  for (const { words, value } of texts) {
    yield* words.reveal(pace.slow);
    yield* value.opacity(1, pace.quick);
  }

  yield* stage.beat('same');
  yield* all(...texts.map(({ row }) => row.reveal(2 * pace.slow)));
  const equal = stage.add(new Words({ text: '=', px: size.large * 2, opacity: 0 }));
  equal.position([middle.center.x, cast.row.y() + cast.row.cellsBox().center.y]);
  yield* equal.opacity(1, pace.change);
  yield* all(...texts.map(({ row }) => row.focusAll(pace.slow)));

  yield* stage.beat('wires');
  const { row, words, wires, answer } = cast;
  const [, twin] = texts;
  yield* stage.leave(equal, ...texts.flatMap((text) => [text.words, text.value]), ...(twin ? [twin.row] : [])); // prettier-ignore
  yield* all(cast.goHome(), row.unfocus(), cast.wordsTo('low', 0));
  row.title(stage.word('row'));
  yield* words.reveal(pace.slow);
  yield* all(words.focus(facts.asks.value, pace.quick, 'text'), wires.reveal(2 * pace.slow));
  answer.text(token(facts.answer)).role('target');
  yield* answer.reveal();
  const places = [...facts.words.values.keys()];
  const between = places.flatMap((i) => places.flatMap((k) => (i === k ? [] : [[i, k] as const])));
  yield* all(answer.hide(), ...between.map(([i, k]) => wires.cut(i, k, 2 * pace.slow)));

  yield* stage.beat('apart');
  answer.text(token(facts.apartAnswer)).role('warning');
  yield* answer.reveal();
  const counts = new NumberTable({
    columns: [{ as: 'words' }, { as: 'bar', header: stage.word('right'), role: 'target', decimals: 0 }], // prettier-ignore
    rows: [
      [stage.word('deaf'), facts.apartRight.value],
      [stage.word('open'), facts.openRight.value],
    ],
    longestBar: facts.examined.value,
    shown: 1,
    opacity: 0,
  });
  stage.add(counts.fill(cast.low, { most: { cellHeight: gap.group } }));
  yield* counts.opacity(1, pace.change);
  yield* all(answer.hide(), ...between.map(([i, k]) => wires.mend(i, k, pace.slow)));
  answer.text(token(facts.answer)).role('target');
  yield* all(answer.reveal(), counts.showRow(1));
  return counts;
}

/** The same two texts once more, with what the word hears in each. */
export function* solved(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  yield* stage.beat('back');
  const { formula } = cast;
  yield* stage.clear(formula);
  const [left, middle, right] = stage.body.columns(11, 4, 11);
  const split = (region: Region) => region.spaced(gap.small).rows(5, 3, 3, 3, 3);
  const [, ...between] = split(middle);
  const names = (['input', 'message', 'sum'] as const).map((name, i) => {
    const { center } = between[i] ?? middle;
    return stage.add(new Words({ text: stage.word(name), opacity: 0 }).position(center));
  });
  const sides = [left, right].map((half, i) => {
    const [above, ...rooms] = split(half);
    const { words, value } = meaning(stage, facts, i as Side, above, true);
    const shares = i === 0 ? facts.alonePattern : facts.pairPattern;
    const wires = stage.add(new Wires({ from: words, to: words, shares, highest: gap.group, hidden: true })); // prettier-ignore
    const rows = [facts.inputs, facts.messages, facts.sums].map((values, k) => {
      const view = stage.add(new VectorView({ values: slice(values, i), hidden: true }));
      return view.fill(rooms[k] ?? half, { most: { cellHeight: gap.group, px: size.heading } });
    });
    return { words, value, wires, rows, place: i === 0 ? 0 : facts.pairPlace.value };
  });
  const come = (k: number) =>
    all(
      ...sides.map(({ rows }) => rows[k]?.reveal(2 * pace.slow) ?? formula.reveal()),
      names[k]?.opacity(1, pace.slow) ?? formula.reveal(),
    );
  yield* all(...sides.map(({ words }) => words.reveal(pace.slow)));
  yield* all(...sides.map(({ words, place }) => words.focus(place, pace.quick, 'text')), come(0));
  yield* all(...sides.map(({ wires, place }) => wires.showRow(place, pace.slow)));
  yield* come(1);

  yield* stage.beat('answer');
  const [, , , , under] = split(stage.body);
  yield* come(2);
  yield* all(...sides.map(({ value }) => value.opacity(1, pace.slow)));
  yield* all(
    formula.position(under.center, pace.slow),
    formula.morphTo(law(facts).answer, pace.slow),
  );
}
