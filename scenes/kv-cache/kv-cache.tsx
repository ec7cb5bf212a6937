/** Why is the second token faster than the first? Keys and values of one head, row by row, and what each letter costs. */
import { all, waitFor } from '@motion-canvas/core';
import { MatrixView, type MatrixViewProps } from '../../src/components/grids/MatrixView';
import { Brace } from '../../src/components/marks/Brace';
import { Bars } from '../../src/components/plots/Bars';
import { Plot } from '../../src/components/plots/Plot';
import { Words } from '../../src/components/text/Words';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { film } from '../../src/film/film';
import type { ArrayFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const past = facts.text.values.map((_, i) => i);
  const T = past.length;
  const [rows, ledger] = stage.body.cut('above', size.large)[1].columns(3, 2);
  const [keyRoom, lookRoom, valueRoom] = rows.spaced(gap.normal).columns(18, 11, 12);
  const [opening, below] = stage.body.inset(stage.body.width / 5, gap.group).rows(1, 2);
  const [above, under] = ledger.rows(1, 1);

  const grid = (props: MatrixViewProps) =>
    stage.add(new MatrixView({ numbers: false, hidden: true, ...props }));
  const keys = grid({ values: facts.keys, role: 'key', title: stage.word('keys') });
  const values = grid({ values: facts.values, role: 'value', title: stage.word('values') });
  const looks = grid({ values: facts.shares, colors: 'sequential', title: stage.word('looks') });
  looks.columnLabels(facts.text.values);
  const letters = stage.add(new TokenRow({ tokens: facts.read, hidden: true }));
  letters.alignWith(keys, 'left');
  keys.fill(keyRoom);
  values.fill(valueRoom);
  looks.fill(lookRoom, { most: { cellHeight: keys.cellHeight() } });
  looks.y(looks.y() + keys.onStage(keys.cellAt(0, 0)).y - looks.onStage(looks.cellAt(0, 0)).y);

  const spelled = (count: number) =>
    `${facts.text.values.join('')}{target:${facts.letters.values.slice(0, count).join('')}}`;
  const line = stage.add(
    new Words({ text: '', hidden: true, face: 'numbers', px: 2 * size.large }),
  );
  line.position(opening.center);
  const bars = stage.add(
    new Bars({
      values: stage.language === 'zh' ? facts.costsWan : facts.costs,
      labels: [...facts.letters.values.slice(0, 2), stage.word('again')],
      role: ['target', 'target', 'warning'],
      unit: stage.word('million'),
      hidden: true,
    }),
  );
  bars.fill(below);

  const lookUpTo = (i: number) => [...past, T].filter((j) => j <= i && i <= T);
  const compute = (i: number) =>
    all(
      letters.focus(i),
      ...[keys, values].flatMap((rows) => [rows.focusRow(i), rows.showRow(i)]),
      ...lookUpTo(i).map((j) => looks.showCell(i, j)),
    );
  const forget = (i: number) =>
    all(keys.hideRow(i), values.hideRow(i), ...lookUpTo(i).map((j) => looks.hideCell(i, j)));
  const rest = () => all(keys.unfocus(), values.unfocus(), letters.unfocus());
  const beside = (first: number, last: number, label: string) =>
    stage.add(new Brace({ around: [values.span({ rows: [first, last] })], label, hidden: true }));

  yield* stage.beat('hook');
  line.text(spelled(0));
  yield* line.reveal(pace.quick);
  for (const i of [0, 1]) {
    line.text(spelled(i + 1));
    yield* bars.showBar(i, pace.slow);
  }

  yield* stage.beat('rows');
  yield line.position(above.center, pace.slow);
  yield* bars.goTo(under, pace.slow, { most: { px: size.caption } });
  line.text(spelled(0));
  for (const i of past) yield* all(letters.showToken(i), compute(i));
  yield* rest();

  yield* stage.beat('ask');
  yield* all(letters.focus(T - 1, pace.quick, 'query'), looks.dimExcept({ rows: [T - 1] }));
  yield* all(keys.focusRow(T - 1), values.focusRow(T - 1));
  line.text(spelled(1));
  yield* all(rest(), looks.undim());

  yield* stage.beat('again');
  yield* all(looks.hide(), keys.hide(), values.hide());
  looks.columnLabels(facts.read.values.slice(0, T + 1));
  for (const i of [...past, T]) yield* all(letters.showToken(i), compute(i));
  yield* all(rest(), bars.showBar(2, pace.slow));

  yield* stage.beat('same');
  for (const title of ['old', 'new', 'old', 'new'] as const) {
    keys.title(stage.word(title), 0);
    yield* title === 'old' ? forget(T) : compute(T);
    yield* waitFor(pace.slow);
  }
  yield* rest();
  const same = beside(0, T - 1, stage.word('same'));
  yield* same.reveal();

  yield* stage.beat('why');
  keys.title(stage.word('keys'));
  for (const i of [...past, T]) yield* all(letters.focus(i), looks.focusRow(i));
  yield* all(letters.unfocus(), looks.focusColumn(T, pace.slow));

  yield* stage.beat('keep');
  yield* all(same.hide(), looks.unfocus(), forget(T));
  const kept = beside(0, T - 1, stage.word('kept'));
  yield* kept.reveal();
  yield* compute(T);
  line.text(spelled(2));
  yield* all(rest(), bars.dimExcept([1, 2]));

  yield* stage.beat('stairs');
  const curve = (name: 'all' | 'one', role: 'warning' | 'target', y: ArrayFact) =>
    ({ name, role, y, x: facts.lengths, as: 'bars', label: stage.word(name) }) as const;
  const stairs = stage.add(
    new Plot({
      series: [curve('all', 'warning', facts.again), curve('one', 'target', facts.kept)],
      xAxis: { label: stage.word('length') },
      yAxis: { hidden: true, from: 0 },
    }).fill(ledger.rows(1, 2)[1]),
  );
  yield* all(bars.hide(), kept.hide(), looks.hide());
  for (const i of facts.letters.values.keys()) {
    if (i > 1) yield* all(letters.showToken(T + i - 1), compute(T + i - 1));
    line.text(spelled(i + 1));
    yield* all(stairs.showPoints('all', i), stairs.showPoints('one', i));
  }
  yield* all(rest(), ...(['all', 'one'] as const).map((name) => stairs.showSeries(name, 2)));

  yield* stage.beat('answer');
  yield* all(stairs.hide(), bars.undim(), forget(T + 1), letters.hideToken(T + 1));
  line.text(spelled(2));
  yield* all(kept.reveal(), bars.showBar(0));
  yield* all(beside(T, T, stage.word('newRow')).reveal(), bars.showBar(1));
});
