/** The figures that live through the film: the words with their wires, the row of one word, and the desk where it is computed. */
import type { Region } from '../../src/components/figure/Region';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { VectorView } from '../../src/components/grids/VectorView';
import { Wires } from '../../src/components/marks/Wires';
import { Words } from '../../src/components/text/Words';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import type { Stage } from '../../src/film/Stage';
import { token } from '../../src/film/show';
import type { ArrayFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { size } from '../../src/theme/type';
import type { lesson } from './lesson';
import type { script } from './script';

export type EncoderFacts = Awaited<ReturnType<typeof lesson.facts>>;
type Beat = keyof (typeof script)['beats'];
type Word = keyof (typeof script)['words'];
export type EncoderStage = Stage<EncoderFacts, Beat, Word>;
export type Cast = ReturnType<typeof cast>;

export function cast(stage: EncoderStage, facts: EncoderFacts) {
  const [top, bottom] = stage.body.inset(gap.small).spaced(gap.normal).rows(3, 4);
  const [text, said] = top.columns(4, 1);
  const [home, desk] = bottom.columns(4, 7);
  const homes = home.spaced(gap.wide).rows(1, 1, 1);
  const [over, table, under] = desk.spaced(gap.small).rows(1, 7, 1);

  const words = stage.add(new TokenRow({ tokens: facts.words, hidden: true }));
  words.fill(text, { most: { px: size.caption, cellHeight: size.large * 1.6 }, align: 'bottom' });
  const wires = stage.add(
    new Wires({ from: words, to: words, shares: facts.pattern, hidden: true }),
  );
  const answer = stage.add(new Words({ text: token(facts.answer), face: 'numbers', hidden: true }));
  answer.fill(said, { most: { px: size.large * 2 }, align: 'bottom' });

  const line = (values: ArrayFact, place: 0 | 1 | 2, title: string) => {
    const view = new VectorView({ values, title, bound: facts.bound.value, hidden: true });
    return stage.add(view.fill(homes[place], { most: { cellHeight: size.large * 1.8 } }));
  };
  /** The row that is followed. */
  const row = line(facts.embedding, 2, stage.word('row'));
  row.slots(0);

  const [keyRoom, productRoom, powerRoom, shareRoom, valueRoom] = table
    .spaced(gap.normal)
    .columns(5, 1.3, 1.3, 1.3, 3.4);
  const cells = { most: { cellHeight: size.large * 1.5 } };
  const grid = (values: ArrayFact, role: 'key' | 'value', room: Region) =>
    stage.add(
      new MatrixView({
        values,
        role,
        title: stage.word(role === 'key' ? 'keys' : 'values'),
        rowLabels: role === 'key' ? facts.words : [],
        bound: facts.headBound.value,
        hidden: true,
        slots: 0,
      }).fill(room, cells),
    );
  const column = (values: ArrayFact, title: string, room: Region, colors: 'none' | 'sequential') =>
    stage.add(
      new VectorView({ values, title, direction: 'column', colors, hidden: true, slots: 0 }).fill(
        room,
        cells,
      ),
    );
  const keys = grid(facts.keys, 'key', keyRoom);
  const values = grid(facts.values, 'value', valueRoom);
  const products = column(facts.products, stage.word('product'), productRoom, 'none');
  const powers = column(facts.powers, stage.word('power'), powerRoom, 'none');
  const shares = column(facts.shares, stage.word('share'), shareRoom, 'sequential');
  /** One head's row, its cells in line with the columns of a grid. */
  const narrow = (values: ArrayFact, role: 'query' | 'value', grid: MatrixView, y: number) => {
    const view = new VectorView({
      values,
      bound: facts.headBound.value,
      cellWidth: grid.cellWidth(),
      cellHeight: grid.cellHeight(),
      gap: grid.gap(),
      role,
      hidden: true,
      slots: 0,
    });
    return stage.add(view.position([grid.x() + grid.cellsBox().center.x, y]));
  };
  const query = narrow(facts.query, 'query', keys, over.center.y);
  const heard = narrow(facts.heard, 'value', values, under.center.y);
  const asksWith = new Words({ text: stage.word('query'), role: 'query', hidden: true });
  stage.add(asksWith.place('left', query, gap.normal));
  const hears = new Words({ text: stage.word('heard'), role: 'value', hidden: true });
  stage.add(hears.place('left', heard, gap.normal));
  return {
    hears,
    asksWith,
    words,
    wires,
    answer,
    row,
    line,
    keys,
    values,
    products,
    powers,
    shares,
    query,
    heard,
    text,
    board: desk,
  };
}
