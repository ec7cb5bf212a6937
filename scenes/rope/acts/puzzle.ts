/** One letter twice: the same key, and yet not the same attention. */
import { all, sequence, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import type { Region } from '../../../src/components/figure/Region';
import { Formula } from '../../../src/components/formula/Formula';
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
  yield* waitFor(pace.change);
  yield* row.dimExcept([queryAt, nearAt, farAt], pace.slow);

  yield* stage.beat('blind');
  const places = upper.rows(1, 1, 1);
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
  yield* all(name.hide(), row.undim(), bars.height(lower.height, pace.slow));
  const named = (i: number) => titles[i]?.reveal() ?? waitFor(0);
  yield* rise(q, cast, queryAt, places[0]);
  yield* named(0);
  yield* all(rise(k, cast, nearAt, places[1]), rise(other, cast, farAt, places[2]));
  yield* all(named(1), named(2));
  yield* sequence(pace.quick, ...scores.map((line) => all(...line.map((part) => part.reveal()))));
  yield* bars.become(facts.blindPercent);

  yield* stage.beat('pairs');
  yield* all(...scores.flat().map((part) => part.hide()), bars.hide());
  yield* all(
    other.position(k.position(), pace.slow),
    other.opacity(0, pace.slow),
    ...titles.slice(2).map((title) => title.hide()),
  );
  yield* stage.leave(name, other, bars, ...scores.flat());
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
  cast.leaving.push(q, k, ...titles);
}

/** What the query gives to each letter up to it. */
export const sharesOver = (facts: RopeFacts, { row }: Cast, height: number) =>
  new TokenBars({
    of: row,
    values: facts.percent,
    also: facts.blindPercent,
    marked: { [facts.nearAt.value]: 'key', [facts.farAt.value]: 'key' },
    height,
    hidden: true,
  });

/** Numbers as colours: too many to be read. */
const strip = (values: ArrayFact) =>
  new PairedVector({
    values,
    cellWidth: size.label * 1.2,
    cellHeight: size.label,
    opacity: 0,
  });

/** Out of its letter, to the left end of a region. */
function* rise(view: PairedVector, cast: Cast, letter: number, to: Region): ThreadGenerator {
  const goal = to.point(-1, 1).add([view.extent().x / 2, -view.extent().y / 2]);
  view.scale(0.04).position(cast.over(letter));
  yield* all(view.opacity(1, pace.quick), view.scale(1, pace.slow), view.position(goal, pace.slow));
}
