/** One pair turns with its position and keeps its length. */
import { all, createSignal, sequence, type ThreadGenerator } from '@motion-canvas/core';
import { fly } from '../../../src/components/flight/Flight';
import { Formula } from '../../../src/components/formula/Formula';
import { NumberTable } from '../../../src/components/tables/NumberTable';
import { wordsAnchor } from '../../../src/components/text/wordsAnchor';
import { Words } from '../../../src/components/text/Words';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { placeLabel, type Cast, type RopeStage } from '../cast';
import { place } from '../layout';
import type { RopeFacts } from '../ropeFacts';

const rotation = String.raw`\term{turned}{\begin{pmatrix}\term{query}{a'}\\\term{query}{b'}\end{pmatrix}=R_{\term{query}{m}}}\term{pair}{\begin{pmatrix}\term{query}{a}\\\term{query}{b}\end{pmatrix}}\term{turn}{,\quad R_{\term{query}{m}}=\begin{pmatrix}\cos\term{query}{m}\theta_0&-\sin\term{query}{m}\theta_0\\\sin\term{query}{m}\theta_0&\cos\term{query}{m}\theta_0\end{pmatrix}}`;
/** Columns of the table. */
const [a, b] = [2, 2 + 1];

export function* turns(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { tokens, places, first, coordinates } = cast;
  const rows = facts.firstTurns.rows;
  const { decimals } = facts.q;
  const setting = { rowHeight: size.label * 1.9, px: size.label, opacity: 0 };
  const table = new NumberTable({
    columns: [
      { header: 'm', role: 'query', tinted: true },
      { header: 'm·θ₀' },
      { header: 'a\u2032', role: 'query', decimals },
      { header: 'b\u2032', role: 'query', decimals },
    ],
    rows: rows.map((row) => [row.m, row.angle, row.a, row.b]),
    shown: 0,
    columnGap: gap.wide,
    ...setting,
    position: place.beside,
  });
  const lengths = new NumberTable({
    columns: [{ header: stage.word('length'), decimals }],
    rows: rows.map((row) => [row.length]),
    shown: 0,
    ...setting,
  });
  const formula = new Formula({ tex: rotation, size: size.label * 1.15, hidden: true });
  const whole = new Words({ text: stage.word('wholeLength'), opacity: 0 });
  stage.add(table);
  stage.add(lengths).place('right', table, 0);
  stage.add(formula).place('above', table, gap.normal);
  stage.add(whole).place('below', table, gap.normal);

  // Positions are tried out, whatever the text's own: 0 stays as it is, then one after the other
  yield* stage.beat('turn');
  const tip = first.arrow('query');
  yield* all(cast.clear(), tokens.dimExcept([]), places.opacity(0, pace.quick));
  yield* first.position(place.aside, pace.slow);
  yield* all(table.opacity(1, pace.change), formula.showTerms('pair'));
  const begins = [a, b].map((column) => table.cellAnchor(0, column));
  begins.forEach((anchor) => anchor.show(0, 0));
  const position = createSignal(0);
  tip.label(() => placeLabel('m', position()));
  tip.named(0);
  yield* all(table.showRow(0), tip.named(1, pace.quick));
  yield* sequence(
    pace.quick / 2,
    ...begins.map((cell, axis) => {
      const from = coordinates.slice(axis, axis + 1).map(wordsAnchor);
      return fly(from, [cell], pace.slow, { move: true });
    }),
  );
  yield* formula.showTerms('turned');
  yield* formula.showTerms('turn');
  for (const [i, { m, angle }] of rows.entries()) {
    if (i === 0) continue;
    yield* all(first.rotateTo({ query: angle }), position(m, pace.slow), table.showRow(i));
  }

  yield* stage.beat('length');
  yield* lengths.opacity(1, pace.quick);
  yield* lengths.revealRows();
  yield* whole.opacity(1, pace.change);
  cast.clearLater(table, lengths, formula, whole);
}
