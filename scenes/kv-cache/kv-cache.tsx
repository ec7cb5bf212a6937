/** Why is the second token faster than the first? Keys and values of one head, row by row, and what each letter costs. */
import { all } from '@motion-canvas/core';
import { Formula } from '../../src/components/formula/Formula';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { VectorView } from '../../src/components/grids/VectorView';
import { Brace } from '../../src/components/marks/Brace';
import { NumberTable } from '../../src/components/tables/NumberTable';
import { NumberView } from '../../src/components/text/NumberView';
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
  const [rows, ledger] = stage.body.columns(1, 1);
  const [keyRoom, shareRoom, valueRoom] = rows.spaced(gap.normal).columns(6, 1, 5);
  const [above, aside] = ledger.rows(T, facts.letters.values.length)[0].rows(1, 1);

  const grid = (values: ArrayFact, role: 'key' | 'value', title: string) =>
    stage.add(new MatrixView({ values, role, title, numbers: false, hidden: true, slots: 0 }));
  const keys = grid(facts.keys, 'key', stage.word('keys'));
  const values = grid(facts.values, 'value', stage.word('values'));
  const letters = stage.add(new TokenRow({ tokens: facts.read, hidden: true }));
  letters.alignWith(keys, 'left');
  keys.fill(keyRoom);
  values.fill(valueRoom);
  const look = new VectorView({
    values: facts.shares,
    direction: 'column',
    colors: 'sequential',
    hidden: true,
  });
  stage.add(look.fill(shareRoom, { most: { cellHeight: keys.cellHeight() } }));
  look.y(keys.position().y + (keys.cellAt(0, 0).y + keys.cellAt(T - 1, 0).y) / 2);
  const bar = (header: 'cost' | 'again', role: 'target' | 'warning') =>
    ({ as: 'bar', header: stage.word(header), role, decimals: facts.kept.decimals }) as const;
  const costs = stage.add(
    new NumberTable({
      columns: [bar('cost', 'target'), bar('again', 'warning')],
      rows: facts.letters.values.map((_, i) => [facts.kept.values[i] ?? null, null]),
      rowHeight: keys.pitch().y,
      longestBar: Math.max(...facts.again.values),
      shown: 0,
    }),
  );
  const firstRow = costs.extent().y / 2 - keys.pitch().y - keys.pitch().y / 2;
  costs.position([ledger.center.x, keys.y() + keys.cellAt(T, 0).y + firstRow]);
  const spelled = (i: number) =>
    `${facts.text.values.join('')}{target:${facts.letters.values.slice(0, i + 1).join('')}}`;
  const line = stage.add(new Words({ text: facts.text.values.join(''), face: 'numbers' }));
  const large = { most: { px: size.large * 2 } };
  line.fill(above, large);
  const compute = (i: number) =>
    all(keys.focusRow(i), values.focusRow(i), keys.showRow(i), values.showRow(i));
  const forget = (i: number) => all(keys.hideRow(i), values.hideRow(i));
  const rest = () => all(keys.unfocus(), values.unfocus(), letters.unfocus());
  const write = (i: number) =>
    all(letters.showToken(T + i), costs.showRow(i), line.text(spelled(i), 0));
  const readAgain = (i: number) => costs.write(i, 1, facts.again.values[i] ?? null);

  yield* stage.beat('hook');
  for (const i of past) yield* letters.showToken(i, pace.quick / 2);
  yield* write(0);
  yield* write(1);

  yield* stage.beat('rows');
  for (const i of past) yield* all(letters.focus(i), compute(i));
  yield* rest();

  yield* stage.beat('ask');
  yield* all(letters.focus(T - 1, pace.quick, 'query'), keys.focusRow(T - 1));
  yield* look.reveal(pace.slow);
  yield* all(keys.unfocus(), letters.focus(T, pace.quick, 'target'));

  yield* stage.beat('again');
  yield* all(rest(), look.hide(), keys.hide(), values.hide());
  for (const i of [...past, T]) yield* all(letters.focus(i), compute(i));
  yield* all(rest(), readAgain(0), readAgain(1));

  yield* stage.beat('same');
  for (const title of ['keysBefore', 'keysAfter', 'keysBefore', 'keysAfter'] as const) {
    keys.title(stage.word(title));
    yield* title === 'keysBefore' ? forget(T) : compute(T);
    yield* rest();
  }
  const same = new Brace({
    around: [values.span({ rows: [0, T - 1] })],
    label: stage.word('same'),
    hidden: true,
  });
  yield* stage.add(same).reveal();

  yield* stage.beat('why');
  for (const i of past) {
    const seen = { rows: past.slice(0, i + 1) };
    yield* all(letters.focus(i), keys.dimExcept(seen), values.dimExcept(seen));
  }

  yield* stage.beat('keep');
  const times = new NumberView({ fact: facts.times, before: '÷ ', role: 'target', hidden: true });
  keys.title(stage.word('keys'));
  yield* all(same.hide(), keys.undim(), values.undim(), forget(T));
  yield* all(letters.focus(T), compute(T), costs.focusRow(1));
  yield* all(rest(), stage.add(times.fill(aside, large)).reveal());

  yield* stage.beat('stairs');
  for (const i of facts.letters.values.keys()) {
    if (i > 1) yield* all(compute(T + i - 1), write(i), readAgain(i));
  }
  yield* all(rest(), costs.unfocus(), times.hide());

  yield* stage.beat('price');
  const row = { rows: [T + 2, T + 2] } as const;
  const held = new Brace({
    around: [keys.span(row), values.span(row)],
    side: 'bottom',
    label: stage.word('held'),
    hidden: true,
  });
  yield* stage.add(held).reveal();

  yield* stage.beat('answer');
  const tex = String.raw`\term{key}{K} \leftarrow \begin{bmatrix}\term{key}{K}\\\term{key}{k}\end{bmatrix},\quad \term{value}{V} \leftarrow \begin{bmatrix}\term{value}{V}\\\term{value}{v}\end{bmatrix}`;
  yield* all(held.hide(), stage.add(new Formula({ tex, hidden: true }).fill(aside)).reveal());
});
