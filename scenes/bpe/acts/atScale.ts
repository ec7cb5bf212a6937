/** The list of GPT-2, learned the same way: a word with its space and without, and the pieces of the first text. */
import { all, chain, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import type { Node } from '@motion-canvas/2d';
import { Brace } from '../../../src/components/marks/Brace';
import type { Span } from '../../../src/components/figure/Span';
import { fly } from '../../../src/components/flight/Flight';
import { Words } from '../../../src/components/text/Words';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { BpeFacts, BpeStage, Cast } from '../cast';
import type { Piece } from '../gptText';

export function* atScale(
  stage: BpeStage,
  facts: BpeFacts,
  cast: Cast,
  leaving: readonly Node[],
): ThreadGenerator {
  const { list, room, found, alone, wires } = cast;
  const whole = { size: facts.listSize.value };
  const lines = room.inset(0, gap.group).rows(1, 1, 1, 1, 1, 1);
  const line = (word: Parameters<BpeStage['word']>[0], i: number) => {
    const sum = i % 2 === 0;
    const set = {
      face: sum ? 'numbers' : 'words',
      px: sum ? size.large * 1.4 : size.caption,
    } as const;
    const words = new Words({ text: stage.word(word), ...set, hidden: true });
    return stage.add(words.position((lines[i] ?? room).center));
  };

  yield* stage.beat('scale');
  yield* stage.leave(...leaving);
  const [ours, oursAre] = [line('ours', 0), line('oursAre', 1)];
  const [theirs, theirsAre, space] = [
    line('theirs', 2),
    line('theirsAre', 2 + 1),
    line('space', lines.length - 1),
  ];
  yield* all(ours.reveal(), oursAre.reveal());
  yield* list.become(facts.passing.rows, whole);
  const place = (id: number) => facts.passing.rows.findIndex((entry) => entry.id === id);
  yield* list.scroll(facts.passing.rows.length - 1, pace.slow * 4);

  yield* stage.beat('base');
  yield* all(theirs.reveal(), theirsAre.reveal());
  yield* list.scroll(place(facts.byteIds.value) - 2, pace.slow * 2);
  yield* space.reveal(pace.slow);
  yield* list.scroll(place(facts.byteIds.value) + facts.listRows.value - 1, pace.slow * 2);

  yield* stage.beat('run');
  yield* stage.leave(ours, oursAre, theirs, theirsAre, space);
  const { runs, walked, partingId } = facts;
  const rooms = room.inset(0, gap.normal).spaced(gap.group);
  const rows = runs.rows.map(({ bytes }, i) => cast.row(bytes, rooms.row(i, runs.rows.length)));
  const steps = walked.rows.length > 0 ? walked.rows : facts.excerpt.rows;
  yield* all(list.become(steps, whole), ...rows.map((row) => row.reveal()));
  const now = runs.rows.map(({ bytes }) => bytes);
  /** An entry lights, with its pair in the rows that have one. */
  const meet = (i: number, seconds: number) =>
    all(
      list.scroll(i, seconds),
      list.light([i], seconds),
      ...rows.map((row, k) => {
        const merge = mergeAt(runs.rows[k], steps[i]);
        const places = merge ? pairPlaces(now[k] ?? [], merge.left, merge.right) : [];
        return row.highlight(places, 2, seconds);
      }),
    );
  const join = (i: number, seconds: number) =>
    all(
      ...rows.map((row, k) => {
        const merge = mergeAt(runs.rows[k], steps[i]);
        if (!merge) return waitFor(0);
        now[k] = merge.pieces;
        return row.become(merge.pieces, seconds);
      }),
    );
  const parts = facts.parting.values.length > 0;
  const fork = parts
    ? walked.rows.findIndex(({ id }) => id === partingId.value)
    : walked.rows.length;
  for (const i of walked.rows.keys()) {
    const seconds = Math.max(pace.quick / 2, pace.change * quickening ** i);
    if (i < fork) yield* chain(meet(i, seconds), join(i, seconds));
  }

  yield* stage.beat('parts');
  for (const i of walked.rows.keys()) {
    if (i < fork) continue;
    const seconds = i === fork ? pace.slow : pace.change;
    yield* meet(i, seconds);
    if (i === fork) yield* rows[1]?.highlight([0], 2, pace.slow) ?? waitFor(0);
    yield* join(i, seconds);
  }
  const [upper, lower] = rows;
  yield* all(
    upper?.highlight([...(now[0] ?? []).keys()], 1, pace.slow, now[0]?.length === 1 ? 'made' : 'pair') ?? waitFor(0), // prettier-ignore
    lower?.highlight([...(now[1] ?? []).keys()], 1, pace.slow) ?? waitFor(0),
    list.light(parts ? [fork] : []),
    parts ? list.scroll(fork) : waitFor(0),
  );

  yield* stage.beat('solved');
  yield* stage.leave(...rows);
  const broken = facts.brokenAt.rows;
  const wholeAt = facts.wholeAt.rows;
  yield* all(found.reveal(), list.become(facts.excerpt.rows, whole), found.mark(broken, 'query'));
  for (const i of facts.pieces.rows.keys()) yield* wires.showRow(i, pace.quick);
  const brace = (around: Span[], role: 'query' | 'muted', word: 'absent' | 'spaceless') =>
    stage.add(new Brace({ around, side: 'left', role, label: stage.word(word), hidden: true }));
  const absent = broken.map((i) => found.span(i));
  const braces = absent.length > 0 ? [brace(absent, 'query', 'absent')] : [];
  yield* all(...braces.map((each) => each.reveal()));
  const isWhole = ({ id }: { id: number }) => wholeAt.length > 0 && id === facts.wholeId.value;
  yield* all(found.mark(wholeAt, 'key'), list.light(placesWhere(facts.excerpt.rows, isWhole)));
  const bare = facts.bare.rows.map((_, i) => alone.span(i));
  yield* all(alone.reveal(pace.quick), alone.mark([...bare.keys()], 'query'));
  if (bare.length > 0) braces.push(brace(bare, 'muted', 'spaceless'));
  yield* all(...braces.map((each) => each.reveal()), wires.reveal(pace.slow));

  yield* stage.beat('answer');
  yield* wires.dimExcept([], pace.slow);
  yield* all(wires.hide(pace.slow), ...braces.map((each) => each.hide()));
  const [over, under] = rooms.rows(1, 1);
  const text = cast.row(facts.pieces.rows, bare.length > 0 ? over : room);
  const apart = bare.length > 0 ? [cast.row(facts.bare.rows, under)] : [];
  const every = [...facts.pieces.rows.keys()];
  yield* all(
    fly(found.anchors(), text.anchors(), pace.slow * 2, { move: true }),
    ...apart.map((row) => fly(alone.anchors(), row.anchors(), pace.slow * 2, { move: true })),
  );
  const marked = broken.length + wholeAt.length > 0 ? [...broken, ...wholeAt] : every;
  yield* all(
    text.highlight(marked, 1, pace.slow, wholeAt),
    ...apart.map((row) => row.highlight([...bare.keys()], 1, pace.slow)),
  );
}

/** Each merge takes this share of the time of the one before. */
const quickening = 1 / 2 ** (0.5 / 2);

type Run = BpeFacts['runs']['rows'][number];

const mergeAt = (run: Run | undefined, entry: { readonly id: number } | undefined) =>
  run?.merges.find(({ id }) => id === entry?.id);

function pairPlaces(pieces: readonly Piece[], left: string, right: string): readonly number[] {
  const places: number[] = [];
  pieces.forEach((piece, i) => {
    const next = pieces[i + 1];
    const joins = piece.text === left && next?.text === right && next.group === piece.group;
    if (joins && places.at(-1) !== i - 1) places.push(i);
  });
  return places;
}

const placesWhere = <T>(rows: readonly T[], is: (row: T) => boolean): readonly number[] =>
  rows.flatMap((row, i) => (is(row) ? [i] : []));
