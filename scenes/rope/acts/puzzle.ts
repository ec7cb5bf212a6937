/** One letter twice: the same key, and yet not the same attention. */
import { all, sequence, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import type { Region } from '../../../src/components/figure/Region';
import { Formula } from '../../../src/components/formula/Formula';
import { PairedVector } from '../../../src/components/grids/PairedVector';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { entry, type ArrayFact } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Cast, RopeStage } from '../cast';
import type { RopeFacts } from '../ropeFacts';

export function* puzzle(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { picture, row, bars, dials } = cast;
  const [queryAt, nearAt, farAt] = [facts.queryAt.value, facts.nearAt.value, facts.farAt.value];
  const name = cast.note('attention', -1, () => cast.over(0).y - size.large).opacity(1);
  const later = cast.note('later', 1, () => cast.over(0).y);
  const { height } = bars;
  const low = height();
  height(picture.height);

  yield* stage.beat('hook');
  yield* all(
    row.mark([queryAt], 'query'),
    row.mark([nearAt, farAt], 'key'),
    bars.reveal(pace.slow * 3),
  );
  yield* row.dimExcept([queryAt, nearAt, farAt], pace.slow);
  if (queryAt < facts.characters.values.length - 1) yield* later.opacity(1, pace.slow);

  yield* stage.beat('blind');
  stage.oneScale(facts.q, facts.k, facts.otherKey);
  const [first, second, third] = picture.rows(4, 3)[0].rows(1, 1, 1);
  const strips = [facts.q, facts.k, facts.otherKey].map((values) => stage.add(strip(values)));
  const [q, k, other] = strips as [PairedVector, PairedVector, PairedVector];
  const titles = (['query', 'key', 'otherKey'] as const).map((word, i) => {
    const title = stage.add(new Words({ text: stage.word(word), hidden: true }));
    const left = () => (title.extent().x - (strips[i] ?? q).extent().x) / 2;
    return title.position(() => (strips[i] ?? q).position().add([left(), -size.large]));
  });
  const scores = [k, other].map((key) => {
    const product = stage.add(new Formula({ tex: String.raw`\q\cdot\k=`, hidden: true }));
    const score = stage.add(new NumberView({ fact: entry(facts.scores, 0), hidden: true }));
    product.place('right', key, gap.wide);
    return [product, score.place('right', product, gap.small)];
  });
  const signs = stage.add(new Words({ text: stage.word('signs'), px: size.small, opacity: 0 }));
  signs.place('right', q, gap.wide);
  const named = (i: number) => titles[i]?.reveal() ?? waitFor(0);
  yield* all(stage.leave(name, later), row.undim(), bars.hide());
  height(low);
  yield* rise(q, cast, queryAt, first);
  yield* all(named(0), signs.opacity(1, pace.quick));
  yield* all(rise(k, cast, nearAt, second), rise(other, cast, farAt, third));
  yield* all(named(1), named(2));
  yield* sequence(pace.quick, ...scores.map((line) => all(...line.map((part) => part.reveal()))));

  yield* stage.beat('even');
  yield* bars.become(facts.blindPercent, 0);
  yield* bars.reveal(pace.slow * 1.5);

  // Each pair of numbers becomes a clock
  yield* stage.beat('pairs');
  yield* all(...scores.flat().map((part) => part.hide()), bars.hide());
  yield* all(
    other.position(k.position(), pace.slow),
    other.opacity(0, pace.slow),
    ...titles.slice(2).map((title) => title.hide()),
  );
  yield* stage.leave(other, signs, ...scores.flat());
  const [, vectors, clocks, foot] = picture.spaced(0).rows(1, 6, 13, 2);
  const lines = vectors.rows(1, 1);
  yield* all(
    ...[q, k].flatMap((vector, i) => [
      vector.split(picture.width / dials.length - q.pair(0).extent().x),
      vector.position((lines[i] ?? vectors).point(0, 0.5), pace.slow),
    ]),
  );
  const perRow = dials.length / 2;
  const grown = dials.map(function* (dial, i) {
    dial.radius(size.small / 2).position(k.position().add(k.pairAt(i)));
    yield* all(dial.opacity(1, pace.quick), dial.grow());
    const room = clocks.row(Math.floor(i / perRow), 2).column(i % perRow, perRow);
    yield* dial.goTo(room.inset(gap.normal), pace.slow);
  });
  yield* sequence(pace.quick / 4, ...grown);
  const words = { before: stage.word('sum'), facts: [facts.pairCount] };
  const look = { ...words, px: size.label, hidden: true };
  const added = stage.add(new NumberView({ fact: entry(facts.scores, 0), ...look }));
  yield* added.fill(foot, { most: { px: size.label } }).reveal();
  cast.leaving.push(q, k, added, ...titles);
}

/** Numbers as colours: too many to be read. */
const strip = (values: ArrayFact) =>
  new PairedVector({ values, cellWidth: size.label * 1.2, cellHeight: size.label, opacity: 0 });

/** Out of its letter, to the left end of a region. */
function* rise(view: PairedVector, cast: Cast, letter: number, to: Region): ThreadGenerator {
  const goal = to.point(-1, 1).add([view.extent().x / 2, -view.extent().y / 2]);
  view.scale(0.04).position(cast.over(letter));
  yield* all(view.opacity(1, pace.quick), view.scale(1, pace.slow), view.position(goal, pace.slow));
}
