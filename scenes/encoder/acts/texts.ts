/** One word in two texts, side by side: what the film opens with and comes back to. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import type { Region } from '../../../src/components/figure/Region';
import { VectorView } from '../../../src/components/grids/VectorView';
import { Wires } from '../../../src/components/marks/Wires';
import { Words } from '../../../src/components/text/Words';
import { TokenRow } from '../../../src/components/tokens/TokenRow';
import { token } from '../../../src/film/show';
import { slice } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { law, type Cast, type EncoderFacts, type EncoderStage } from '../cast';

const answerOf = (facts: EncoderFacts, side: number) =>
  token(side === 0 ? facts.aloneAnswer : facts.pairAnswer);

export function* puzzle(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  yield* stage.beat('hook');
  const { row } = cast;
  const sign = (text: string, { center }: Region, y: number) =>
    stage.add(new Words({ text, px: size.large * 2, opacity: 0 }).position([center.x, y]));
  const [left, between, right] = stage.body.inset(gap.small, gap.wide).columns(12, 2, 12);
  const texts = [left, right].map((half, i) => {
    const [above, cells, under] = half.rows(3, 3, 3);
    const tokens = i === 0 ? facts.focus : facts.pair;
    const words = stage.add(new TokenRow({ tokens, hidden: true }));
    words.fill(above, { most: { px: size.large * 2 } });
    const looked = i === 0 ? row : stage.add(new VectorView({ values: facts.embedding, hidden: true })); // prettier-ignore
    looked.values(slice(facts.lookedUp, i)).title(stage.word('lookedUp'));
    looked.fill(cells, { most: { cellHeight: 2.4 * size.large } });
    const value = stage.add(new Words({ text: answerOf(facts, i), face: 'numbers', role: 'target', px: size.large * 3, opacity: 0 })); // prettier-ignore
    const writes = new Words({ text: stage.word('writes'), opacity: 0 });
    stage.add(writes.position([half.left + writes.extent().x / 2, under.center.y]));
    const beside = half.left + writes.extent().x + gap.normal + value.extent().x / 2;
    value.position([Math.max(under.center.x, beside), under.center.y]);
    return { words, looked, value, writes };
  });
  for (const { words, value, writes } of texts) {
    yield* words.reveal(pace.slow);
    yield* all(value.opacity(1, pace.change), writes.opacity(1, pace.change));
  }

  yield* stage.beat('same');
  yield* all(...texts.map(({ looked }) => looked.reveal(2 * pace.slow)));
  const equal = sign('=', between, row.y() + row.cellsBox().center.y);
  const unequal = sign('≠', between, texts[0]?.value.y() ?? 0);
  yield* all(equal.opacity(1, pace.slow), ...texts.map(({ looked }) => looked.focusAll(pace.slow)));
  yield* unequal.opacity(1, pace.slow);

  const gone = texts.flatMap(({ words, looked, value, writes }) => [words, value, writes, ...(looked === row ? [] : [looked])]); // prettier-ignore
  yield* stage.beat('wires');
  yield* stage.leave(equal, unequal, ...gone);
  yield* all(cast.goHome(), row.unfocus());
}

/** The same two texts once more, with what the word hears in each. */
export function* solved(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  yield* stage.beat('answer');
  const { formula } = cast;
  yield* stage.clear(formula);
  const [over, rest] = stage.body.cut('above', 5 * size.large);
  const [board, under] = rest.spaced(gap.normal).rows(9, 4);
  const split = (region: Region) => region.spaced(gap.normal).columns(3, 11, 1, 11);
  const [names, left, signs, right] = split(board);
  const [, overLeft, , overRight] = split(over);
  const facing = [facts.inputs, facts.messages, facts.sums];
  const at = (text: string, region: Region, k: number, px: number = size.label) =>
    stage.add(new Words({ text, px, opacity: 0 }).position(region.row(k, facing.length).center));
  const lines = (['x', 'plusMessage', 'newRow'] as const).map((name, k) => ({
    name: at(stage.word(name), names, k),
    sign: at(token(facts.signs, k), signs, k, size.large * 1.4),
    views: [left, right].map((half, i) => {
      const view = new VectorView({ values: slice(facing[k] ?? facts.sums, i), hidden: true });
      const most = { cellHeight: 1.8 * size.large, px: size.heading };
      return stage.add(view).fill(half.row(k, facing.length), { most });
    }),
  }));
  const texts = [overLeft, overRight].map((room, i) => {
    const [chips, number] = room.columns(11, 4);
    const words = stage.add(new TokenRow({ tokens: i === 0 ? facts.aloneWords : facts.pairWords, hidden: true })); // prettier-ignore
    words.fill(chips, { most: { px: size.label }, align: 'bottom left' });
    const shares = i === 0 ? facts.alonePattern : facts.pairPattern;
    const wires = stage.add(new Wires({ from: words, to: words, shares, highest: 2 * size.large, heads: true, hidden: true })); // prettier-ignore
    const value = new Words({ text: answerOf(facts, i), face: 'numbers', role: 'target', opacity: 0 }); // prettier-ignore
    stage.add(value.fill(number, { most: { px: 2 * size.large } }).y(words.y()));
    const place = i === 0 ? 0 : facts.pairPlace.value;
    const hears = i === 0 ? facts.aloneWords.values.length - 1 : place === 0 ? 1 : 0;
    return { words, wires, value, place, hears };
  });
  const come = (k: number) =>
    all(...lines.slice(k, k + 1).flatMap(({ name, sign, views }) => [name.opacity(1, pace.slow), ...views.map((view) => view.reveal(pace.slow)), sign.opacity(1, pace.slow)])); // prettier-ignore

  yield* all(...texts.map(({ words }) => words.reveal(pace.slow)), come(0));
  yield* all(...texts.map(({ words, place }) => words.focus(place, pace.quick, 'text')));
  yield* all(...texts.map(({ wires, place, hears }) => all(wires.dimExcept([[place, hears]], 0), wires.showRow(place, pace.slow)))); // prettier-ignore
  yield* come(1);
  yield* come(2);
  yield* all(...texts.map(({ value }) => value.opacity(1, pace.slow)));
  yield* all(
    formula.reveal(0),
    formula.position(under.center, pace.slow),
    formula.morphTo(law(facts, 'i').answer, pace.slow),
  );
}
