/** A text snaps into pieces, one of them breaks without its space, and all are looked up in the list. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { fly } from '../../../src/components/flight/Flight';
import { pace } from '../../../src/theme/pace';
import { gap } from '../../../src/theme/layout';
import type { BpeFacts, BpeStage, Cast } from '../cast';

export function* opening(stage: BpeStage, facts: BpeFacts, cast: Cast): ThreadGenerator {
  const { list, row, found, wires } = cast;
  const [over, under] = stage.body.inset(0, gap.group).rows(3, 2);
  const text = row(facts.bytes.rows, over);
  const every = [...facts.pieces.rows.keys()];
  yield* stage.beat('hook');
  yield* text.reveal(pace.slow * 3);
  yield* text.become(facts.pieces.rows, pace.slow);
  const broken = facts.brokenAt.rows;
  const whole = facts.wholeAt.rows;
  if (broken.length > 0) yield* text.highlight(broken, 1, pace.slow);
  const marked = broken.length + whole.length > 0 ? [...broken, ...whole] : every;
  yield* text.highlight(marked, 1, pace.slow, whole);

  yield* stage.beat('shatter');
  const { words, letters } = withoutSpace(facts);
  const bare = row([...words.slice(0, 1), ...letters], under, { symbols: words });
  if (words.length > 0) {
    yield* bare.reveal(pace.quick);
    yield* bare.hideSymbols([0], pace.slow);
    yield* bare.become([...words.slice(0, 1), ...inGroup(facts.bare.rows)], pace.slow);
    const pieces = [...facts.bare.rows.keys()].map((i) => i + 1);
    yield* bare.highlight(pieces, 1, pace.slow);
  } else for (const i of every) yield* text.highlight([i], 1, pace.quick);

  yield* stage.beat('list');
  yield* stage.leave(bare);
  const move = { move: true };
  yield* fly(text.anchors(), found.anchors(), pace.change * 2, move);
  yield* all(stage.leave(text), list.reveal(pace.slow));
  for (const i of every) {
    const { id } = facts.pieces.rows[i] ?? {};
    const place = facts.excerpt.rows.findIndex((entry) => entry.id === id);
    yield* all(found.focus(i), wires.showRow(i), list.light([place]));
  }
  yield* all(found.unfocus(), list.light([]));
}

/** The pieces stand apart from the space in front of them. */
const inGroup = (rows: BpeFacts['bare']['rows']) => rows.map((piece) => ({ ...piece, group: 1 }));

/** The word that is whole with its space: the space, and the word alone. */
function withoutSpace({ whole, bareBytes }: BpeFacts) {
  const letters = inGroup(bareBytes.rows);
  const space = { text: '␣', atoms: 1, group: 0 };
  const words = whole.values.map((text) => ({ text, atoms: letters.length, group: 1 }));
  return { words: words.length > 0 ? [space, ...words] : [], letters };
}
