/** The word asks, weighs, hears, and adds what it hears to its row. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import type { Figure } from '../../../src/components/figure/Figure';
import { fly } from '../../../src/components/flight/Flight';
import type { Region } from '../../../src/components/figure/Region';
import { Formula } from '../../../src/components/formula/Formula';
import { MatrixView } from '../../../src/components/grids/MatrixView';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { show, showEntry } from '../../../src/film/show';
import type { ArrayFact } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { add, law, multiply, type Cast, type EncoderFacts, type EncoderStage } from '../cast';

export function* hearing(
  stage: EncoderStage,
  facts: EncoderFacts,
  cast: Cast,
  counts: Figure,
): ThreadGenerator {
  const { wires, row, keys, formula } = cast;
  const [asks, best] = [facts.asks.value, facts.bestPlace.value];
  const places = [...facts.words.values.keys()];
  const laws = law(facts, show(facts.head));

  yield* stage.beat('row');
  yield* all(stage.leave(counts), wires.hide(), cast.wordsTo('middle'));
  yield* row.focusAll();
  const start = yield* add(stage, cast, {
    before: [facts.embedding, stage.word('row')],
    comes: [facts.position, stage.word('place')],
    sum: [facts.input, stage.word('isInput')],
  });

  yield* stage.beat('query');
  yield* all(stage.leave(...start), cast.wordsTo('high'));
  row.title(stage.word('input'));
  const { queryMatrix: matrix, queryBias: bias, query: result } = facts;
  const asking = yield* multiply(stage, cast, { from: row.anchors(), x: facts.input, matrix, bias, result, role: 'query', letters: ['W_q', 'b_q'], named: stage.word('query') }); // prettier-ignore
  yield* formula.reveal();

  yield* stage.beat('keys');
  const column = cast.like(keys, { values: facts.query, direction: 'column' });
  column.place('left', keys, gap.wide);
  yield* stage.leave(...asking.rest);
  yield* all(cast.wordsTo('middle'), fly(asking.result.anchors(), column.anchors(), pace.slow, { move: true })); // prettier-ignore
  const [first, second, third] = cast.lines.spaced(gap.small).rows(1, 1, 1);
  const name = stage.add(new Words({ text: stage.word('keys'), role: 'key', opacity: 0 }));
  name.place('right', keys, gap.normal);
  const asksWith = stage.add(new Words({ text: stage.word('query'), role: 'query', opacity: 0 }));
  asksWith.place('above', column, gap.normal);
  yield* all(
    keys.revealColumns(2 * pace.slow),
    name.opacity(1, pace.slow),
    asksWith.opacity(1, pace.slow),
  );
  const line = (values: ArrayFact, room: Region, word: string) => {
    const view = cast.lineUnder(keys, room.center.y, { values, colors: 'none' });
    return { view, name: cast.label(word, view) };
  };
  const products = line(facts.products, first, '$\\q\\cdot\\k$');
  yield* all(products.name.opacity(1, pace.quick), formula.morphTo(laws.keys));
  for (const i of places) yield* all(keys.focusColumn(i), products.view.showCell(i));
  yield* all(keys.focusColumn(best), products.view.focusCell(best));
  yield* formula.hide();
  const sum = stage.add(productOf(facts).position(formula.position()));
  yield* sum.reveal(pace.slow);

  yield* stage.beat('shares');
  yield* all(keys.unfocus(), products.view.unfocus(), stage.leave(sum));
  yield* stage.leave(column, asksWith, products.name);
  const scaled = cast.label(stage.word('scaled'), products.view);
  yield* all(scaled.opacity(1, pace.change), products.view.morphTo(facts.scores));
  const powers = line(facts.powers, second, stage.word('power'));
  yield* all(powers.name.opacity(1, pace.change), powers.view.reveal(pace.slow));
  const total = new NumberView({ fact: facts.powerSum, before: 'Σ = ', px: powers.view.px(), hidden: true }); // prettier-ignore
  stage.add(total.place('right', powers.view, gap.normal));
  yield* total.reveal(pace.change);
  const shares = line(facts.shares, third, stage.word('share'));
  shares.view.colors('sequential').bound(1);
  yield* all(shares.name.opacity(1, pace.change), shares.view.reveal(pace.slow));
  formula.tex(laws.shares);
  yield* all(wires.undim(), wires.showRow(asks), formula.reveal());

  yield* stage.beat('values');
  yield* all(keys.hide(), stage.leave(name, products.view, scaled, powers.view, powers.name, total)); // prettier-ignore
  const grid = { cellWidth: keys.cellWidth(), cellHeight: keys.cellHeight(), gap: keys.gap(), rowGap: keys.rowGap(), px: keys.px() }; // prettier-ignore
  const values = stage.add(new MatrixView({ values: facts.values, ...grid, hidden: true }));
  values.position(keys.position());
  const given = stage.add(new Words({ text: stage.word('values'), role: 'value', opacity: 0 }));
  given.place('left', values, gap.normal);
  yield* all(values.revealColumns(2 * pace.slow), given.opacity(1, pace.slow), shares.view.y(first.center.y, pace.slow)); // prettier-ignore
  const product = new Words({ text: stage.word('weighted'), role: 'value', opacity: 0 });
  stage.add(product.place('left', values, gap.normal));
  yield* all(values.morphTo(facts.weighted, pace.slow), given.opacity(0, pace.quick), product.opacity(1, pace.slow)); // prettier-ignore
  const heard = cast.like(values, { values: facts.heard, direction: 'column', role: 'value' });
  heard.place('right', values, gap.wide);
  const hears = new Words({ text: stage.word('heard'), role: 'value', opacity: 0 });
  stage.add(hears.place('above', heard, gap.normal));
  yield* hears.opacity(1, pace.quick);
  for (const d of facts.heard.values.keys()) {
    yield* fly(places.map((i) => values.cellAnchor(d, i)), [heard.cellAnchor(d)], pace.slow); // prettier-ignore
  }
  yield* formula.morphTo(laws.values);

  yield* stage.beat('blend');
  yield* all(wires.hide(), stage.leave(values, given, product, shares.view, shares.name, hears)); // prettier-ignore
  yield* cast.wordsTo('high');
  const D = facts.heard.values.length;
  const mine = (facts.head.value - 1) * D;
  const { joined, blendMatrix, blendBias, message } = facts;
  const blend = yield* multiply(stage, cast, { from: heard.anchors(), into: mine, braces: [1, 2].map((h) => [(h - 1) * D, h * D - 1, `${stage.word('head')} ${h}`] as const), x: joined, matrix: blendMatrix, bias: blendBias, result: message, role: 'text', letters: ['W', 'b'], named: stage.word('blended') }); // prettier-ignore
  yield* formula.morphTo(laws.blend);

  yield* stage.beat('adds');
  yield* stage.leave(heard, ...blend.rest);
  yield* all(cast.wordsTo('middle'), wires.showRow(asks));
  const parts = yield* add(stage, cast, {
    before: [facts.input, stage.word('input')],
    comes: [message, stage.word('message')],
    sum: [facts.added, stage.word('sum')],
    from: blend.result.anchors(),
  });
  yield* formula.morphTo(laws.adds);

  yield* stage.beat('all');
  yield* all(stage.leave(...parts), cast.wordsTo('low'));
  row.title(stage.word('newRow'));
  for (const i of facts.words.values.keys()) yield* wires.showRow(i, pace.change);
}

/** The dot product of the word that fits best, written out. */
function productOf(facts: EncoderFacts) {
  const { query, keys, product, bestPlace } = facts;
  const signed = (x: string) => (x.startsWith('−') || x.startsWith('-') ? `(${x})` : x);
  const terms = query.values.map((_, d) => String.raw`\term{query}{${showEntry(query, d)}}\cdot\term{key}{${signed(showEntry(keys, d, bestPlace.value))}}`); // prettier-ignore
  return new Formula({ tex: `${terms.join('+')}=${show(product)}`, facts: [query, keys, product], hidden: true }); // prettier-ignore
}
