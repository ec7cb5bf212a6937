/** One character asks another; what it asks with are numbers that do not know their place. */
import { Vector2, all, type ThreadGenerator } from '@motion-canvas/core';
import { Arrow } from '../../../src/components/marks/Arrow';
import type { Dial } from '../../../src/components/dials/Dial';
import { fly } from '../../../src/components/flight/Flight';
import { wordsAnchor } from '../../../src/components/text/wordsAnchor';
import { VectorView } from '../../../src/components/grids/VectorView';
import { Words } from '../../../src/components/text/Words';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { looksBack, type Cast, type RopeStage } from '../cast';
import { character, pairGap, wholeInPercent, row, spot } from '../layout';
import type { RopeFacts } from '../ropeFacts';

export function* asks(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { tokens, places, q, first, coordinates } = cast;
  const [queryAt, keyAt] = [facts.queryAt.value, facts.keyAt.value];
  const looks = stage.add(looksBack(stage, facts, tokens));
  const shares = stage.add(sharesUnder(facts, cast));
  const sharesName = stage
    .add(new Words({ text: stage.word('attention'), px: size.small, role: 'muted', opacity: 0 }))
    .place('below', shares, gap.small);

  yield* stage.beat('hook');
  yield* tokens.reveal(pace.slow);
  yield* places.opacity(1, pace.quick);
  yield* all(
    tokens.mark([queryAt], 'query'),
    tokens.mark([keyAt], 'key'),
    places.lit(1, pace.quick),
  );
  yield* looks.reveal(pace.slow);
  yield* all(shares.reveal(pace.slow), sharesName.opacity(1, pace.slow));

  yield* stage.beat('query');
  yield* all(...[looks, shares, sharesName].map((figure) => figure.opacity(0, pace.quick)));
  yield* fly([tokens.anchor(queryAt)], q.anchors(), pace.slow * 2, { arc: 0, under: tokens });
  yield* q.showTitle();

  yield* stage.beat('pairs');
  yield* all(
    tokens.position(spot(0, row.characters), pace.slow),
    q.position(spot(0, row.query), pace.slow),
  );
  yield* q.split(pairGap);
  yield* all(q.light(0), first.opacity(1, pace.change));
  const levels = coordinates.map((words, axis) => stage.add(levelOf(first, axis, words)));
  coordinates.forEach((words, axis) => beside(words, axis, q.pair(0).look(axis).text, first));
  yield* fly(
    [0, 1].map((axis) => q.pair(0).cellAnchor(axis)),
    coordinates.map(wordsAnchor),
    pace.slow,
  );
  yield* first.grow('query');
  yield* all(...levels.map((level) => level.reveal()));
  cast.clearLater(...levels);
}

/** How the query's attention is shared out, under the characters up to it. */
function sharesUnder(facts: RopeFacts, { tokens, places }: Cast): VectorView {
  const shares = new VectorView({
    values: facts.shares,
    colors: 'sequential',
    bound: wholeInPercent,
    cellWidth: character.boxWidth,
    cellHeight: character.boxHeight,
    gap: character.pitch - character.boxWidth,
    slots: 0,
    hidden: true,
  });
  const [first, last] = [0, facts.queryAt.value].map((i) => tokens.boxAt(i).center.x);
  const middle = ((first ?? 0) + (last ?? 0)) / 2;
  const apart = (places.extent().y + character.boxHeight) / 2 + gap.normal;
  return shares.position(() => places.position().add([middle, apart]));
}

/** From the arrow's tip straight across an axis, as far as to its number. */
function levelOf(dial: Dial, axis: number, words: Words): Arrow {
  const number = () => {
    const at = words.position().sub(dial.position());
    const half = words.extent().scale(0.5).add(gap.hair);
    const { x, y } = dial.tip('query');
    return axis === 0
      ? new Vector2(x, at.y - Math.sign(at.y) * half.y)
      : new Vector2(at.x - Math.sign(at.x) * half.x, y);
  };
  return new Arrow({
    from: () => dial.onStage(dial.tip('query')),
    to: () => dial.onStage(number()),
    role: 'muted',
    thick: 2,
    dashed: true,
    plain: true,
    hidden: true,
  });
}

/** A coordinate stands level with the arrow's tip, on the other side of an axis, and not on the circle. */
function beside(words: Words, axis: number, text: string, dial: Dial) {
  const half = words.text(text).extent().scale(0.5).add(gap.small);
  const tip = dial.tip('query');
  const [along, across] = axis === 0 ? [tip.x, tip.y] : [tip.y, tip.x];
  const [wide, deep] = axis === 0 ? [half.x, half.y] : [half.y, half.x];
  // Clear of the other axis
  const at = sign(along) * Math.max(Math.abs(along), wide);
  const radius = dial.radius();
  const isInside = Math.hypot(Math.abs(at) + wide, 2 * deep) < radius;
  const rim = Math.sqrt(Math.max(0, radius ** 2 - (Math.abs(at) - wide) ** 2));
  const out = -sign(across) * ((isInside ? 0 : rim) + deep);
  const shift = axis === 0 ? new Vector2(at, out) : new Vector2(out, at);
  words.position(() => dial.position().add(shift));
}

const sign = (x: number) => (x < 0 ? -1 : 1);
