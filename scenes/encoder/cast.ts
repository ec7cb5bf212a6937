/** Figures that more than one act plays with. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import type { Figure } from '../../src/components/figure/Figure';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { VectorView } from '../../src/components/grids/VectorView';
import type { Stage } from '../../src/film/Stage';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import type { lesson } from './lesson';
import {
  centred,
  headSheet,
  joinedPlace,
  outPlace,
  scoreSheet,
  sheetPlace,
  singleRow,
  slimSheet,
  smallSheet,
  tokenPx,
  wideRow,
  wideSheet,
} from './layout';
import type { script } from './script';

export type EncoderFacts = Awaited<ReturnType<typeof lesson.facts>>;
type Beat = keyof (typeof script)['beats'];
type Word = keyof (typeof script)['words'];
export type EncoderStage = Stage<EncoderFacts, Beat, Word>;
export type Cast = ReturnType<typeof cast>;

export function cast(stage: EncoderStage, facts: EncoderFacts) {
  const [T = 1, C = 1] = facts.embedding.shape;
  const D = facts.q.shape[1] ?? 1;

  const rows = new MatrixView({
    values: facts.embedding,
    title: stage.word('embedding'),
    hidden: true,
    slots: 0,
    opacity: 0,
    ...wideSheet(T, C),
  });
  rows.position(centred(rows, sheetPlace));
  const head = (name: 'query' | 'key' | 'value', values: EncoderFacts['q']) =>
    new MatrixView({
      values,
      title: stage.word(name),
      role: name,
      hidden: true,
      slots: 0,
      opacity: 0,
      ...headSheet(T, D),
    });
  const queries = head('query', facts.q);
  const keys = head('key', facts.k);
  const values = head('value', facts.v);
  /** The new row that one head makes for the word in focus. */
  const mixed = new VectorView({
    values: facts.mixedRow,
    bound: values.bound(),
    hidden: true,
    slots: 0,
    ...headSheet(T, D),
  });
  const tokens = new TokenRow({
    tokens: facts.tokens,
    hidden: true,
    boxHeight: () => rows.cellHeight(),
    px: () => tokenPx(rows.cellHeight()),
  }).alignWith(rows, 'left', gap.normal);
  const scores = new MatrixView({
    values: facts.scores,
    hidden: true,
    slots: 0,
    opacity: 0,
    ...scoreSheet(T),
  });
  const keyTokens = new TokenRow({
    tokens: facts.tokens,
    role: 'key',
    px: size.small,
    boxHeight: size.large,
    boxWidth: size.large,
    hidden: true,
  }).alignWith(scores, 'above', gap.small);
  /** What all heads make, side by side. */
  const joined = new MatrixView({
    values: facts.joined,
    title: stage.word('joined'),
    bound: facts.joinedBound.value,
    numbers: false,
    slots: 0,
    opacity: 0,
    ...smallSheet(T),
  });
  joined.position(centred(joined, joinedPlace));
  /** The row of the word in focus, and what the feed-forward layer makes of it. */
  const row = new VectorView({
    values: facts.residualRow,
    bound: facts.residualBound.value,
    hidden: true,
    slots: 0,
    ...wideRow(C),
  });
  row.position(centred(row, singleRow));
  const fed = new VectorView({ values: facts.ffnRow, hidden: true, slots: 0, ...wideRow(C) });
  fed.position(centred(fed, outPlace));
  /** What goes into the block, for when it is seen as a whole. */
  const input = new MatrixView({
    values: facts.input,
    title: 'x',
    opacity: 0,
    ...slimSheet(T, C),
  });
  const heads = [queries, keys, values, mixed, joined, scores];
  const figures = [rows, ...heads, tokens, keyTokens, row, fed, input];
  for (const figure of figures) stage.add(figure);
  /** What the next beat clears away. */
  const notes: Figure[] = [];
  return {
    notes,
    input,
    rows,
    tokens,
    keyTokens,
    queries,
    keys,
    values,
    mixed,
    joined,
    scores,
    row,
    fed,
    T,
    C,
    D,
  };
}

/** What explained the last beat goes. */
export function* clearNotes({ notes }: Cast): ThreadGenerator {
  const leaving = notes.splice(0);
  yield* all(...leaving.map((note) => note.opacity(0, pace.change)));
  leaving.forEach((note) => note.remove());
}
