/** Why may it not look ahead? A square of letters against letters loses its future, and grows a row with each letter. */
import { all, waitFor } from '@motion-canvas/core';
import { fly } from '../../src/components/flight/Flight';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { Brace } from '../../src/components/marks/Brace';
import { Bars } from '../../src/components/plots/Bars';
import { Plot } from '../../src/components/plots/Plot';
import { TokenBars } from '../../src/components/tokens/TokenBars';
import { film } from '../../src/film/film';
import type { ArrayFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import { cast, panelOf } from './cast';
import { lesson } from './lesson';
import { script } from './script';

const cellWidth = 5 * size.label;
const plotHeight = 10 * size.token;

export default film(lesson, script, function* (stage, facts) {
  const { halves, halvesOver, words, names, spelledAs, nextLetters, guessBars, line, writing } = cast(stage, facts); // prettier-ignore
  const T = facts.count.value;
  const every = facts.text.values.map((_, t) => t);
  const rowsWithNext = every.slice(0, -1);
  const [leakAt, changedAt] = [facts.leakAt.value, facts.changedAt.value];
  const twins = [0, 1] as const;

  // Two guess, two write
  yield* stage.beat('hook');
  const guesses = [
    guessBars(facts.guesses, 'target', spelledAs('target')),
    guessBars(facts.guessesTwin, 'warning', spelledAs('warning')),
  ] as const;
  const runs = [writing(0), writing(1)] as const;
  for (const i of twins) guesses[i].fill(halves[i].rest);
  yield* all(...twins.map((i) => names[i].reveal(pace.quick)));
  yield all(...twins.map((i) => runs[i].reveal(pace.slow)));
  for (const t of rowsWithNext) {
    yield* all(...twins.map((i) => guesses[i].showBar(t, pace.slow)));
    yield* waitFor(pace.quick / 2);
  }

  yield* stage.beat('write');
  yield* all(
    runs[0].write(line(facts.written.values), pace.slow * 5, 'target'),
    runs[1].write(line(facts.babbled.values), pace.slow * 5, 'warning'),
  );

  // The square
  yield* stage.beat('scores');
  const [lead, rest] = stage.body.columns(1, 5);
  const [over, room] = rest.spaced(gap.normal).cut('above', 4 * gap.wide);
  const [, middle] = room.cut('below', size.large);
  const panel = panelOf(stage, facts.shares, facts.text);
  const { grid, asked, asks } = panel;
  grid.fill(rest.inset(0, gap.wide), { most: { cellWidth } });
  const overlay = (values: ArrayFact) =>
    stage.add(
      new MatrixView({
        values,
        hidden: true,
        cellWidth: () => grid.cellWidth(),
        cellHeight: () => grid.cellHeight(),
        gap: () => grid.gap(),
        rowGap: () => grid.rowGap(),
        px: () => grid.px(),
        position: () => grid.position(),
      }),
    );
  const [scores, struck] = [overlay(facts.scores), overlay(facts.masked)];
  const subject = words(stage.word('scores')).position(() => [lead.center.x, asked.position().y]);
  yield* all(...twins.flatMap((i) => [names[i].hide(), guesses[i].hide()]), runs[1].hide());
  yield* fly(
    every.map((t) => runs[0].anchor(t)),
    asked.anchors(),
  );
  yield* all(fly(asked.anchors(), asks.anchors()), runs[0].hide(), subject.reveal());
  for (const t of every) yield* all(asks.focus(t), scores.showRow(t, pace.change));
  yield* asks.unfocus();

  yield* stage.beat('leak');
  const future = every.slice(leakAt + 1);
  const marked = Object.fromEntries(every.map((s) => [s, s > leakAt ? 'warning' as const : 'target' as const])); // prettier-ignore
  const takes = stage.add(new TokenBars({ of: asked, values: facts.free, also: facts.bound, marked, height: over.height, px: size.heading, hidden: true })); // prettier-ignore
  const who = words(stage.word('free')).position([lead.center.x, over.point(0, 0.5).y]);
  yield* grid.goTo(middle, pace.slow, { most: { cellWidth } });
  yield* all(asks.focus(leakAt, pace.quick, 'query'), scores.focusRow(leakAt));
  yield* all(takes.reveal(pace.slow * 2), who.reveal());
  const toCome = stage.add(new Brace({ around: [grid.span({ rows: [T - 1, T - 1], columns: [leakAt + 1, T - 1] })], side: 'bottom', role: 'warning', label: stage.word('toCome'), hidden: true })); // prettier-ignore
  yield* all(toCome.reveal(), asked.mark(future, 'warning'));

  yield* stage.beat('mask');
  yield* all(toCome.hide(), asks.unfocus(), scores.unfocus(), asked.mark(future, 'line'));
  for (const off of rowsWithNext.map((t) => T - 1 - t)) {
    const cells = every.slice(0, T - off).map((t) => [t, t + off] as const);
    yield* all(...cells.flatMap(([t, s]) => [scores.hideCell(t, s, pace.quick / 2), struck.showCell(t, s)])); // prettier-ignore
  }
  yield* waitFor(pace.quick);
  for (const t of every) {
    yield* all(scores.hideRow(t, pace.quick / 2), struck.hideRow(t, pace.quick / 2));
    yield* panel.showRow(t);
    if (t !== leakAt) continue;
    who.text(stage.word('bound'));
    yield* takes.become(facts.bound);
  }
  subject.text(stage.word('shares'));

  yield* stage.beat('change');
  const [wide, side] = stage.body.columns(3, 2);
  yield* all(takes.hide(), who.hide(), subject.hide());
  yield* grid.goTo(stage.body, pace.slow, { most: { cellWidth } });
  for (const [text, shares] of [
    [facts.others, facts.changedShares],
    [facts.text, facts.shares],
    [facts.others, facts.changedShares],
  ] as const) {
    for (const row of [asked, asks]) row.tokens(text);
    yield* all(...[asked, asks].map((row) => row.mark([changedAt], 'position')));
    yield* grid.morphTo(shares, pace.change);
    yield* waitFor(pace.change);
  }

  yield* stage.beat('still');
  const blank = every.map(() => '');
  const changed = stage.add(new Bars({ values: facts.changed, labels: blank, role: 'position', hidden: true })); // prettier-ignore
  panel.beside(changed, side);
  const title = words(stage.word('changed')).position([side.center.x, asked.position().y]);
  yield* grid.goTo(wide);
  yield* title.reveal();
  for (const t of [...every.slice(changedAt), ...every.slice(0, changedAt).reverse()]) {
    yield* all(grid.focusRow(t), changed.showBar(t));
  }
  yield* grid.unfocus();

  yield* stage.beat('exam');
  yield* all(changed.hide(), title.hide());
  for (const row of [asked, asks]) row.tokens(facts.text);
  yield* all(grid.morphTo(facts.shares), ...[asked, asks].map((row) => row.mark(every, 'line')));
  title.text(stage.word('next'));
  const rowGuesses = [
    guessBars(facts.guesses, 'target', nextLetters),
    guessBars(facts.guessesTwin, 'warning', nextLetters),
  ] as const;
  panel.beside(rowGuesses[0], side);
  yield* title.reveal();
  for (const t of rowsWithNext) yield* all(grid.focusRow(t), rowGuesses[0].showBar(t));
  yield* grid.unfocus();

  // Two squares
  yield* stage.beat('twin');
  const other = panelOf(stage, facts.sharesTwin, facts.text, true);
  other.grid.fill(halves[1].square);
  other.beside(rowGuesses[1], halves[1].guesses, size.label);
  yield* all(title.hide(), rowGuesses[0].hide());
  yield* grid.goTo(halves[0].square);
  panel.beside(rowGuesses[0], halves[0].guesses, size.label);
  yield* all(...names.map((name) => name.reveal()), rowGuesses[0].reveal(), other.names());
  for (const t of every) {
    const bar = t < T - 1 ? [rowGuesses[1].showBar(t)] : [];
    yield* all(other.grid.focusRow(t), other.showRow(t, T - 1, pace.change), ...bar);
  }
  yield* other.grid.unfocus();

  yield* stage.beat('copy');
  for (const t of rowsWithNext) {
    yield* all(other.grid.focusCell(t, t + 1), other.asks.focus(t, pace.quick, 'warning'), other.asked.focus(t + 1, pace.quick, 'warning')); // prettier-ignore
    yield* waitFor(pace.quick / 2);
  }
  yield* all(other.grid.unfocus(), other.asks.unfocus(), other.asked.unfocus());

  // Place by place
  yield* stage.beat('places');
  const of = (name: string, role: 'target' | 'warning', x: ArrayFact, y: ArrayFact, label = '') => ({ name, role, x, y, label }) as const; // prettier-ignore
  const plot = stage.add(
    new Plot({
      series: [
        of('back', 'target', facts.places, facts.chances),
        of('ahead', 'warning', facts.places, facts.chancesTwin),
        of('lastBack', 'target', facts.lastPlaces, facts.lastChances, stage.word('final')),
        of(
          'lastAhead',
          'warning',
          facts.lastPlaces,
          facts.lastChancesTwin,
          stage.word('finalTwin'),
        ),
      ],
      xAxis: { label: stage.word('letters') },
      yAxis: { label: stage.word('given'), from: 0, to: facts.whole.value, ticks: 2 },
      opacity: 0,
    }),
  );
  plot.fill(stage.body.cut('below', plotHeight)[0]);
  const lower = halvesOver(plotHeight);
  yield* all(grid.goTo(lower[0].square), other.grid.goTo(lower[1].square));
  yield* plot.opacity(1, pace.quick);
  yield* all(plot.showSeries('back', pace.slow * 5), plot.showSeries('ahead', pace.slow * 5));

  yield* stage.beat('fall');
  yield* all(grid.focusRow(T - 1), other.grid.focusRow(T - 1));
  yield* waitFor(pace.settle);
  yield* all(plot.showSeries('lastBack', pace.slow), plot.showSeries('lastAhead', pace.slow * 2));

  yield* stage.beat('grow');
  yield* all(stage.leave(plot), grid.unfocus(), other.grid.unfocus());
  yield* panel.enlarge(facts.grownShares, facts.grown);
  yield* other.enlarge(facts.grownTwin1, facts.grownTwin);
  const lines = [writing(0), writing(1)] as const;
  const write = (i: 0 | 1, from: number, to: number, seconds: number) => {
    const letters = i === 0 ? facts.written.values : facts.babbled.values;
    return lines[i].write(line(letters.slice(from, to)), seconds, i === 0 ? 'target' : 'warning');
  };
  yield* all(
    grid.goTo(halves[0].square),
    other.grid.goTo(halves[1].square),
    ...lines.map((run) => run.reveal(pace.slow)),
  );
  for (const [n, shares] of [facts.grownTwin1, facts.grownTwin2, facts.grownTwin3].entries()) {
    yield* all(...twins.map((i) => write(i, n, n + 1, pace.quick)), panel.showRow(T + n), other.grid.hide()); // prettier-ignore
    other.grid.values(shares);
    for (let t = 0; t <= T + n; t++) yield* other.showRow(t, T + n, pace.quick / 2);
  }

  yield* rowGuesses[1].become(facts.guessesGrown);

  yield* stage.beat('answer');
  const joined = facts.grown.values.length - T;
  const ends = (['end', 'endTwin'] as const).map((word, i) =>
    words(stage.word(word), 'text').position(halves[i === 0 ? 0 : 1].under.point(0, 0.5)),
  );
  yield* all(
    ...ends.map((end) => end.reveal()),
    ...[grid, other.grid].map((square) => square.focusRow(facts.grown.values.length - 1)),
  );
  yield* all(...twins.map((i) => write(i, joined, facts.written.values.length, pace.slow * 5)));
});
