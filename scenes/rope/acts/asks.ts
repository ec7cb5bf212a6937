/** One character asks another; what it asks with are numbers that do not know their place. */
import { Vector2, all, type ThreadGenerator } from '@motion-canvas/core';
import { Arrow } from '../../../src/components/Arrow';
import type { Dial } from '../../../src/components/Dial';
import { fly } from '../../../src/components/Flight';
import { wordsAnchor } from '../../../src/components/wordsAnchor';
import type { Words } from '../../../src/components/Words';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { looksBack, type Cast, type RopeStage } from '../cast';
import { pairGap, row, spot } from '../layout';
import type { RopeFacts } from '../ropeFacts';

export function* asks(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { tokens, places, q, first, coordinates } = cast;
  const [queryAt, keyAt] = [facts.queryAt.value, facts.keyAt.value];
  const looks = stage.add(looksBack(stage, facts, tokens));

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
  yield* fly([tokens.anchor(queryAt)], q.anchors(), pace.slow * 2, { arc: 0 });
  yield* q.showTitle();

  yield* stage.beat('pairs');
  yield* all(
    tokens.position(spot(0, row.characters), pace.slow),
    q.position(spot(0, row.query), pace.slow),
  );
  yield* q.split(pairGap);
  yield* all(q.light(0), first.opacity(1, pace.change));
  const levels = coordinates.map((_, axis) => stage.add(levelOf(first, axis)));
  coordinates.forEach((words, axis) => beside(words, axis, q.pair(0).look(axis).text, first));
  yield* fly(
    [0, 1].map((axis) => q.pair(0).cellAnchor(axis)),
    coordinates.map(wordsAnchor),
    pace.slow,
  );
  yield* first.grow('query');
  yield* all(...levels.map((level) => level.trace()));
  cast.clearLater(...levels);
}

/** From the arrow's tip straight to an axis. */
function levelOf(dial: Dial, axis: number): Arrow {
  const tip = () => dial.tip('query');
  const foot = () => (axis === 0 ? tip().mul([1, 0]) : tip().mul([0, 1]));
  return new Arrow({
    from: () => dial.onStage(tip()),
    to: () => dial.onStage(foot()),
    role: 'muted',
    thick: 2,
    dashed: true,
    plain: true,
    reveal: 0,
  });
}

/** A coordinate stands at its axis, level with the arrow's tip, on the side where the arrow is not. */
function beside(words: Words, axis: number, text: string, dial: Dial) {
  const { x, y } = dial.tip('query');
  const away = (at: number) => (at < 0 ? 1 : -1);
  const half = words.text(text).extent().scale(0.5).add(gap.small);
  /** Not across the other axis. */
  const clear = (at: number, reach: number) => -away(at) * Math.max(Math.abs(at), reach);
  const shift =
    axis === 0
      ? new Vector2(clear(x, half.x), away(y) * half.y)
      : new Vector2(away(x) * half.x, clear(y, half.y));
  words.position(() => dial.position().add(shift));
}
