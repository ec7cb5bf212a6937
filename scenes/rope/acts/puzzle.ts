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
  const name = cast.note('attention', () => cast.over(0).y - size.large).opacity(1);

  yield* stage.beat('hook');
  yield* all(
    row.mark([queryAt], 'query'),
    row.mark([nearAt, farAt], 'key'),
    bars.reveal(pace.slow * 4),
  );
  yield* row.dimExcept([queryAt, nearAt, farAt], pace.slow);

  yield* stage.beat('keys');
  stage.oneScale(facts.q, facts.k, facts.otherKey);
  const letters = [queryAt, nearAt, farAt];
  const rooms = picture.rows(3, 5)[0].spaced(gap.small).rows(1, 1, 1);
  const strips = [facts.q, facts.k, facts.otherKey].map((values) => stage.add(strip(values)));
  const [q, k, other] = strips as [PairedVector, PairedVector, PairedVector];
  const titles = (['query', 'near', 'far'] as const).map((word, i) => {
    const title = stage.add(new Words({ text: stage.word(word), opacity: 0 }));
    return title.fill(rooms[i] ?? picture, { align: 'left', most: { px: size.label } });
  });
  const start = Math.max(...titles.map((title) => title.extent().x)) + gap.wide;
  const scores = [k, other].map((key) => {
    const product = stage.add(new Formula({ tex: String.raw`\q\cdot\k=`, hidden: true }));
    const score = stage.add(new NumberView({ fact: entry(facts.scores, 0), hidden: true }));
    product.place('right', key, gap.wide);
    return [product, score.place('right', product, gap.small)];
  });
  const come = (i: number) => {
    const [view, room] = [strips[i] ?? q, (rooms[i] ?? picture).cut('left', start - gap.small)[1]];
    const named = titles[i]?.opacity(1, pace.change) ?? waitFor(0);
    return all(named, rise(view, cast, letters[i] ?? queryAt, room));
  };
  yield* come(0);
  yield* all(come(1), come(2));
  yield* waitFor(pace.quick);
  yield* sequence(pace.slow, ...scores.map((line) => all(...line.map((part) => part.reveal()))));

  yield* stage.beat('even');
  yield* waitFor(pace.settle);
  yield* bars.become(facts.blindPercent, pace.slow * 3);

  // Each pair of numbers becomes a clock
  yield* stage.beat('pairs');
  yield* all(
    row.undim(),
    bars.hide(),
    stage.leave(name, ...scores.flat(), ...titles),
    other.position(k.position(), pace.slow),
    other.opacity(0, pace.slow),
  );
  yield* stage.leave(other);
  const [vectors, clocks, foot] = picture.spaced(gap.small).rows(4, 13, 2);
  const lines = vectors.rows(1, 1);
  yield* all(
    ...[q, k].flatMap((vector, i) => [
      vector.split(picture.width / dials.length - q.pair(0).extent().x),
      vector.position((lines[i] ?? vectors).center, pace.slow),
    ]),
  );
  const perRow = dials.length / 2;
  const grown = dials.map(function* (dial, i) {
    dial.radius(size.small / 2).position(k.position().add(k.pairAt(i)));
    yield* all(dial.opacity(1, pace.quick), dial.grow());
    const room = clocks.row(Math.floor(i / perRow), 2).column(i % perRow, perRow);
    yield* dial.goTo(room.inset(gap.small, 0), pace.slow);
  });
  yield* sequence(pace.quick / 4, ...grown);
  const words = { before: stage.word('sum'), facts: [facts.pairCount] };
  const added = stage.add(new NumberView({ fact: entry(facts.scores, 0), ...words, hidden: true }));
  yield* added.fill(foot, { most: { px: size.heading } }).reveal();
  cast.leaving.push(q, k, added);
}

/** Numbers as colours: too many to be read. */
const strip = (values: ArrayFact) =>
  new PairedVector({ values, cellWidth: size.label * 0.9, cellHeight: size.label, opacity: 0 });

/** Out of its letter, to the left end of a region. */
function* rise(view: PairedVector, cast: Cast, letter: number, to: Region): ThreadGenerator {
  const goal = to.point(-1, 0).add([view.extent().x / 2, 0]);
  view.scale(0.04).position(cast.over(letter));
  yield* all(
    view.opacity(1, pace.quick),
    view.scale(1, pace.slow * 1.5),
    view.position(goal, pace.slow * 1.5),
  );
}
