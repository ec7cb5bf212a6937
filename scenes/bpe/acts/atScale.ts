/** The list of GPT-2, learned the same way: what it has for Chinese, and the pieces of the first text. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import type { Node } from '@motion-canvas/2d';
import { Brace } from '../../../src/components/marks/Brace';
import type { Span } from '../../../src/components/figure/Span';
import type { MergeRow } from '../../../src/components/tokens/MergeRow';
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
  yield* all(theirs.reveal(), theirsAre.reveal());
  yield* list.scroll(place(facts.byteIds.value) + facts.listRows.value - 1, pace.slow * 3);
  yield* space.reveal(pace.slow);
  yield* list.scroll(facts.passing.rows.length - 1, pace.slow * 6);

  yield* stage.beat('bytes');
  yield* stage.leave(ours, oursAre, theirs, theirsAre, space);
  const [inset, foot] = room.inset(0, gap.normal).spaced(gap.small).rows(8, 1);
  const named = { symbols: facts.characters.rows, above: facts.characters.rows };
  const chinese = cast.row(facts.hanBytes.rows, inset, named);
  const hex = new Words({ text: stage.word('hex'), role: 'muted', hidden: true });
  stage.add(hex.position(foot.center));
  yield* all(chinese.reveal(), list.become(facts.hanMerges.rows, whole));
  yield* all(chinese.become(facts.hanBytes.rows, pace.slow * 2), chinese.showAbove(), hex.reveal());

  yield* stage.beat('parts');
  yield* sweep(chinese, cast, facts.hanBytes.rows, facts.hanMerges.rows);
  const isSingle = ({ text }: { text: string }) => facts.singles.values.includes(text);
  yield* all(
    chinese.highlight(placesWhere(facts.hanPieces.rows, isSingle), 1, pace.slow, 'made'),
    list.light(placesWhere(facts.hanMerges.rows, isSingle), pace.slow),
  );

  yield* stage.beat('run');
  yield* chinese.highlight([]);
  yield* all(chinese.showAbove(0, pace.quick), chinese.become(facts.characters.rows, pace.slow));
  yield* stage.leave(chinese, hex);
  const text = cast.row(facts.bytes.rows, inset);
  const looked = facts.merges.rows.length > 0 ? facts.merges.rows : facts.excerpt.rows;
  yield* all(text.reveal(), list.become(looked, whole));
  yield* sweep(text, cast, facts.bytes.rows, facts.merges.rows);

  yield* stage.beat('solved');
  yield* stage.leave(text);
  yield* all(found.reveal(), list.become(facts.excerpt.rows, whole));
  for (const i of facts.pieces.rows.keys()) yield* wires.showRow(i, pace.quick);
  const brace = (around: Span[], role: 'warning' | 'muted', word: 'absent' | 'spaceless') =>
    stage.add(new Brace({ around, side: 'left', role, label: stage.word(word), hidden: true }));
  const absent = facts.brokenAt.rows.map((i) => found.span(i));
  if (absent.length > 0) yield* brace(absent, 'warning', 'absent').reveal();
  const stands = facts.wholeAt.rows.length > 0;
  const isWhole = ({ id }: { id: number }) => stands && id === facts.wholeId.value;
  yield* all(
    found.mark(facts.wholeAt.rows, 'key'),
    list.light(placesWhere(facts.excerpt.rows, isWhole)),
  );
  yield* alone.reveal(pace.quick);
  const bare = facts.bare.rows.map((_, i) => alone.span(i));
  if (bare.length > 0) yield* brace(bare, 'muted', 'spaceless').reveal();
  yield* wires.reveal(pace.slow);

  yield* stage.beat('answer');
  const ids = [...facts.pieces.rows, ...facts.bare.rows].map(({ id }) => id);
  yield* list.light(
    placesWhere(facts.excerpt.rows, ({ id }) => ids.includes(id)),
    pace.slow,
  );
  yield* all(found.mark([...facts.pieces.rows.keys()], 'key'), alone.mark([...facts.bare.rows.keys()], 'key')); // prettier-ignore
}

/** Each merge takes this share of the time of the one before. */
const quickening = 1 / 2 ** (0.5 / 2);

type Merges = BpeFacts['merges']['rows'];

/** Merge after merge down the list, the first ones slowly. */
function* sweep(
  row: MergeRow,
  { list }: Cast,
  bytes: readonly Piece[],
  merges: Merges,
): ThreadGenerator {
  let now = bytes;
  for (const [i, { left, right, pieces }] of merges.entries()) {
    const seconds = Math.max(pace.quick / 4, pace.quick * quickening ** i);
    const places = pairPlaces(now, left, right);
    yield* all(
      list.scroll(i, seconds),
      list.light([i], seconds),
      row.highlight(places, 2, seconds),
    );
    yield* row.become(pieces, seconds);
    now = pieces;
  }
  yield* all(row.highlight([]), list.light([]));
}

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
