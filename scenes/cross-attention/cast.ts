/** The figures of the film: words over their keys and values, and between these the table that grows by a row for each digit. */
import { Vector2 } from '@motion-canvas/core';
import type { Region } from '../../src/components/figure/Region';
import { arrange } from '../../src/components/figure/arrange';
import { Panel } from '../../src/components/flow/Panel';
import { Formula } from '../../src/components/formula/Formula';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { VectorView } from '../../src/components/grids/VectorView';
import { Arrow } from '../../src/components/marks/Arrow';
import { Words } from '../../src/components/text/Words';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import type { Stage } from '../../src/film/Stage';
import { slice, type ArrayFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import type { Role } from '../../src/theme/palette';
import { size } from '../../src/theme/type';
import type { lesson } from './lesson';
import type { script } from './script';

export type CrossFacts = Awaited<ReturnType<typeof lesson.facts>>;
type Beat = keyof (typeof script)['beats'];
type Word = keyof (typeof script)['words'];
export type CrossStage = Stage<CrossFacts, Beat, Word>;

const law = String.raw`\term{soft}{\operatorname{softmax}\!\Big(}\term{score}{\frac{\q\,\K^{\top}}{\sqrt{D}}}\term{soft}{\Big)}\,\term{take}{\V}`;

export function cast(stage: CrossStage, facts: CrossFacts) {
  const [T = 1, S = 1] = facts.pattern.shape;
  const [strip, desk] = stage.body.cut('above', size.large * 1.5);
  const rows = desk.spaced(gap.wide + gap.small).rows(3, T, 3);
  const [keyRow, tableRow, valueRow] = rows;
  const parts = (region: Region) => {
    const side = size.label * 15;
    const [left, rest] = region.spaced(gap.normal).cut('left', side);
    const [right, middle] = rest.cut('right', side);
    return [left, middle, right] as const;
  };
  const [queryRoom, tableRoom, takenRoom] = parts(tableRow);
  const [leftFoot, valueRoom, rightFoot] = parts(valueRow);
  const keyRoom = parts(keyRow)[1];
  const [upper] = stage.body.cut('above', keyRow.bottom - stage.body.top - gap.normal);
  stage.oneScale(facts.queries, facts.keys, facts.values, facts.taken, facts.otherValues);

  const grid = (values: ArrayFact, role: Role, room: Region, colors?: 'sequential') =>
    stage.add(new MatrixView({ values, role, colors, hidden: true }).fill(room));
  const keys = grid(facts.keys, 'key', keyRoom);
  const values = grid(facts.values, 'value', valueRoom);
  const table = grid(facts.pattern, 'text', tableRoom, 'sequential');
  const side = (values: ArrayFact, tokens: CrossFacts['read'], at: 'left' | 'right') => {
    const row = stage.add(new TokenRow({ tokens, px: size.cell, boxWidth: 0, hidden: true }));
    const view = new MatrixView({ values, hidden: true });
    row.alignWith(view, at);
    stage.add(view.fill(at === 'left' ? queryRoom : takenRoom));
    return [view, row] as const;
  };
  const [queries, read] = side(facts.queries, facts.read, 'left');
  const [taken, written] = side(facts.taken, facts.written, 'right');

  const middle = keys.x() + keys.cellsBox().center.x;
  const words = stage.add(
    new TokenRow({
      tokens: facts.words,
      pitch: keys.pitch().x,
      boxWidth: keys.cellWidth(),
      px: size.cell,
      hidden: true,
    }),
  );
  const [wordRoom, modelRoom, answerRoom] = stage.body.rows(3, 4, 3);
  words.position([0, wordRoom.center.y]).scale(Math.min(2, stage.body.width / (S * keys.pitch().x))); // prettier-ignore
  const answer = new Words({ face: 'numbers', role: 'target', px: size.large * 4, facts: [facts.pieces] }); // prettier-ignore
  stage.add(answer.position(answerRoom.center));
  const panel = (word: 'encoder' | 'decoder') =>
    stage.add(new Panel({ text: stage.word(word), px: size.caption, width: words.extent().x, height: size.large * 2 })); // prettier-ignore
  const model = [panel('encoder'), panel('decoder')] as const;
  arrange(model, modelRoom, { direction: 'column', apart: gap.group });
  const flow = [words, ...model].map((from, i) => stage.add(new Arrow({ from, to: model[i] ?? answer }))); // prettier-ignore
  const card = stage.add(new Panel({ role: 'warning', glow: 1, hidden: true }));

  const label = (
    word: 'keys' | 'values' | 'queries' | 'taken',
    role: Role,
    of: MatrixView,
    at: 'right' | 'above',
  ) => {
    const text = new Words({ text: stage.word(word), role, hidden: true });
    return stage.add(text.place(at, of, at === 'right' ? gap.normal : gap.hair));
  };
  /** The scores of one step, where its shares will stand. */
  const scoresOf = (t: number) => {
    const { x, y } = table
      .cellAt(t, 0)
      .add(table.cellAt(t, S - 1))
      .scale(0.5)
      .add(table.position());
    const view = new VectorView({
      values: slice(facts.scores, t),
      colors: 'none',
      cellWidth: table.cellWidth(),
      cellHeight: table.cellHeight(),
      gap: table.gap(),
      px: table.px(),
      hidden: true,
    });
    return stage.add(view.position([x, y]));
  };
  return {
    words,
    answer,
    card,
    keys,
    values,
    table,
    queries,
    read,
    taken,
    written,
    scoresOf,
    top: new Vector2(middle, strip.center.y),
    encoder: model[0],
    decoder: model[1],
    flow,
    corner: parts(upper)[0],
    answerRoom: rightFoot,
    memoryRooms: [parts(desk)[1], tableRoom] as const,
    keyLabel: label('keys', 'key', keys, 'right'),
    valueLabel: label('values', 'value', values, 'right'),
    queryLabel: label('queries', 'query', queries, 'above'),
    takenLabel: label('taken', 'value', taken, 'above'),
    law: stage.add(new Formula({ tex: law, hidden: true }).fill(leftFoot)),
  };
}
