/** Why is the second token faster than the first? Keys and values of one head, row by row, and what each letter costs. */
import { all, createSignal } from '@motion-canvas/core';
import { Region } from '../../src/components/figure/Region';
import { MatrixView, type MatrixViewProps } from '../../src/components/grids/MatrixView';
import { Brace } from '../../src/components/marks/Brace';
import { Wires } from '../../src/components/marks/Wires';
import { Bars } from '../../src/components/plots/Bars';
import { Plot } from '../../src/components/plots/Plot';
import { Words } from '../../src/components/text/Words';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { film } from '../../src/film/film';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const [past, T] = [[...facts.text.values.keys()], facts.text.values.length];
  const [rows, , ledger] = stage.body.cut('above', size.large)[1].columns(14, 3, 9);
  const [keyRoom, lookRoom, valueRoom] = rows.spaced(gap.normal).columns(18, 11, 12);
  const [opening, below] = stage.body.inset(stage.body.width / 5, gap.group).rows(1, 2);
  const grid = (props: MatrixViewProps) =>
    stage.add(new MatrixView({ numbers: false, hidden: true, ...props }));
  const keys = grid({ values: facts.keys, role: 'key', title: stage.word('keys') });
  const values = grid({ values: facts.values, role: 'value', title: stage.word('values') });
  const looks = grid({ values: facts.looks, colors: 'sequential', title: stage.word('looks') });
  looks.columnLabels(facts.read);
  const letters = stage.add(new TokenRow({ tokens: facts.read, hidden: true }));
  letters.alignWith(keys, 'left');
  looks.fill(lookRoom, { align: 'bottom' });
  const level = { align: 'bottom', most: { cellHeight: looks.cellHeight() } } as const;
  keys.fill(keyRoom, level);
  values.fill(valueRoom, level);
  const pitch = keys.pitch().y;
  /** Of the ledger, beside the rows from a first to a last; a half is between two. */
  const beside = (first: number, last: number) => {
    const top = keys.onStage(keys.cellAt(0, 0)).y + (first - 1 / 2) * pitch;
    return new Region({ ...ledger, top, bottom: top + (last - first + 1) * pitch });
  };
  const [lineRoom, heardRoom] = beside(0, T - 2).rows(1, 1);
  const heard = grid({ values: facts.heard, role: 'value', title: stage.word('heard') });
  heard.fill(heardRoom, { most: { cellHeight: size.large } });
  const from = { span: (i: number) => values.span({ rows: [i, i] }) };
  const wires = { from, to: { span: () => heard.span({}) }, shares: facts.shares, sideways: true };
  const flow = stage.add(new Wires({ ...wires, role: 'value', hidden: true }));
  const [prompt, written] = [facts.text, facts.letters].map((each) => each.values.join(''));
  const large = { text: prompt, face: 'numbers', px: 2 * size.large } as const;
  const line = stage.add(new Words({ ...large, hidden: true, position: opening.center }));
  const spell = (count: number) => line.text(`${prompt}{target:${written?.slice(0, count)}}`);
  const [costs, reread] =
    stage.language === 'zh' ? [facts.costsWan, facts.rereadWan] : [facts.costs, facts.reread];
  const second = createSignal<'target' | 'warning'>('target');
  const scale = { full: Math.max(...reread.values), unit: stage.word('million') };
  const counts = {
    values: costs,
    labels: facts.letters,
    role: () => ['target', second()] as const,
  };
  const bars = stage.add(new Bars({ ...counts, ...scale, hidden: true }));
  bars.fill(below);
  const compute = (i: number, seconds: number = pace.change) =>
    all(
      letters.focus(i, pace.quick),
      ...[keys, values].flatMap((each) => [each.focusRow(i), each.showRow(i, seconds)]),
      ...[...past, T].slice(0, i + 1).map((j) => looks.showCell(i, j, seconds)),
    );
  const forget = () => all(...[keys, values, looks].map((each) => each.hideRow(T, pace.slow)));
  const rest = () => all(keys.unfocus(), values.unfocus(), looks.unfocus(), letters.unfocus());
  const brace = (first: number, last: number, word: 'same' | 'kept' | 'newRow') => {
    const around = [values.span({ rows: [first, last] })];
    return stage.add(new Brace({ around, label: stage.word(word), hidden: true }));
  };

  yield* stage.beat('hook');
  yield* line.reveal(pace.slow);
  for (const i of [0, 1]) {
    spell(i + 1);
    yield* bars.showBar(i, pace.slow * 2);
  }

  yield* stage.beat('rows');
  spell(0);
  yield line.position(lineRoom.center, pace.slow);
  yield* bars.goTo(beside(T - 1, T), pace.slow, { most: { px: size.caption } });
  for (const i of past) yield* all(letters.showToken(i), compute(i, pace.slow));

  yield* stage.beat('ask');
  yield* all(letters.focus(T - 1, pace.quick, 'query'), looks.dimExcept({ rows: [T - 1] }));
  for (const i of past) {
    yield* all(keys.focusRow(i), looks.focusCell(T - 1, i), values.focusRow(i), flow.showRow(i));
  }
  yield* all(heard.reveal(pace.change), rest());
  spell(1);

  yield* stage.beat('again');
  yield* all(looks.undim(), looks.hide(), keys.hide(), values.hide(), flow.hide(), heard.hide());
  for (const i of [...past, T]) yield* all(letters.showToken(i), compute(i));
  second('warning');
  yield* all(rest(), bars.become(reread, pace.slow));
  spell(2);

  yield* stage.beat('same');
  for (const when of ['before', 'after', 'before', 'after'] as const) {
    keys.title(stage.word('keys') + stage.word(when));
    values.title(stage.word('values') + stage.word(when));
    yield* when === 'before' ? forget() : compute(T, pace.slow * 2);
  }
  const old = brace(0, T - 1, 'same');
  yield* all(rest(), old.reveal());

  yield* stage.beat('why');
  keys.title(stage.word('keys'));
  values.title(stage.word('values'));
  for (const i of [...past, T]) yield* all(letters.focus(i), looks.focusRow(i, pace.change));
  yield* all(letters.unfocus(), looks.focusColumn(T, pace.slow));

  yield* stage.beat('keep');
  spell(1);
  yield* all(rest(), bars.hideBar(1), forget());
  old.label(stage.word('kept'));
  second('target');
  yield* all(compute(T, pace.slow * 2), bars.become(costs));
  yield* all(rest(), bars.showBar(1, pace.slow));
  spell(2);

  yield* stage.beat('stairs');
  yield* all(bars.hide(), old.hide());
  const as = { as: 'bars', x: facts.lengths } as const;
  const series = [
    { ...as, name: 'all', y: facts.again, role: 'warning', label: stage.word('all') },
    { ...as, name: 'one', y: facts.kept, role: 'target', label: stage.word('one') },
  ] as const;
  const axes = { xAxis: { label: stage.word('length') }, yAxis: { hidden: true, from: 0 } };
  const stairs = stage.add(new Plot({ series, ...axes }));
  stairs.fill(new Region({ ...ledger, top: lineRoom.bottom }));
  yield* all(...['all', 'one'].map((name) => stairs.showSeries(name, pace.slow * 4)));

  yield* stage.beat('flat');
  for (const name of ['all', 'one', null]) yield* stairs.highlight(name, pace.slow * 2);

  yield* stage.beat('answer');
  yield* all(stairs.hide(), looks.dimExcept({ rows: [] }));
  // Each bar is level with the middle of the rows that it counts.
  const apart = (T + 1) / 2;
  const most = { px: size.caption, cellHeight: pitch * apart };
  bars.fill(beside((T - apart) / 2, T + (apart - 1) / 2), { most });
  yield* all(old.reveal(), bars.showBar(0, pace.slow));
  yield* all(brace(T, T, 'newRow').reveal(), bars.showBar(1, pace.slow));
});
