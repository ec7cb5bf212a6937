/** The word asks, weighs, hears, and adds what it hears to its row. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { fly } from '../../../src/components/flight/Flight';
import type { Region } from '../../../src/components/figure/Region';
import { Formula } from '../../../src/components/formula/Formula';
import { MatrixView } from '../../../src/components/grids/MatrixView';
import { Brace } from '../../../src/components/marks/Brace';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { show, showEntry } from '../../../src/film/show';
import type { ArrayFact } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { law, stack, type Cast, type EncoderFacts, type EncoderStage } from '../cast';

export function* hearing(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { wires, layer, row, keys, formula, board, body } = cast;
  const [asks, asked, best] = [facts.asks.value, facts.asked.value, facts.bestPlace.value];
  const places = [...facts.words.values.keys()];
  const laws = law(facts);
  const named = (text: string, role: 'query' | 'key' | 'value') =>
    stage.add(new Words({ text, role, opacity: 0 }));

  yield* stage.beat('row');
  yield* all(stage.clear(cast.words, wires, layer, cast.answer, cast.writes, row, keys, formula), wires.mend(asks, asked, 0)); // prettier-ignore
  const start = stack(stage, body.columns(1, 12, 1)[1], [
    [facts.embedding, stage.word('lookedUp')],
    [facts.position, stage.word('place')],
    [facts.input, stage.word('isInput')],
  ]);
  const [looked, place, x] = start.map(({ view }) => view);
  if (!looked || !place || !x) return;
  row.title('').opacity(1);
  yield* all(...start.slice(0, 1).map(({ name }) => name.opacity(1, pace.slow)), fly(row.anchors(), looked.anchors(), pace.slow, { move: true })); // prettier-ignore
  yield* all(
    ...start.slice(1).map(({ name }) => name.opacity(1, pace.slow)),
    place.reveal(pace.slow),
  );
  for (const c of facts.input.values.keys()) yield* fly([looked.cellAnchor(c), place.cellAnchor(c)], [x.cellAnchor(c)], pace.quick); // prettier-ignore
  row.values(facts.input);

  yield* stage.beat('query');
  const others = start.flatMap(({ view, name }) => (view === x ? [name] : [view, name]));
  yield* all(stage.leave(...others), fly(x.anchors(), row.anchors(), pace.slow, { move: true }));
  row.title('$x$');
  yield* cast.wordsTo('middle', 0);
  const asking = yield* multiply(stage, cast, facts);
  yield* formula.reveal();

  yield* stage.beat('keys');
  const column = cast.like(keys, { values: facts.query, direction: 'column' });
  column.place('left', keys, gap.wide);
  yield* stage.leave(...asking.rest);
  yield* all(cast.words.opacity(1, pace.slow), fly(asking.result.anchors(), column.anchors(), pace.slow, { move: true })); // prettier-ignore
  const [first, second, third] = cast.lines.spaced(gap.small).rows(1, 1, 1);
  const name = named(stage.word('keys'), 'key').place('right', keys, gap.normal);
  const asksWith = named(stage.word('query'), 'query').place('above', column, gap.normal);
  yield* all(...[name, asksWith].map((words) => words.opacity(1, pace.slow)), keys.revealColumns(1.5 * pace.slow)); // prettier-ignore
  const line = (values: ArrayFact, room: Region, word: string) => {
    const view = cast.lineUnder(keys, room.center.y, { values, colors: 'none' });
    return { view, name: cast.label(word, view) };
  };
  const products = line(facts.products, first, '$\\q\\cdot\\k$');
  yield* all(products.name.opacity(1, pace.quick), formula.morphTo(laws.keys));
  for (const i of places) yield* all(keys.focusColumn(i), products.view.showCell(i));
  yield* all(keys.focusColumn(best), products.view.focusCell(best));
  const sum = stage.add(productOf(facts).position(formula.position()));
  yield* formula.hide(pace.quick / 2);
  yield* sum.reveal(pace.slow);

  yield* stage.beat('shares');
  yield* all(keys.unfocus(), products.view.unfocus(), stage.leave(sum, column, asksWith, products.name)); // prettier-ignore
  const scaled = cast.label(stage.word('scaled'), products.view);
  const why = stage.add(
    new Words({ text: stage.word('why'), px: size.small, role: 'muted', opacity: 0 }),
  );
  why.place('right', products.view, gap.normal);
  yield* all(scaled.opacity(1, pace.change), why.opacity(1, pace.slow), products.view.morphTo(facts.scores)); // prettier-ignore
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
  yield* all(keys.hide(), stage.leave(name, why, products.view, scaled, powers.view, powers.name, total)); // prettier-ignore
  const grid = { cellWidth: keys.cellWidth(), cellHeight: keys.cellHeight(), gap: keys.gap(), rowGap: keys.rowGap(), px: keys.px() }; // prettier-ignore
  const values = stage.add(new MatrixView({ values: facts.values, ...grid, hidden: true }));
  values.position(keys.position());
  const given = named(stage.word('values'), 'value').place('left', values, gap.normal);
  yield* all(values.revealColumns(1.5 * pace.slow), given.opacity(1, pace.slow), shares.view.y(first.center.y, pace.slow)); // prettier-ignore
  const product = named(stage.word('weighted'), 'value').place('left', values, gap.normal);
  yield* all(values.morphTo(facts.weighted, pace.slow), given.opacity(0, pace.quick), product.opacity(1, pace.slow)); // prettier-ignore
  const heard = cast.like(values, { values: facts.heard, direction: 'column', role: 'value' });
  heard.place('right', values, gap.wide);
  const hears = named(stage.word('heard'), 'value').place('above', heard, gap.normal);
  yield* hears.opacity(1, pace.quick);
  for (const d of facts.heard.values.keys()) {
    yield* fly(places.map((i) => values.cellAnchor(d, i)), [heard.cellAnchor(d)], pace.change); // prettier-ignore
  }
  yield* formula.morphTo(laws.values);

  yield* stage.beat('blend');
  yield* all(wires.hide(), stage.leave(values, given, product, shares.view, shares.name, hears), ...[cast.words, layer].map((words) => words.opacity(0, pace.quick))); // prettier-ignore
  const D = facts.heard.values.length;
  const mine = (facts.head.value - 1) * D;
  const lines = stack(stage, board, [
    [facts.joined, '$\\term{heads}{[h_1,h_2]}$'],
    [facts.message, `${stage.word('message')} $=\\term{heads}{[h_1,h_2]}\\,W+b$`],
    [facts.input, stage.word('plusX')],
    [facts.added, stage.word('newRow')],
  ]);
  const [joined, message, old, added] = lines.map(({ view }) => view);
  if (!joined || !message || !old || !added) return;
  const come = (k: number) => all(...lines.slice(k, k + 1).map(({ name }) => name.opacity(1, pace.slow))); // prettier-ignore
  yield* fly(heard.anchors(), joined.anchors().slice(mine, mine + D), pace.slow, { move: true });
  const braces = [0, 1].map((h) => stage.add(new Brace({ around: [joined.span(h * D, h * D + D - 1)], side: 'top', label: `${stage.word('head')} ${h + 1}`, hidden: true }))); // prettier-ignore
  yield* all(come(0), joined.reveal(), ...braces.map((brace) => brace.reveal()));
  yield* all(come(1), message.reveal(1.5 * pace.slow));
  row.title('');
  yield* all(come(2), fly(row.anchors(), old.anchors(), pace.slow, { move: true }));
  yield* come(lines.length - 1);
  for (const c of facts.added.values.keys()) yield* fly([message.cellAnchor(c), old.cellAnchor(c)], [added.cellAnchor(c)], pace.quick / 2); // prettier-ignore
  yield* formula.morphTo(laws.adds);
  row.values(facts.added);

  yield* stage.beat('all');
  yield* stage.leave(heard, ...braces, ...lines.flatMap(({ view, name }) => (view === added ? [name] : [view, name]))); // prettier-ignore
  yield* fly(added.anchors(), row.anchors(), pace.slow, { move: true });
  row.title(stage.word('having'));
  yield* all(...[cast.words, layer].map((words) => words.opacity(1, pace.slow)), cast.wordsTo('low', 0)); // prettier-ignore
  yield* wires.reveal(1.5 * pace.slow);
  yield* layer.opacity(0, pace.quick);
  layer.text(stage.word('layerTwo'));
  yield* all(layer.opacity(1, pace.quick), wires.become(facts.layerTwo, pace.slow));
}

/** The six numbers in a column, each times its row of the query's matrix, added down with b. */
function* multiply(stage: EncoderStage, cast: Cast, facts: EncoderFacts) {
  const [room, biasRoom, resultRoom] = cast.board.spaced(gap.small).rows(7, 1, 1);
  const grid = new MatrixView({ values: facts.queryMatrix, hidden: true });
  const [titleRoom, cells] = room.spaced(0).cut('above', 1.6 * size.label);
  stage.add(grid.fill(cells, { most: { cellWidth: 8 * gap.normal } }));
  const title = new Words({ text: `${stage.word('learned')} $W$`, opacity: 0 });
  stage.add(title.position(titleRoom.point(0, -0.5)));
  const x = cast.like(grid, { values: facts.input, direction: 'column' });
  x.position(() => grid.position().add([-grid.extent().x / 2 - x.extent().x - gap.normal, grid.cellsBox().center.y])); // prettier-ignore
  const bias = cast.lineUnder(grid, biasRoom.center.y, { values: facts.queryBias });
  const result = cast.lineUnder(grid, resultRoom.center.y, { values: facts.query, role: 'query' });
  const asks = cast.label(stage.word('query'), result).role('query');
  const labels = [title, asks, cast.label('$x$', x), cast.label('$+\\,b$', bias)];
  yield* fly(cast.row.anchors(), x.anchors(), pace.slow);
  yield* grid.revealRows(pace.slow);
  yield* all(bias.reveal(pace.change), ...labels.map((words) => words.opacity(1, pace.change)));
  for (const d of facts.query.values.keys()) yield* all(grid.focusColumn(d, pace.change), result.showCell(d, pace.change)); // prettier-ignore
  yield* grid.unfocus();
  return { result, rest: [x, grid, bias, ...labels] };
}

/** The dot product of the word that fits best, written out. */
function productOf(facts: EncoderFacts) {
  const { query, keys, product, bestPlace } = facts;
  const signed = (x: string) => (x.startsWith('−') || x.startsWith('-') ? `(${x})` : x);
  const terms = query.values.map((_, d) => String.raw`\term{query}{${showEntry(query, d)}}\cdot\term{key}{${signed(showEntry(keys, d, bestPlace.value))}}`); // prettier-ignore
  return new Formula({ tex: `${terms.join('+')}\\approx${show(product)}`, facts: [query, keys, product], hidden: true }); // prettier-ignore
}
