/** The key comes, turned by its own position; pair by pair it is multiplied by the query. */
import { all, sequence, type ThreadGenerator } from '@motion-canvas/core';
import type { Anchor } from '../../../src/components/figure/Anchor';
import { fly } from '../../../src/components/flight/Flight';
import { Words } from '../../../src/components/text/Words';
import { wordsAnchor } from '../../../src/components/text/wordsAnchor';
import { show } from '../../../src/film/show';
import { at } from '../../../src/lessons/facts';
import { formatNumber } from '../../../src/theme/formatNumber';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { turnedName, type Cast, type RopeStage } from '../cast';
import { pairGap, row, spot, underDial } from '../layout';
import type { RopeFacts } from '../ropeFacts';

export function* meets(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { tokens, places, q, k, dials, under, law, score } = cast;

  yield* stage.beat('key');
  yield* all(cast.clear(), tokens.undim(), places.opacity(1, pace.quick));
  yield* all(
    q.retitle(turnedName('query', facts.queryAt.value)),
    ...dials.map((dial, i) => dial.position(under(i, row.handsWithKey), pace.slow)),
    ...dials.map((dial, i) => dial.rotateTo({ query: at(facts.queryTurns, 0, i) }, pace.slow * 2)),
    q.morphTo(facts.placedQ, pace.slow * 2),
  );
  k.apart(pairGap);
  yield* fly([tokens.anchor(facts.keyAt.value)], k.anchors(), pace.slow * 2, {
    arc: 0,
    under: tokens,
  });
  yield* k.showTitle();
  yield* all(...dials.map((dial) => dial.grow('key')));
  yield* all(
    ...dials.map((dial, i) => dial.rotateTo({ key: at(facts.keyTurns, 0, i) }, pace.slow * 2)),
    k.morphTo(facts.placedK, pace.slow * 2),
    k.retitle(turnedName('key', facts.keyAt.value)),
  );
  yield* all(...dials.map((dial) => all(dial.trails(0), dial.wedge(1, pace.change))));

  yield* stage.beat('score');
  const products = dials.map((dial, i) =>
    stage
      .add(
        new Words({
          text: formatNumber(facts.products.values[i] ?? Number.NaN, facts.products.decimals),
          face: 'numbers',
          px: size.small,
          opacity: 0,
        }),
      )
      .place('below', dial, underDial),
  );
  const small = { px: size.small, opacity: 0 };
  const othersName = stage.add(
    new Words({
      text: stage.word('others'),
      role: 'muted',
      position: spot(-0.84, row.sum),
      ...small,
    }),
  );
  const others = stage
    .add(new Words({ text: show(facts.unseenProducts), face: 'numbers', ...small }))
    .place('right', othersName, gap.small);
  const softmax = stage
    .add(new Words({ text: stage.word('softmax'), role: 'muted', ...small }))
    .place('right', score, gap.wide);
  const { decimals } = facts.score;
  const hasOthers = facts.shownCount.value < facts.pairCount.value;
  yield* sequence(
    pace.quick / 2,
    ...products.map((words, i) =>
      fly([...q.pair(i).anchors(), ...k.pair(i).anchors()], [wordsAnchor(words)], pace.slow, {
        under: tokens,
      }),
    ),
  );
  if (hasOthers) {
    yield* all(othersName.opacity(1, pace.quick), others.opacity(1, pace.quick));
  }
  yield* law.reveal();
  // One after the other joins the sum; what cannot be seen comes last
  law.position(law.position());
  const sums = products.map((words, i) =>
    adds(words, score, formatNumber(facts.partialSums.values[i] ?? Number.NaN, decimals)),
  );
  if (hasOthers) sums.push(adds(others, score, show(facts.score)));
  yield* sequence(pace.quick, ...sums);
  score.position(score.position());
  // And on to the share that the text began with
  yield* softmax.opacity(1, pace.change);
  cast.clearLater(...products, othersName, others, softmax);
}

/** A number flies into the sum, which then stands at `total`. */
function* adds(words: Words, sum: Words, total: string): ThreadGenerator {
  const source = wordsAnchor(words);
  const enters: Anchor = {
    ...wordsAnchor(sum),
    position: () => sum.onStage().addY(-size.formula),
    text: source.text,
    px: source.px,
    show: () => undefined,
  };
  yield* fly([source], [enters], pace.quick, { arc: 0 });
  sum.text(total);
  sum.opacity(1);
}
