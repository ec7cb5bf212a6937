/** One letter twice: the same key, and yet not the same attention. */
import { all, sequence, type ThreadGenerator } from '@motion-canvas/core';
import type { Region } from '../../../src/components/figure/Region';
import { PairedVector } from '../../../src/components/grids/PairedVector';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { TokenBars } from '../../../src/components/tokens/TokenBars';
import { entry, type ArrayFact } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Cast, RopeStage } from '../cast';
import type { RopeFacts } from '../ropeFacts';

export function* puzzle(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { picture, row, dials } = cast;
  const [queryAt, nearAt, farAt] = [facts.queryAt.value, facts.nearAt.value, facts.farAt.value];
  const [upper, lower] = picture.rows(4, 3);
  const [, tall] = picture.rows(1, 4);
  const bars = stage.add(sharesOver(facts, cast, tall.height));
  const name = stage.add(new Words({ text: stage.word('attention'), role: 'muted' }));
  name.position([cast.over(0).x + (name.extent().x - cast.pitch) / 2, tall.center.y]);

  yield* stage.beat('hook');
  yield* all(
    row.mark([queryAt], 'query'),
    row.mark([nearAt, farAt], 'key'),
    bars.reveal(pace.slow * 2),
  );

  yield* stage.beat('blind');
  const places = upper.rows(1, 1, 1);
  const strips = (['query', 'key', 'otherKey'] as const).map((word) =>
    stage.add(strip(facts[word === 'query' ? 'q' : word === 'key' ? 'k' : word], stage.word(word))),
  );
  const [q, k, other] = strips as [PairedVector, PairedVector, PairedVector];
  const scores = [k, other].map((key) =>
    stage
      .add(new NumberView({ fact: entry(facts.scores, 0), before: 'q · k = ', hidden: true }))
      .place('right', key, gap.wide, [0, size.label / 2]),
  );
  yield* all(name.opacity(0, pace.quick), bars.height(lower.height, pace.slow));
  yield* rise(q, cast, queryAt, places[0]);
  yield* all(rise(k, cast, nearAt, places[1]), rise(other, cast, farAt, places[2]));
  yield* sequence(pace.quick, ...scores.map((score) => score.reveal()));
  yield* bars.become(facts.blindPercent);

  yield* stage.beat('pairs');
  yield* all(...scores.map((score) => score.hide()), bars.hide());
  yield* all(other.position(k.position(), pace.slow), other.opacity(0, pace.slow));
  yield* stage.leave(name, other, bars, ...scores);
  const apart = picture.width / dials.length - q.pair(0).extent().x;
  const [top, middle, clocks] = picture.rows(2, 2, 3);
  yield* all(
    ...[q, k].map((vector) => vector.split(apart)),
    q.position(top.center, pace.slow),
    k.position(middle.center, pace.slow),
  );
  dials.forEach((dial, i) => {
    dial.radius((picture.width / dials.length - gap.small) / 2);
    dial.position([k.position().x + k.pairAt(i).x, clocks.center.y]);
  });
  yield* sequence(
    pace.quick / 4,
    ...dials.map((dial) => all(dial.opacity(1, pace.quick), dial.grow())),
  );
  yield* all(
    ...[q, k].map((vector) => vector.light(0)),
    ...dials.slice(1).map((dial) => dial.opacity(0.3, pace.quick)),
  );
  cast.leaving.push(q, k);
}

/** What the query gives to each letter up to it. */
export const sharesOver = (facts: RopeFacts, { row }: Cast, height: number) =>
  new TokenBars({
    of: row,
    values: facts.percent,
    marked: { [facts.nearAt.value]: 'key', [facts.farAt.value]: 'key' },
    height,
    hidden: true,
  });

/** Numbers as colours: too many to be read. */
const strip = (values: ArrayFact, title: string) =>
  new PairedVector({
    values,
    title,
    cellWidth: size.label * 1.2,
    cellHeight: size.large,
    opacity: 0,
  });

/** Out of its letter, to the left end of a region. */
function* rise(view: PairedVector, cast: Cast, letter: number, to: Region): ThreadGenerator {
  const goal = to.point(-1, 0).addX(view.extent().x / 2);
  view.scale(0.04).position(cast.over(letter));
  yield* all(view.opacity(1, pace.quick), view.scale(1, pace.slow), view.position(goal, pace.slow));
}
