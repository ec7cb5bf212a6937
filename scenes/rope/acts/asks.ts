/** One character asks another; what it asks with are numbers that do not know their place. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { Arrow } from '../../../src/components/Arrow';
import type { Dial } from '../../../src/components/Dial';
import { fly } from '../../../src/components/Flight';
import { wordsAnchor } from '../../../src/components/wordsAnchor';
import type { Words } from '../../../src/components/Words';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import type { Cast, RopeStage } from '../cast';
import { pairGap, row, spot } from '../layout';
import type { RopeFacts } from '../ropeFacts';

export function* asks(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { tokens, places, q, first, coordinates } = cast;
  const [queryAt, keyAt] = [facts.queryAt.value, facts.keyAt.value];
  const top = (i: number) => () =>
    tokens.onStage(tokens.boxAt(i).center.addY(-tokens.boxHeight() / 2 - gap.hair));
  const looks = stage.add(
    new Arrow({
      from: top(queryAt),
      to: top(keyAt),
      kind: 'around',
      fromSide: 'top',
      toSide: 'top',
      bend: gap.group,
      role: 'position',
      label: stage.word('placesBack'),
      labelRole: 'position',
      reveal: 0,
    }),
  );

  yield* stage.beat('text');
  yield* tokens.reveal(pace.slow);
  yield* places.opacity(1, pace.quick);
  yield* all(
    tokens.mark([queryAt], 'query'),
    tokens.mark([keyAt], 'key'),
    places.lit(1, pace.quick),
  );
  yield* looks.trace(pace.slow);

  yield* stage.beat('query');
  yield* looks.opacity(0, pace.quick);
  yield* tokens.position(spot(0, row.characters), pace.slow);
  yield* fly([tokens.anchor(queryAt)], q.anchors(), pace.slow * 2);
  yield* q.showTitle();

  yield* stage.beat('pairs');
  yield* q.split(pairGap);
  yield* all(q.light(0), first.opacity(1, pace.change));
  coordinates.forEach((words, axis) => beside(words, axis, q.pair(0).look(axis).text, first));
  yield* fly(
    [0, 1].map((axis) => q.pair(0).cellAnchor(axis)),
    coordinates.map(wordsAnchor),
    pace.slow,
  );
  yield* first.grow('query');
}

/** A coordinate stands at its axis, level with the arrow's tip, on the side where the arrow is not. */
function beside(words: Words, axis: number, text: string, dial: Dial) {
  const { x, y } = dial.tip('query');
  const away = (at: number) => (at < 0 ? 1 : -1);
  const half = words.text(text).extent().scale(0.5).add(gap.small);
  const shift = axis === 0 ? [x, away(y) * half.y] : [away(x) * half.x, y];
  words.position(dial.position().add(shift as [number, number]));
}
