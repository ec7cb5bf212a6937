/** Where does the answer look? Words over their keys and values; each digit brings a query, and the table grows by its row. */
import { all, waitFor } from '@motion-canvas/core';
import { fly } from '../../src/components/flight/Flight';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { Arrow } from '../../src/components/marks/Arrow';
import { Bars } from '../../src/components/plots/Bars';
import { Words } from '../../src/components/text/Words';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { film } from '../../src/film/film';
import { slice, type TokensFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import type { Role } from '../../src/theme/palette';
import { size } from '../../src/theme/type';
import { cast } from './cast';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const { words, answer, card, keys, values, table, queries, read, taken, written, law, ...figures } = cast(stage, facts); // prettier-ignore
  const [first, missed, idle, digit] = [facts.first, facts.missed, facts.idle, facts.digit].map(({ value }) => value) as [number, number, number, number]; // prettier-ignore
  const places = [...facts.words.values.keys()];
  const steps = [...facts.read.values.keys()];
  const right = facts.answer.values[0] ?? '';
  /** Digits that are not those of the answer stand out. */
  const say = ({ values: [said = ''] }: TokensFact, digits = said.length, role: Role = 'warning') =>
    answer.text(
      [...said].slice(0, digits).map((c, i) => (c === right[i] ? c : `{${role}:${c}}`)).join(''), // prettier-ignore
    );
  const cover = function* (place: number) {
    const [box, scale] = [words.boxAt(place), words.scale.x()];
    const target = words.position().add(box.center.scale(scale));
    if (card.opacity() === 0) {
      card.width(box.width * scale).height(box.height * scale);
      card.position(target.addY(-card.height() - gap.normal));
      yield* card.reveal();
    }
    yield* all(words.reveal(pace.quick), card.position(target, pace.change));
    yield* words.hideToken(place, 0);
  };
  const uncover = () => all(words.reveal(pace.quick), card.hide());
  /** All that the head shows becomes what it is in another run. */
  const become = function* (run: 'covered' | 'idle' | 'lent' | null, role: Role = 'warning') {
    const now = run === null ? facts : { queries: facts[`${run}Queries`], pattern: facts[`${run}Pattern`], taken: facts[`${run}Taken`], read: facts[`${run}Read`], written: facts[`${run}Written`], answer: facts[`${run}Answer`] }; // prettier-ignore
    read.tokens(now.read);
    yield* all(queries.morphTo(now.queries), table.morphTo(now.pattern));
    yield* taken.morphTo(now.taken);
    written.tokens(now.written);
    const other = steps.filter((t) => now.written.values[t] !== facts.written.values[t]);
    yield* all(written.mark(steps, 'line', 0), written.mark(other, role, 0));
    say(now.answer, undefined, role);
  };
  const columnsBut = (place: number | null) =>
    all(...[keys, table, values].map((grid) => (place === null ? grid.undim() : grid.dimColumns([place])))); // prettier-ignore

  yield* stage.beat('hook');
  say(facts.answer);
  yield* words.reveal(pace.slow);
  yield* waitFor(pace.settle);
  yield* cover(missed);
  say(facts.coveredAnswer);

  yield* stage.beat('other');
  yield* cover(idle);
  say(facts.idleAnswer);

  yield* stage.beat('puzzle');
  for (const [place, said] of facts.hidden.values.entries()) {
    if (place === missed || place === idle || said === right) continue;
    yield* cover(place);
    say({ ...facts.answer, values: [said] });
    yield* waitFor(pace.quick);
  }
  yield* uncover();
  say(facts.answer);

  yield* stage.beat('memory');
  const { encoder, decoder } = figures;
  yield* all(encoder.highlight(), stage.leave(...figures.flow, decoder, answer));
  yield* all(
    words.position(figures.top, pace.slow),
    words.scale(1, pace.slow),
    stage.leave(encoder),
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
  stage.add(decoder.width(0).height(0).position(figures.corner.center)).opacity(0);
  const makes = stage.add(new Arrow({ from: decoder, to: queries.span({ rows: [0, 0] }), role: 'query', hidden: true })); // prettier-ignore
  yield* all(decoder.reveal(), read.showToken(0));
  yield* all(makes.reveal(), queries.showRow(0, pace.slow));
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
  yield* all(stage.leave(decoder, makes), figures.queryLabel.reveal());
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
  yield* fly(values.columnAnchors(first), taken.rowAnchors(0), pace.slow * 2);
  stage.add(answer.opacity(0)).fill(figures.answerRoom, { most: { px: size.large * 2.4 } });
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
  for (const t of steps) {
    if (t < 2) continue;
    yield* feed(t);
    yield* queries.showRow(t);
    yield* table.showRow(t);
    yield* write(t);
  }
  yield* all(table.unfocus(), values.unfocus());

  yield* stage.beat('stairs');
  const stairs = steps.map((t) => [t, look(t)] as const);
  yield* table.dimExceptCells(stairs);
  for (const [t, s] of stairs)
    yield* all(words.focus(s, pace.quick, 'text'), table.focusCell(t, s));
  yield* all(words.unfocus(), table.unfocus());

  yield* stage.beat('measured');
  const heads = new Bars({
    values: facts.heads,
    labels: (['headOne', 'headTwo', 'headThree', 'headFour'] as const).map((name) =>
      stage.word(name),
    ),
    role: 'target',
    full: 1,
    facts: [facts.headPlaces],
    hidden: true,
  });
  const [over, under] = figures.corner.spaced(gap.small).cut('above', size.large);
  const mass = stage.add(new Words({ text: stage.word('mass'), hidden: true }).fill(over, { most: { px: size.cell } })); // prettier-ignore
  stage.add(heads.fill(under, { most: { px: size.cell } }));
  yield* mass.reveal();
  yield* heads.reveal(pace.slow * 2);
  yield* heads.dimExcept([facts.heads.values.indexOf(facts.mass.value)]);

  yield* stage.beat('swap');
  yield* all(stage.leave(heads, mass), table.undim());
  yield* all(values.hide(), figures.valueLabel.hide());
  const others = new TokenRow({ tokens: facts.otherWords, role: 'value', px: words.px(), pitch: words.pitch(), boxWidth: words.boxWidth(), boxHeight: size.large, hidden: true }); // prettier-ignore
  others.position([words.x(), values.y() + values.cellsBox().top - gap.small - others.boxHeight() / 2]); // prettier-ignore
  yield* stage.add(others).reveal();
  yield* others.focus(missed, pace.quick, 'value');
  values.values(facts.otherValues);
  yield* all(values.reveal(), figures.valueLabel.reveal());

  yield* stage.beat('follows');
  yield* become('lent', 'value');
  yield* all(table.focusCell(digit, missed), taken.focusRow(digit));

  yield* stage.beat('cover');
  yield* all(stage.leave(others), taken.unfocus(), values.morphTo(facts.values));
  yield* become(null);
  yield* table.focusRow(digit);
  yield* all(cover(missed), columnsBut(missed));

  yield* stage.beat('zero');
  yield* become('covered');
  yield* all(table.focusCell(digit, facts.coveredPlace.value), values.focusColumn(facts.coveredPlace.value)); // prettier-ignore

  yield* stage.beat('idle');
  yield* all(table.unfocus(), values.unfocus(), columnsBut(null));
  yield* all(become(null), cover(idle));
  yield* columnsBut(idle);
  yield* become('idle');

  yield* stage.beat('answer');
  yield* all(uncover(), columnsBut(null), law.highlight('score'));
  yield* all(become(null), table.dimExceptCells(stairs));
  yield* all(law.highlight('take'), words.unfocus());
  for (const [t, s] of stairs) {
    yield* all(words.focus(s, pace.quick, 'text'), table.focusCell(t, s), written.focus(t, pace.quick, 'target')); // prettier-ignore
  }
  yield* all(words.unfocus(), table.unfocus(), written.unfocus(), law.unhighlight());
});
