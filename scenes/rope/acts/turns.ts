/** Both arrows of one pair turn by their places: what they turn together does not count. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import type { Dial } from '../../../src/components/dials/Dial';
import { Formula } from '../../../src/components/formula/Formula';
import { NumberTable } from '../../../src/components/tables/NumberTable';
import { Words } from '../../../src/components/text/Words';
import { show, showEntry } from '../../../src/film/show';
import { entry, type TableFact } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { law, type Cast, type RopeStage } from '../cast';
import type { RopeFacts, Stand } from '../ropeFacts';

export function* turns(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { picture, dials, angles, riders, walk, push, countFrom, leaving } = cast;
  const [queryAt, nearAt, near] = [facts.queryAt.value, facts.nearAt.value, facts.near.value];
  const [left, right] = picture.columns(7, 11);
  const [over, under] = right.rows(2, 5);
  const table = stage.add(tableOf(stage, facts.stands, facts.scores.decimals));
  table.fill(under, { align: 'top', most: { px: size.heading } });
  const name = stage.add(new Words({ text: stage.word('firstPair'), role: 'muted', opacity: 0 }));
  name.fill(left, { align: 'top left', most: { px: size.label } });
  const [first, ...others] = dials as [Dial, ...Dial[]];
  const [line, meaning] = over.spaced(gap.small).rows(3, 2);
  const made = (back: number) =>
    stage.add(productOf(facts, back)).fill(line, { most: { px: size.formula * 1.4 } });
  const lengths = stage.add(new Words({ text: stage.word('lengths'), opacity: 0 }));
  lengths.fill(meaning, { align: 'top', most: { px: size.label } });

  yield* stage.beat('one');
  yield* all(
    stage.leave(...leaving.splice(0)),
    ...others.map((dial) => dial.opacity(0, pace.change)),
  );
  yield* first.goTo(left.rows(9, 1)[0], pace.slow);
  yield* all(name.opacity(1, pace.quick), first.wedge(1, pace.change));
  yield* all(...angles.slice(0, 1).map((angle) => angle.reveal()));
  const opposed = made(0);
  yield* opposed.opacity(1, pace.slow);
  yield* lengths.opacity(1, pace.slow);

  // Together, as far as the key goes
  yield* stage.beat('turn');
  yield* all(...[...riders, table].map((figure) => figure.opacity(1, pace.slow)));
  yield* walk({ q: nearAt, k: nearAt }, pace.quick);
  yield* all(table.showRow(0), table.focusRow(0));

  yield* stage.beat('alone');
  yield* opposed.opacity(0, pace.quick);
  yield* walk({ q: queryAt }, pace.slow * 1.2);
  const aligned = made(near).opacity(0);
  yield* stage.replace(opposed, aligned);
  yield* all(table.showRow(1), table.focusRow(1));

  yield* stage.beat('rigid');
  const last = facts.stands.rows.length - 1;
  for (let stand = 2; stand < last; stand++) {
    yield* push(facts.shift.value, pace.slow * 1.5);
    yield* all(table.showRow(stand), table.focusRow(stand));
  }

  // The query comes to rest, the key keeps the difference
  yield* stage.beat('difference');
  const formula = stage.add(new Formula({ tex: law.join(''), opacity: 0 }));
  formula.fill(line);
  const legend = stage.add(new Words({ text: stage.word('turned'), role: 'muted', opacity: 0 }));
  legend.fill(meaning, { align: 'top', most: { px: size.label } });
  yield* stage.leave(aligned, lengths);
  yield* countFrom(queryAt, pace.slow * 3);
  yield* all(table.showRow(last), table.focusRow(last));
  yield* all(formula.opacity(1, pace.slow), legend.opacity(1, pace.slow));
  leaving.push(formula, legend, name, table);
}

/** Length times length times cosine; its sign has the colour of the clock. */
function productOf(facts: RopeFacts, back: number): Formula {
  const [angle, product] = [entry(facts.angles, back, 0), entry(facts.products, back, 0)];
  const lengths = [0, 1].map((i) => showEntry(facts.lengths, i));
  const [q, k] = lengths.map((x, i) => String.raw`\term{${i === 0 ? 'query' : 'key'}}{${x}}`);
  const cosine = String.raw`\cos\,\term{position}{${show(angle)}^\circ}`;
  const made = String.raw`\term{${product.value < 0 ? 'neg' : 'pos'}}{${show(product)}}`;
  const tex = String.raw`${q ?? ''}\cdot ${k ?? ''}\cdot ${cosine}\approx ${made}`;
  return new Formula({ tex, facts: [facts.lengths, angle, product], opacity: 0 });
}

/** What the first pair and what all pairs make of two places. */
function tableOf(stage: RopeStage, { rows }: TableFact<Stand>, decimals: number): NumberTable {
  const place = { tinted: true, decimals: 0 } as const;
  return new NumberTable({
    columns: [
      { header: '$m$', role: 'query', ...place },
      { header: '$n$', role: 'key', ...place },
      { header: '$n-m$', role: 'position', ...place },
      { header: stage.word('angle'), role: 'position', ...place },
      { header: stage.word('pair'), decimals },
      { header: stage.word('all'), decimals },
    ],
    rows: rows.map((s) => [s.m, s.n, s.apart, s.angle, s.product, s.score]),
    shown: 0,
    columnGap: gap.wide,
    opacity: 0,
  });
}
