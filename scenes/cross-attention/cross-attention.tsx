/** Where does the answer look? Words over their keys and values; each digit brings a query, and the table grows by its row. */
import { all, waitFor } from '@motion-canvas/core';
import { fly } from '../../src/components/flight/Flight';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { Bars } from '../../src/components/plots/Bars';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { film } from '../../src/film/film';
import { rows, slice, type ArrayFact, type TokensFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import { cast } from './cast';
import { lesson } from './lesson';
import { script } from './script';

/** What the head shows of a run. */
interface Run {
  readonly queries: ArrayFact;
  readonly pattern: ArrayFact;
  readonly taken: ArrayFact;
  readonly read: TokensFact;
  readonly written: TokensFact;
  readonly answer: TokensFact;
}

export default film(lesson, script, function* (stage, facts) {
  const { words, answer, card, keys, values, table, queries, read, taken, written, law, ...figures } = cast(stage, facts); // prettier-ignore
  const [first, missed, idle, digit] = [facts.first, facts.missed, facts.idle, facts.digit].map(({ value }) => value) as [number, number, number, number]; // prettier-ignore
  const places = [...facts.words.values.keys()];
  const steps = [...facts.read.values.keys()];
  const right = facts.answer.values[0] ?? '';
  /** Digits that are not those of the answer stand out. */
  const say = ({ values: [said = ''] }: TokensFact, digits = said.length) =>
    answer.text(
      [...said].slice(0, digits).map((c, i) => (c === right[i] ? c : `{warning:${c}}`)).join(''), // prettier-ignore
    );
  const cover = function* (place: number) {
    const [box, scale] = [words.boxAt(place), words.scale.x()];
    const target = words.position().add(box.center.scale(scale));
    if (card.opacity() === 0) {
      card.width(box.width * scale).height(box.height * scale);
      card.position(target.addY(-card.height() * 1.1));
      yield* card.reveal();
    }
    yield* all(words.reveal(pace.quick), card.position(target, pace.change));
    yield* words.hideToken(place, 0);
  };
  const uncover = () => all(words.reveal(pace.quick), card.hide());
  const become = function* (run: Run) {
    read.tokens(run.read);
    yield* all(queries.morphTo(run.queries), table.morphTo(run.pattern));
    yield* taken.morphTo(run.taken);
    written.tokens(run.written);
    const wrong = run.written.values.flatMap((c, t) => (c === facts.written.values[t] ? [] : [t]));
    yield* all(written.mark(steps, 'line', 0), written.mark(wrong, 'warning', 0));
    say(run.answer);
  };
  const columnsBut = (place: number | null) =>
    all(...[keys, table, values].map((grid) => (place === null ? grid.undim() : grid.dimColumns([place])))); // prettier-ignore

  yield* stage.beat('hook');
  yield* words.reveal();
  say(facts.answer);
  yield* waitFor(pace.slow);
  yield* cover(missed);
  say(facts.coveredAnswer);

  yield* stage.beat('other');
  yield* cover(idle);
  say(facts.idleAnswer);

  yield* stage.beat('puzzle');
  yield* uncover();
  say(facts.answer);
  yield* all(words.mark([missed], 'warning'), words.mark([idle], 'key'));

  yield* stage.beat('memory');
  yield* all(
    stage.leave(...figures.model),
    answer.hide(),
    words.mark([missed, idle], 'line'),
    words.position(figures.top, pace.slow),
    words.scale(1, pace.slow),
  );
  const memory = new MatrixView({
    values: facts.memory,
    title: stage.word('memory'),
    hidden: true,
  });
  memory.fill(figures.memoryRooms[0], { most: { cellWidth: keys.cellWidth(), cellHeight: size.large * 1.5 } }); // prettier-ignore
  yield* stage.add(memory).revealColumns(pace.slow * 2);

  yield* stage.beat('offers');
  yield* memory.goTo(figures.memoryRooms[1], pace.change, {
    most: { cellWidth: keys.cellWidth() },
  });
  yield* all(figures.keyLabel.reveal(), figures.valueLabel.reveal());
  for (const i of places) {
    yield* all(words.focus(i, pace.quick, 'key'), memory.focusColumn(i), keys.showColumn(i), values.showColumn(i)); // prettier-ignore
  }
  yield* all(words.unfocus(), memory.unfocus());

  yield* stage.beat('query');
  yield* stage.leave(memory);
  yield* read.showToken(0);
  yield* all(queries.showRow(0, pace.slow), figures.queryLabel.reveal());
  yield* queries.focusRow(0);

  yield* stage.beat('score');
  const parts = new Bars({
    values: facts.parts,
    labels: facts.partNames,
    stacked: true,
    total: facts.product,
    totalLabel: 'q · k',
    hidden: true,
  });
  stage.add(parts.fill(figures.corner, { most: { px: size.label } }));
  const scores = figures.scoresOf(0);
  yield* keys.focusColumn(first);
  yield* parts.reveal(pace.slow * 2);
  yield* all(scores.showCell(first), law.showTerms('score'));
  for (const i of places) {
    if (i !== first) yield* all(keys.focusColumn(i), scores.showCell(i));
  }

  yield* stage.beat('share');
  yield* all(keys.focusColumn(first), scores.focusCell(first));
  yield* all(stage.leave(parts), law.showTerms('soft'));
  yield* scores.morphTo(slice(facts.pattern, 0), pace.slow, { colors: 'sequential' });
  yield* all(keys.unfocus(), queries.unfocus(), table.showRow(0, 0), table.focusCell(0, first, 0));
  scores.remove();

  yield* stage.beat('take');
  yield* all(values.focusColumn(first), law.showTerms('take'), figures.takenLabel.reveal());
  yield* fly(values.columnAnchors(first), taken.rowAnchors(0));
  answer.fill(figures.answerRoom, { most: { px: size.large * 2.4 } });
  say(facts.answer, 1);
  yield* all(values.unfocus(), written.showToken(0), answer.reveal());

  yield* stage.beat('next');
  const feed = (t: number) => fly([written.anchor(t - 1)], [read.anchor(t)]);
  yield* all(table.unfocus(), feed(1));
  yield* queries.showRow(1, pace.slow);
  const again = figures.scoresOf(1);
  for (const i of places) yield* all(keys.focusColumn(i), again.showCell(i));
  yield* keys.unfocus();

  yield* stage.beat('rest');
  const look = (t: number) => facts.looked.values[t] ?? 0;
  const write = function* (t: number) {
    yield* all(table.focusCell(t, look(t)), values.focusColumn(look(t)));
    yield* taken.showRow(t);
    say(facts.answer, t + 1);
    yield* written.showToken(t);
  };
  yield* again.morphTo(slice(facts.pattern, 1), pace.slow, { colors: 'sequential' });
  yield* table.showRow(1, 0);
  again.remove();
  yield* write(1);
  for (const t of rows(facts.pattern).keys()) {
    if (t < 2) continue;
    yield* feed(t);
    yield* queries.showRow(t);
    yield* table.showRow(t);
    yield* write(t);
  }
  yield* all(table.unfocus(), values.unfocus());

  yield* stage.beat('stairs');
  const stairs = rows(facts.pattern).map((_, t) => [t, look(t)] as const);
  yield* table.dimExceptCells(stairs);
  for (const [t, s] of stairs)
    yield* all(words.focus(s, pace.quick, 'text'), table.focusCell(t, s));
  yield* all(words.unfocus(), table.unfocus());

  yield* stage.beat('measured');
  const heads = new Bars({
    values: facts.heads,
    labels: (['head0', 'head1', 'head2', 'head3'] as const).map((name) => stage.word(name)),
    role: 'target',
    full: 1,
    facts: [facts.headPlaces],
    hidden: true,
  });
  stage.add(heads.fill(figures.corner, { most: { px: size.cell } }));
  yield* heads.reveal(pace.slow * 2);
  yield* heads.dimExcept([facts.heads.values.indexOf(Math.max(...facts.heads.values))]);

  yield* stage.beat('swap');
  yield* all(stage.leave(heads), table.undim());
  yield* all(values.hide(), figures.valueLabel.hide());
  const others = new TokenRow({ tokens: facts.otherWords, role: 'value', px: words.px(), pitch: words.pitch(), boxWidth: words.boxWidth(), boxHeight: size.large, hidden: true }); // prettier-ignore
  others.position([words.x(), values.y() + values.cellsBox().top - gap.small - others.boxHeight() / 2]); // prettier-ignore
  yield* stage.add(others).reveal();
  yield* others.focus(missed, pace.quick, 'value');
  values.values(facts.otherValues);
  yield* all(values.reveal(), figures.valueLabel.reveal());

  yield* stage.beat('follows');
  yield* become({ queries: facts.lentQueries, pattern: facts.lentPattern, taken: facts.lentTaken, read: facts.lentRead, written: facts.lentWritten, answer: facts.lentAnswer }); // prettier-ignore
  yield* all(table.focusCell(digit, missed), taken.focusRow(digit));

  yield* stage.beat('cover');
  const own = { queries: facts.queries, pattern: facts.pattern, taken: facts.taken, read: facts.read, written: facts.written, answer: facts.answer }; // prettier-ignore
  yield* all(others.hide(), taken.unfocus(), values.morphTo(facts.values));
  yield* become(own);
  yield* table.focusRow(digit);
  yield* all(cover(missed), columnsBut(missed));

  yield* stage.beat('zero');
  yield* become({ queries: facts.coveredQueries, pattern: facts.coveredPattern, taken: facts.coveredTaken, read: facts.coveredRead, written: facts.coveredWritten, answer: facts.coveredAnswer }); // prettier-ignore
  yield* all(table.focusCell(digit, facts.coveredPlace.value), values.focusColumn(facts.coveredPlace.value)); // prettier-ignore

  yield* stage.beat('idle');
  yield* all(table.unfocus(), values.unfocus(), columnsBut(null));
  yield* all(become(own), cover(idle));
  yield* columnsBut(idle);
  yield* become({ queries: facts.idleQueries, pattern: facts.idlePattern, taken: facts.idleTaken, read: facts.idleRead, written: facts.idleWritten, answer: facts.idleAnswer }); // prettier-ignore

  yield* stage.beat('answer');
  yield* all(uncover(), columnsBut(null), law.highlight('score'));
  yield* all(become(own), table.dimExceptCells(stairs));
  yield* all(law.highlight('take'), words.unfocus());
  for (const [t, s] of stairs) {
    yield* all(words.focus(s, pace.quick, 'text'), table.focusCell(t, s), written.focus(t, pace.quick, 'target')); // prettier-ignore
  }
  yield* all(words.unfocus(), table.unfocus(), written.unfocus(), law.unhighlight());
});
