/** All heads side by side: each with a pattern of its own; what they make is joined. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { fly } from '../../../src/components/flight/Flight';
import { MatrixView } from '../../../src/components/grids/MatrixView';
import { Words } from '../../../src/components/text/Words';
import { percent } from '../../../src/film/show';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { clearNotes, type Cast, type EncoderFacts, type EncoderStage } from '../cast';
import { centred, glide, headsRow, madeRow, resize, smallSheet, spot } from '../layout';

type Head = EncoderFacts['heads']['rows'][number];

export function* joinHeads(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { tokens, keyTokens, scores, values, mixed, joined, D, T } = cast;
  const focus = facts.focusIndex.value;
  yield* stage.beat('heads');
  const small = { ...smallSheet(T), numbers: false, slots: 0 } as const;
  const count = facts.heads.rows.length;
  const heads = facts.heads.rows.map((head, h) => {
    const x = (2 * h + 1) / count - 1;
    const look = stage.add(
      new MatrixView({
        values: head.pattern,
        colors: 'sequential',
        title: `${stage.word('head')} ${h + 1}`,
        rowLabels: facts.tokens,
        opacity: 0,
        ...small,
      }),
    );
    look.position(centred(look, spot(x, headsRow)));
    const result = new MatrixView({
      values: head.output,
      bound: facts.joinedBound.value,
      hidden: true,
      ...small,
    });
    stage.add(result.position(centred(result, spot(x, madeRow))));
    const most = new Words({ text: lookOf(facts, head), opacity: 0 });
    stage.add(most.place('below', look, gap.normal));
    const tell = () => all(look.focusCell(focus, head.most), most.opacity(1, pace.change));
    return { look, result, most, tell };
  });
  const own = heads[facts.head.value];
  yield* all(
    clearNotes(cast),
    values.opacity(0, pace.change),
    tokens.opacity(0, pace.change),
    keyTokens.opacity(0, pace.change),
    scores.undim(pace.quick),
    scores.unfocus(),
  );
  if (own) yield* shrinkTo(scores, own.look, T);
  yield* all(...heads.map(({ look }) => look.opacity(1, pace.change)));
  yield* all(...heads.map(({ tell }) => tell()));
  if (own) {
    yield* fly(mixed.anchors(), own.result.rowAnchors(focus), pace.slow, { move: true, arc: 0 });
  }
  yield* all(...heads.map(({ result }) => result.revealRows(pace.slow)));

  yield* all(
    ...heads.map(({ result }, h) => {
      const first = joined.cellBox(h * D).center;
      const corner = joined.position().add(first).sub(result.cellBox(0).center);
      return result.position(corner, pace.slow);
    }),
  );
  yield* joined.opacity(1, pace.quick);
  for (const { result } of heads) result.remove();
  cast.notes.push(...heads.flatMap(({ look, most }) => [look, most]));
}

/** `forty → ‹end› 67%`: where a head looks most from the word in focus. */
function lookOf(facts: EncoderFacts, { most, share }: Head): string {
  const [word] = facts.focus.values;
  return `{query:${word}} → {key:${facts.tokens.values[most]}}  ${percent(share)}`;
}

/** A matrix shrinks into the smaller picture of itself. */
function* shrinkTo(large: MatrixView, small: MatrixView, T: number): ThreadGenerator {
  const goal = small.position().add(small.cellsBox().center);
  yield* all(
    resize(large, smallSheet(T), pace.slow),
    glide(large, () => centred(large, goal), pace.slow),
  );
  yield* small.opacity(1, pace.quick);
  large.opacity(0);
}
