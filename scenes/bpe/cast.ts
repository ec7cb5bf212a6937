/** The list, which is there from the first token to the last frame, and the pieces that are looked up in it. */
import type { Region } from '../../src/components/figure/Region';
import { Wires } from '../../src/components/marks/Wires';
import { MergeRow, type MergeRowProps } from '../../src/components/tokens/MergeRow';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { VocabularyList } from '../../src/components/tokens/VocabularyList';
import type { Stage } from '../../src/film/Stage';
import { gap } from '../../src/theme/layout';
import { size } from '../../src/theme/type';
import type { Piece } from './gptText';
import type { lesson } from './lesson';
import type { script } from './script';

export type BpeFacts = Awaited<ReturnType<typeof lesson.facts>>;
type Beat = keyof (typeof script)['beats'];
type Word = keyof (typeof script)['words'];
export type BpeStage = Stage<BpeFacts, Beat, Word>;
export type Cast = ReturnType<typeof cast>;

export function cast(stage: BpeStage, facts: BpeFacts) {
  const width = size.large * 13;
  const [shelf, room] = stage.body.cut('right', width);
  const list = new VocabularyList({
    entries: facts.excerpt.rows,
    size: facts.listSize.value,
    title: stage.word('vocabulary'),
    width,
    height: shelf.height,
    rows: facts.listRows.value,
    signs: facts.mark.values.join(''),
    facts: [facts.listSize],
    hidden: true,
  });
  stage.add(list.position(shelf.center));

  /** Letters or bytes that join, as large as the region allows. */
  const row = (
    finest: MergeRowProps['symbols'],
    { left, right, height, center }: Region,
    more: Partial<MergeRowProps> = {},
  ) =>
    stage.add(
      new MergeRow({
        symbols: finest,
        finest,
        px: size.large * 1.5,
        width: right - left,
        height,
        position: center,
        hidden: true,
        ...more,
      }),
    );
  /** Tokens one under the other: those of the text, and under them those of the word without its space. */
  const [, shares] = room.columns(2, 5, 4);
  const [pieces, bare] = [facts.pieces.rows, facts.bare.rows];
  const [upper, lower] = shares.rows(pieces.length, Math.max(1, bare.length));
  const column = (rows: readonly Piece[], region: Region) => {
    const tokens = rows.map(({ text }) => text);
    const view = new TokenRow({ tokens, direction: 'column', face: 'numbers', hidden: true });
    return stage.add(view.fill(region, { most: { px: size.large } }));
  };
  const found = column(pieces, bare.length > 0 ? upper : shares);
  const alone = column(bare, lower);
  const wide = Math.max(found.extent().x, alone.extent().x);
  found.boxWidth(wide);
  alone.boxWidth(wide);
  const spans = [...pieces.map((_, i) => found.span(i)), ...bare.map((_, i) => alone.span(i))];
  const from = { span: (i: number) => spans[i] ?? found.span(i) };
  const wires = new Wires({ from, to: list, sideways: true, shares: facts.links, role: 'value', thickest: gap.hair, hidden: true }); // prettier-ignore
  stage.add(wires);
  return { list, room, row, found, alone, wires };
}
