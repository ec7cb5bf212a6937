/** What does a gate add? One neuron at every letter: a dot in the plane of when and what, first on a line, then anywhere. */
import { all, createSignal, waitFor } from '@motion-canvas/core';
import { arrange } from '../../src/components/figure/arrange';
import type { Region } from '../../src/components/figure/Region';
import { fly } from '../../src/components/flight/Flight';
import { Formula } from '../../src/components/formula/Formula';
import { VectorView } from '../../src/components/grids/VectorView';
import { Bars } from '../../src/components/plots/Bars';
import { Plane, type PlanePoints } from '../../src/components/plots/Plane';
import { Plot } from '../../src/components/plots/Plot';
import { NumberView } from '../../src/components/text/NumberView';
import { Words } from '../../src/components/text/Words';
import { TokenBars } from '../../src/components/tokens/TokenBars';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { film } from '../../src/film/film';
import { entry, type ArrayFact, type ScalarFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import type { Role } from '../../src/theme/palette';
import { size } from '../../src/theme/type';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const [last, plusAt, minusAt] = [facts.last.value, facts.plusAt.value, facts.minusAt.value];
  const letters = facts.text.values.map((_, t) => t);
  const [strip, main] = stage.body.cut('below', 2 * size.large);
  const [left, right] = main.columns(1, 1);
  const [lines, low] = left.cut('above', gap.normal)[1].rows(6, 5);
  const [rowLine, gateLine, valueLine] = lines.spaced(gap.small).rows(1, 1, 1);
  const [over, wide] = main.cut('above', size.large);
  const [planeName, planeRoom] = right.cut('above', size.large);

  const pitch = Math.min(strip.width / letters.length, 2 * size.large);
  const row = new TokenRow({ tokens: facts.text, face: 'numbers', px: size.heading, pitch, boxWidth: pitch - gap.small }); // prettier-ignore
  stage.add(row.position(strip.center));

  const words = (text: string, role: Role = 'muted') =>
    stage.add(new Words({ text, role, hidden: true }));
  const centred = (title: Words, room: Region) => title.position(room.center);
  const atLeft = (title: Words, room: Region) =>
    title.position(() => room.point(-1, -1).add(title.extent().scale(0.5)));
  const number = (fact: ScalarFact, role: Role, px: number = size.large) =>
    stage.add(new NumberView({ fact, role, px, hidden: true }));

  // Many numbers as colours under their name, what comes of them at the end
  const line = (values: ArrayFact, title: string, room: Region) => {
    const [colours, end] = room.spaced(0).columns(5, 1);
    const look = { cellWidth: colours.width / facts.width.value, cellHeight: 1.3 * size.large, gap: 0, numbers: false } as const; // prettier-ignore
    const view = stage.add(new VectorView({ values, ...look, hidden: true }));
    const name = atLeft(words(title), room);
    view.position(room.point(-1, -1).add([view.extent().x / 2, size.label * 2.4]));
    const outcome = (fact: ArrayFact, role: Role) =>
      number(entry(fact, last), role).position([end.center.x, view.position().y]);
    return { view, name, outcome, show: () => all(view.reveal(), name.reveal()) };
  };

  const points = (x: ArrayFact, y: ArrayFact, product: ArrayFact): PlanePoints => ({ x, y, product }); // prettier-ignore
  const ours = points(facts.gate, facts.value, facts.product);
  const [whenLabel, whatLabel] = [
    createSignal(stage.word('whenX')),
    createSignal(stage.word('whatX')),
  ];
  const axes = {
    xAxis: { label: whenLabel, role: 'query', holds: [facts.raw, facts.classic, facts.otherGates, facts.signedGate] }, // prettier-ignore
    yAxis: { label: whatLabel, role: 'value', holds: [facts.classic, facts.value, facts.otherValues, facts.signedValue] }, // prettier-ignore
    quarters: [
      { name: 'silent', x: 'left', y: 'both', label: stage.word('silent'), role: 'muted' },
      { name: 'plus', x: 'right', y: 'upper', label: stage.word('plus'), role: 'pos' },
      { name: 'minus', x: 'right', y: 'lower', label: stage.word('minus'), role: 'neg' },
    ],
  } as const;
  const planeOf = (of: PlanePoints) =>
    stage.add(new Plane({ points: of, labels: facts.text, ...axes, hidden: true }));
  const everyNeuron = points(facts.otherGates, facts.otherValues, facts.otherProducts);
  const crowd = stage.add(new Plane({ points: everyNeuron, labels: [], ...axes, hidden: true, opacity: 0.55 })); // prettier-ignore
  const plane = planeOf(points(facts.classic, facts.classic, facts.classicSaid));
  for (const one of [plane, crowd]) one.fill(planeRoom);
  const subject = centred(words(stage.word('twin')), planeName);
  const activation = (name: 'relu' | 'silu', x: ArrayFact, y: ArrayFact) => {
    const series = [
      { name, x: facts.siluOf, y: facts[name], role: 'query' },
      { name: 'letters', x, y, as: 'dots', role: 'text' },
    ] as const;
    const plot = new Plot({ series, xAxis: { ticks: 2 }, yAxis: { ticks: 2, label: stage.word(name) }, grid: false, opacity: 0 }); // prettier-ignore
    return stage.add(plot.fill(low));
  };

  // What follows, and without one neuron
  yield* stage.beat('hook');
  const guess = stage.add(
    new Bars({ values: facts.guess, labels: facts.next, role: 'target', unit: '%',  hidden: true }), // prettier-ignore
  );
  guess.fill(wide.inset(0, gap.normal));
  const titles = [words(stage.word('on')), words(stage.word('off'), 'warning')] as const;
  titles.forEach((title) => centred(title, over));
  yield* all(guess.reveal(pace.slow), titles[0].reveal(), row.focus(last, pace.slow, 'target'));
  yield* waitFor(pace.settle);
  yield* titles[0].hide();
  yield* all(titles[1].reveal(), guess.become(facts.guessOff, pace.slow));

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
  yield* plane.showQuarter('plus');
  yield* plane.showQuarter('silent');

  yield* stage.beat('never');
  yield* plane.showQuarter('minus');

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
  const [times, equals] = [words('×'), words('=')];
  const product = number(entry(facts.product, last), 'text');
  arrange([factors[0], times, factors[1], equals, product], sumLine, { apart: gap.normal, align: 'left' }); // prettier-ignore
  yield* plane.hideAreas([last]);
  yield* fly([gate.anchor(), value.anchor()], factors.map((factor) => factor.anchor()), pace.slow); // prettier-ignore
  yield* all(times.reveal(), equals.reveal(), product.reveal(), plane.showArea(last));

  yield* stage.beat('held');
  const added = line(facts.adds, stage.word('adds'), addLine);
  yield* plane.hidePoints(letters.slice(0, -1));
  yield* crowd.showPoints(facts.otherGates.values.map((_, n) => n), pace.slow * 2); // prettier-ignore
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

  yield* stage.beat('counted');
  const [planeSide, plotSide] = main.columns(1, 1);
  const signs = new Plot({
    series: [{ name: 'plus', y: facts.plusShares, role: 'target' }],
    lines: [
      { name: 'relu', y: facts.whole.value, label: stage.word('everyRelu'), role: 'warning' },
    ],
    xAxis: { label: stage.word('sorted'), ticks: 2 },
    yAxis: { label: stage.word('plusShare'), from: 0, to: facts.whole.value },
    opacity: 0,
  });
  stage.add(signs.fill(plotSide.inset(0, gap.normal)));
  yield* all(subject.hide(), plane.goTo(planeSide), signs.opacity(1, pace.slow));
  yield* signs.showSeries('relu', pace.slow);
  yield* signs.showSeries('plus', pace.slow * 2);

  yield* stage.beat('struck');
  const labels = (['trained', 'noMinus', 'frozen', 'reluTwin'] as const).map((word) => stage.word(word)); // prettier-ignore
  const costs = new Bars({ values: facts.losses, labels, role: ['target', 'neg', 'query', 'warning'], hidden: true }); // prettier-ignore
  const [costName, costRoom] = plotSide.cut('above', size.large);
  const cost = centred(words(stage.word('loss')), costName);
  stage.add(costs.fill(costRoom, { most: { px: size.heading, cellHeight: 2.6 * size.large } }));
  yield* stage.leave(signs);
  yield* all(cost.reveal(), costs.showBar(0));
  for (const changed of [1, 2]) {
    yield* waitFor(pace.settle);
    yield* costs.showBar(changed);
  }

  yield* stage.beat('twin');
  const twin = labels.length - 1;
  yield* costs.showBar(twin);
  yield* costs.dimExcept([0, twin]);

  yield* stage.beat('answer');
  const [pictures, under] = main.rows(5, 1);
  const halves = pictures.columns(1, 1).map((half) => half.cut('above', size.large));
  const [[whenName, whenRoom], [signName, signRoom]] = halves as [Halved, Halved];
  const first = planeOf(ours);
  first.fill(whenRoom);
  yield* all(costs.hide(), cost.hide(), plane.hideQuarter('minus'));
  yield* plane.goTo(signRoom);
  const names = [centred(words(stage.word('solved')), whenName), centred(subject, signName)];
  yield* all(first.showAxes(), first.showPoints(letters), ...names.map((one) => one.reveal()));
  yield* all(
    plane.name([plusAt, minusAt]),
    first.name([last]),
    first.showArea(last),
    row.mark([last], 'query'),
  );
  const tex = String.raw`\big(\term{query}{\mathrm{SiLU}(x\,W_{\mathrm{gate}})} \odot \term{value}{x\,W_{\mathrm{up}}}\big)\, W_{\mathrm{down}}`;
  yield* stage.add(new Formula({ tex, hidden: true }).fill(under)).reveal();
});

type Halved = readonly [Region, Region];
