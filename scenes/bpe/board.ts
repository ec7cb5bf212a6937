/** What the first acts play with: the words and their counts, the table of pairs, the vocabulary. */
import { Node } from '@motion-canvas/2d';
import { Vector2 } from '@motion-canvas/core';
import type { Anchor } from '../../src/components/figure/Anchor';
import { usePalette } from '../../src/components/figure/Figure';
import { MergeRow } from '../../src/components/tokens/MergeRow';
import { NumberTable } from '../../src/components/tables/NumberTable';
import { VocabularyList } from '../../src/components/tokens/VocabularyList';
import { Words } from '../../src/components/text/Words';
import { gap } from '../../src/theme/layout';
import { size } from '../../src/theme/type';
import type { BpeFacts } from './bpeFacts';
import { lettered, pairName } from './reading';
import type { BpeStage } from './script';

export type Board = ReturnType<typeof board>;

export function board(stage: BpeStage, facts: BpeFacts) {
  const { body } = stage;
  const height = body.bottom - body.top;
  const middle = (body.top + body.bottom) / 2;
  const [signs = ''] = facts.mark.values;

  const corpus = stage.add(new Node({}));
  const rows = facts.words.rows.map(({ symbols }, i) => {
    const whole = [
      { text: symbols.slice(0, -1).join(''), atoms: symbols.length - 1 },
      { text: signs, atoms: 1 },
    ];
    const row = new MergeRow({
      symbols: whole,
      finest: lettered(symbols),
      px: size.token + gap.small,
      align: 'left',
      signs,
      hidden: true,
    });
    const line = i - (facts.words.rows.length - 1) / 2;
    return row.position([row.extent().x / 2, line * (row.extent().y + gap.wide)]);
  });
  const counts = facts.corpus.rows.map(({ count }, i) => {
    const words = new Words({
      text: `${count} ×`,
      face: 'numbers',
      px: size.token + gap.hair / 2,
      opacity: 0,
    });
    return words.position([-gap.wide - words.extent().x / 2, rows[i]?.y() ?? 0]);
  });
  corpus.add([...rows, ...counts]);
  const wholeWidth = Math.max(...rows.map((row) => row.boxAt(0).width));
  const widest = Math.max(...rows.map((row) => row.extent().x));
  const countWidth = Math.max(...counts.map((words) => words.extent().x)) + gap.wide;
  /** Where the corpus stands alone, and where it makes room. */
  const [first] = rows;
  const reach = first ? first.extent().y / 2 - first.y() : 0;
  const spots = {
    alone: new Vector2((countWidth - wholeWidth) / 2, middle),
    aside: new Vector2(body.left + countWidth, body.top + gap.group + reach),
  };
  corpus.position(spots.alone);

  const listWidth = body.right / 2;
  const list = stage.add(
    new VocabularyList({
      letters: facts.alphabet.values,
      merges: facts.steps.rows.map(({ chosen, token }) => ({ ...chosen, token })),
      title: stage.word('vocabulary'),
      mergesTitle: stage.word('learned'),
      width: listWidth,
      height,
      signs,
      position: [body.right - listWidth / 2, middle],
    }),
  );

  const pairs = facts.steps.rows[0]?.pairs ?? [];
  const table = stage.add(
    new NumberTable({
      columns: [
        {
          header: stage.word('pair'),
          role: 'query',
          as: 'words',
          face: 'numbers',
          width: size.token * 4,
        },
        { header: stage.word('count'), role: 'target' },
      ],
      rows: pairs.map((pair) => [pairName(pair), 0]),
      keyedBy: 0,
      bandRole: 'query',
      shown: 0,
      px: size.cell,
      rowHeight: height / (pairs.length + 1),
      columnGap: gap.wide,
      opacity: 0,
    }),
  );
  const left = spots.aside.x + widest;
  table.position([(left + body.right - listWidth) / 2, middle]);
  // Copies that leave the words pass under them, and over what they fly to
  corpus.moveAbove(table);
  return { corpus, rows, counts, table, list, spots };
}

/** The number before the multiplication sign, where it stands. */
export function countAnchor(words: Words, count: number): Anchor {
  const color = usePalette().text;
  return {
    position: () => words.onStage([-words.extent().x / 2 + words.px() / 2, 0]),
    size: () => new Vector2(words.px()),
    text: () => String(count),
    textShift: () => 0,
    px: () => words.px(),
    face: 'numbers',
    color: () => color,
    fill: () => '',
    show: () => undefined,
    shown: () => ({ box: 1, text: 1 }),
  };
}
