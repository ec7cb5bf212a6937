/** What does a gate add? One neuron at every letter: a dot in the plane of when and what, first on a line, then anywhere. */
import { all, waitFor } from '@motion-canvas/core';
import { arrange } from '../../src/components/figure/arrange';
import { fly } from '../../src/components/flight/Flight';
import { Bars } from '../../src/components/plots/Bars';
import { TokenBars } from '../../src/components/tokens/TokenBars';
import { film } from '../../src/film/film';
import { entry } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import { cast } from './cast';
import { closes } from './closes';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const figures = cast(stage, facts);
  const { main, low, over, wide, letters, row, plane, crowd, subject, ours, points } = figures;
  const { words, centred, atLeft, number, line, activation, whenLabel, whatLabel } = figures; // prettier-ignore
  const { rowLine, gateLine, valueLine } = figures.lines;
  const [last, plusAt, minusAt] = [facts.last.value, facts.plusAt.value, facts.minusAt.value];

  // What follows, and without one neuron
  yield* stage.beat('hook');
  const guess = stage.add(
    new Bars({ values: facts.guess, labels: facts.next, role: 'target', unit: '%',  hidden: true }), // prettier-ignore
  );
  guess.fill(wide.inset(0, gap.normal));
  const titles = [words(stage.word('on')), words(stage.word('off'), 'warning')] as const;
  titles.forEach((title) => centred(title, over));
  yield* all(guess.reveal(pace.slow), titles[0].reveal(), row.focus(last, pace.slow, 'target'));
  // Off, on, and off
  for (const [title, shares] of [
    [1, facts.guessOff],
    [0, facts.guess],
    [1, facts.guessOff],
  ] as const) {
    yield* waitFor(pace.slow);
    yield* titles[title === 1 ? 0 : 1].hide(pace.quick / 2);
    yield* all(titles[title].reveal(pace.quick / 2), guess.become(shares, pace.change));
  }

  // One row, one learned row, one number
  yield* stage.beat('classic');
  yield* all(guess.hide(), titles[1].hide(), row.focus(last, pace.quick, 'query'));
  const read = line(facts.classicRow, stage.word('row'), rowLine);
  const ask = line(facts.classicAsk, stage.word('ask'), gateLine);
  const x = ask.outcome(facts.classic, 'text');
  yield* read.show();
  yield* ask.show();
  yield* all(x.reveal(), plane.showAxes(), subject.reveal());
  yield* all(plane.showPoints([last], pace.quick), plane.name([last]));
  for (const t of letters.slice(0, -1)) {
    yield* all(row.focus(t, pace.quick / 3), plane.showPoints([t], pace.quick / 3));
  }
  yield* row.unfocus();

  yield* stage.beat('relu');
  const relu = activation('relu', facts.classic, facts.classicSaid);
  yield* relu.opacity(1, pace.quick);
  yield* all(relu.showSeries('relu'), relu.showSeries('letters', pace.slow));
  yield* all(plane.showQuarter('plus'), row.mark(facts.speaks.values, 'pos', pace.slow * 2));
  yield* waitFor(pace.settle);
  yield* all(plane.showQuarter('silent'), row.dimExcept(facts.speaks.values, pace.slow * 2));

  yield* stage.beat('never');
  yield* all(row.undim(), row.mark(letters, 'line'));
  yield* plane.showQuarter('minus', pace.slow);
  yield* waitFor(pace.change);
  yield* plane.hideQuarter('minus', pace.change);
  yield* plane.showQuarter('minus', pace.slow);

  // Two learned rows, two numbers: the letters leave the line
  yield* stage.beat('twice');
  const askValue = line(facts.askValue, stage.word('askValue'), valueLine);
  const value = askValue.outcome(facts.value, 'value');
  const gate = ask.outcome(facts.raw, 'query');
  yield* all(
    ...(['silent', 'plus', 'minus'] as const).map((quarter) => plane.hideQuarter(quarter)),
    ...[x, ask.name, subject].map((figure) => figure.hide()),
    stage.leave(relu),
  );
  ask.name.text(stage.word('askGate'));
  subject.text(stage.word('ours'));
  whenLabel(stage.word('gate'));
  whatLabel(stage.word('value'));
  yield* all(
    read.view.morphTo(facts.row),
    ask.view.morphTo(facts.askGate),
    ...[ask.name, subject].map((figure) => figure.reveal()),
  );
  yield* askValue.show();
  yield* all(gate.reveal(), value.reveal());
  yield* all(
    plane.name(facts.openAt.values),
    plane.become(points(facts.raw, facts.value, facts.rawProduct), pace.slow * 2),
  );

  yield* stage.beat('silu');
  const curve = activation('silu', facts.raw, facts.gate);
  yield* curve.opacity(1, pace.quick);
  yield* curve.showSeries('silu', pace.slow);
  yield* all(
    curve.showSeries('letters', pace.slow),
    gate.become(entry(facts.gate, last)),
    plane.become(ours, pace.slow * 2),
  );

  yield* stage.beat('product');
  yield* stage.leave(curve);
  yield* plane.showAreas(letters, pace.slow * 2);
  yield* waitFor(pace.quick);
  const [sumLine, addLine] = low.rows(1, 2);
  const factors = [number(entry(facts.gate, last), 'query'), number(entry(facts.value, last), 'value')] as const; // prettier-ignore
  const [times, equals] = [words('×'), words('≈')];
  const product = number(entry(facts.product, last), 'text');
  arrange([factors[0], times, factors[1], equals, product], sumLine, { apart: gap.normal, align: 'left' }); // prettier-ignore
  yield* plane.hideAreas([last]);
  yield* fly([gate.anchor(), value.anchor()], factors.map((factor) => factor.anchor()), pace.slow); // prettier-ignore
  yield* all(times.reveal(), equals.reveal(), product.reveal(), plane.showArea(last));

  yield* stage.beat('held');
  const added = line(facts.adds, stage.word('adds'), addLine);
  yield* plane.hidePoints(letters.slice(0, -1));
  yield* crowd.showPoints(facts.otherGates.values.map((_, n) => n), pace.slow * 3); // prettier-ignore
  yield* added.show();

  yield* stage.beat('when');
  const shown = [read, ask, askValue, added].flatMap(({ view, name }) => [view, name]);
  const sum = [...factors, times, equals, product];
  yield* all(
    ...[...shown, ...sum, gate, value, subject, plane, crowd].map((figure) => figure.hide()),
  );
  const marked = Object.fromEntries(facts.openAt.values.map((t) => [t, 'query' as const]));
  const [highest] = wide.rows(6, 1);
  const moved = new TokenBars({ of: row, values: facts.moved, marked, height: highest.height, hidden: true }); // prettier-ignore
  stage.add(moved);
  const measure = centred(words(stage.word('moved')), over);
  yield* all(moved.reveal(pace.slow), measure.reveal(), row.mark(facts.openAt.values, 'query'));
  const unseen = atLeft(words(stage.word('unseen')), highest);
  const [openLine, shutLine] = highest.cut('above', size.large * 1.5)[1].cut('above', size.large * 3)[0].rows(1, 1); // prettier-ignore
  const shares = [
    [words(stage.word('open')), number(facts.movedOpen, 'query'), openLine] as const,
    [words(stage.word('shut')), number(facts.movedShut, 'muted'), shutLine] as const,
  ];
  for (const [name, share, room] of shares) {
    share.after('%');
    arrange([name, share], room, { apart: gap.normal, align: 'left' });
  }
  const told = facts.openPlaces.value > 0 ? [unseen, ...shares.flatMap(([name, share]) => [name, share])] : []; // prettier-ignore
  yield* waitFor(pace.settle);
  yield* all(...told.map((figure) => figure.reveal()));

  // The quarter that stayed empty
  yield* stage.beat('quarter');
  yield* all(...[moved, measure, ...told].map((figure) => figure.hide()), row.mark(facts.openAt.values, 'line')); // prettier-ignore
  const [, middle] = main.columns(1, 6, 1);
  const [middleName, middleRoom] = middle.cut('above', size.large);
  plane.fill(middleRoom);
  centred(subject, middleName);
  yield* plane.hideAreas([], 0);
  yield* all(plane.showAxes(), plane.showPoints(letters), subject.reveal());
  yield* plane.showQuarter('minus');
  yield* subject.hide();
  subject.text(stage.word('other'));
  const other = points(facts.signedGate, facts.signedValue, facts.signedProduct);
  yield* all(plane.name([]), subject.reveal());
  yield* all(plane.become(other, pace.slow * 2), plane.name(facts.signedOpenAt.values));

  yield* stage.beat('signs');
  yield* all(row.mark([plusAt], 'pos'), plane.showArea(plusAt));
  yield* all(row.mark([minusAt], 'neg'), plane.showArea(minusAt));

  yield* closes(stage, facts, figures);
});
