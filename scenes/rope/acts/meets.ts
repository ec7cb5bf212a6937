/** The key comes, turned by its own position; pair by pair it is multiplied by the query. */
import { all, sequence, type ThreadGenerator } from '@motion-canvas/core';
import { fly } from '../../../src/components/Flight';
import { Words } from '../../../src/components/Words';
import { wordsAnchor } from '../../../src/components/wordsAnchor';
import { show } from '../../../src/film/show';
import { at } from '../../../src/lessons/facts';
import { formatNumber } from '../../../src/theme/formatNumber';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Cast, RopeStage } from '../cast';
import { pairGap, row, spot, underDial } from '../layout';
import type { RopeFacts } from '../ropeFacts';

export function* meets(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { tokens, q, k, dials, under, law, score } = cast;

  yield* stage.beat('key');
  yield* cast.clear();
  yield* all(
    ...dials.map((dial, i) => dial.position(under(i, row.handsWithKey), pace.slow)),
    ...dials.map((dial, i) => dial.rotateTo({ query: at(facts.queryTurns, 0, i) }, pace.slow * 2)),
    q.morphTo(facts.placedQ, pace.slow * 2),
  );
  k.apart(pairGap);
  yield* fly([tokens.anchor(facts.keyAt.value)], k.anchors(), pace.slow * 2, { arc: 0 });
  yield* k.showTitle();
  yield* all(
    ...dials.map((dial) => dial.fit(['query', 'key'])),
    ...dials.map((dial) => dial.grow('key')),
  );
  yield* all(
    ...dials.map((dial, i) => dial.rotateTo({ key: at(facts.keyTurns, 0, i) }, pace.slow)),
    k.morphTo(facts.placedK, pace.slow),
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
  const others = stage.add(
    new Words({
      text: `${stage.word('others')} ${show(facts.unseenProducts)}`,
      px: size.small,
      role: 'muted',
      opacity: 0,
      position: spot(-0.8, row.sum),
    }),
  );
  const hasOthers = facts.shownCount.value < facts.pairCount.value;
  yield* sequence(
    pace.quick / 2,
    ...products.map((words, i) =>
      fly([...q.pair(i).anchors(), ...k.pair(i).anchors()], [wordsAnchor(words)], pace.slow),
    ),
  );
  if (hasOthers) yield* others.opacity(1, pace.quick);
  yield* law.reveal();
  yield* fly(products.map(wordsAnchor), [wordsAnchor(score)], pace.slow * 1.5);
  cast.clearLater(...products, others);
}
