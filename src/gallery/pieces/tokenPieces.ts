import { MatrixView } from '../../components/grids/MatrixView';
import { BitFields } from '../../components/tokens/BitFields';
import { MergeRow } from '../../components/tokens/MergeRow';
import { TokenBars } from '../../components/tokens/TokenBars';
import { TokenPlaces } from '../../components/tokens/TokenPlaces';
import { TokenRow } from '../../components/tokens/TokenRow';
import { VocabularyList } from '../../components/tokens/VocabularyList';
import { NumberTable } from '../../components/tables/NumberTable';
import type { Pieces } from '../Board';
import { array, shares, words } from '../sample';

const letters = Array.from('lowest', (text) => ({ text, atoms: 1 }));
const halves = [
  { text: 'low', atoms: 3 },
  { text: 'est', atoms: 3 },
];

export const tokenPieces: Pieces = {
  *TokenRow(board) {
    const row = board.add(new TokenRow({ tokens: words, hidden: true }).fill(board.body));
    yield* board.verb('reveal', row.reveal());
    yield* board.verb('hideToken', row.hideToken(1));
    yield* board.verb('showToken', row.showToken(1));
    yield* board.verb('focus', row.focus(0, 0.4, 'query'));
    yield* board.verb('unfocus', row.unfocus());
    yield* board.verb('mark', row.mark([1, 3], 'key'));
    yield* board.verb('dimExcept', row.dimExcept([0, 3]));
    yield* board.verb('undim', row.undim());
    yield* board.verb('swap', row.swap(0, 2));
    yield* board.verb('append', row.append('‹end›'));
    yield* board.verb('hide', row.hide());
  },

  *TokenPlaces(board) {
    const row = board.add(new TokenRow({ tokens: words }).fill(board.body));
    const places = new TokenPlaces({ of: row, marked: { 1: 'query', 3: 'key' }, hidden: true });
    board.add(places);
    yield* board.verb('reveal', places.reveal());
    yield* board.verb('lit', places.lit(1, 0.4));
    yield* board.verb('hide', places.hide());
  },

  *TokenBars(board) {
    const [above, below] = board.body.rows(2, 1);
    const row = board.add(new TokenRow({ tokens: words }).fill(below, { align: 'top' }));
    const bars = new TokenBars({
      of: row,
      values: array('T', [4], [66, 8, 2, 24], 0),
      marked: { 0: 'query', 3: 'key' },
      height: above.height,
      hidden: true,
    });
    board.add(bars);
    yield* board.verb('reveal', bars.reveal());
    yield* board.verb('become', bars.become(array('T', [4], [12, 8, 3, 77], 0)));
    yield* board.verb('hide', bars.hide());
  },

  *'TokenRow beside a grid'(board) {
    const grid = new MatrixView({
      values: shares,
      colors: 'sequential',
      numbers: false,
      hidden: true,
    });
    const queries = new TokenRow({ tokens: words, role: 'query' }).alignWith(grid, 'left');
    const keys = new TokenRow({ tokens: ['a', 'b', 'c', 'd'], role: 'key' }).alignWith(
      grid,
      'above',
    );
    grid.fill(board.body, { square: true });
    [grid, queries, keys].forEach((figure) => board.add(figure));
    yield* board.verb('revealRows', grid.revealRows());
    const [left] = board.body.columns(1, 1);
    yield* board.verb('goTo', grid.goTo(left, 0.8, { square: true, align: 'left' }));
  },

  *MergeRow(board) {
    const size = { width: board.body.width, height: 200 };
    const named = [{ text: 'lowest', from: 0, to: 6 }];
    const row = new MergeRow({
      symbols: letters,
      above: named,
      hidden: true,
      ...size,
    });
    board.add(row);
    yield* board.verb('showSymbols', row.showSymbols([0, 1]));
    yield* board.verb('reveal', row.reveal());
    yield* board.verb('highlight', row.highlight([3], 2));
    yield* board.verb('become', row.become(halves));
    yield* board.verb('showAbove', row.showAbove());
    yield* board.verb('grow', row.grow());
    yield* board.verb('hideSymbols', row.hideSymbols([1]));
    yield* board.verb('hide', row.hide());
  },

  *VocabularyList(board) {
    const texts = ['l', 'o', 'w', 'e', 's', 't', 'es', 'est', 'lo', 'low'];
    const entries = texts.map((text, id) => ({ id, text }));
    const room = { width: 520, height: 420, rows: 5 };
    const list = new VocabularyList({ entries, title: 'vocabulary', hidden: true, ...room });
    board.add(list);
    yield* board.verb('showEntries', list.showEntries([0, 1, 2, 3]));
    yield* board.verb('reveal', list.reveal());
    yield* board.verb('light', list.light([7, 9]));
    yield* board.verb('scroll', list.scroll(0));
    yield* board.verb('forget', list.forget(2));
    const others = [
      { id: 318, text: '␣is' },
      { id: 30642, text: 'Token' },
    ];
    yield* board.verb('become', list.become(others, { size: others.length }));
    yield* board.verb('hide', list.hide());
  },

  *NumberTable(board) {
    const columns = [
      { header: 'pair', as: 'words' },
      { header: 'count $n$', role: 'query', tinted: true },
      { header: 'share', as: 'bar', decimals: 2, role: 'target' },
    ] as const;
    const rows = [
      ['e s', 9, 0.45],
      ['l o', 7, 0.35],
      ['n e', 4, 0.2],
    ];
    const table = new NumberTable({ columns, rows, keyedBy: 0, hidden: true });
    board.add(table.fill(board.body, { most: { px: 38 } }));
    yield* board.verb('reveal', table.reveal());
    yield* board.verb('hideRow', table.hideRow(1));
    yield* board.verb('showRow', table.showRow(1));
    yield* board.verb('focusRow', table.focusRow(1));
    yield* board.verb('unfocus', table.unfocus());
    yield* board.verb('dimRow', table.dimRow(0));
    yield* board.verb('dimRows', table.dimRows([0, 2]));
    yield* board.verb('undim', table.undim());
    yield* board.verb('write', table.write(2, 1, 8));
    const sorted = [rows[0] ?? [], ['n e', 8, 0.4], rows[1] ?? []];
    yield* board.verb('update', table.update(sorted));
    yield* board.verb('hide', table.hide());
    yield* board.verb('revealRows', table.revealRows());
  },

  *BitFields(board) {
    const bits = { kind: 'tokens', of: 'sample', values: [...'0011111000100101'] } as const;
    const fields = [
      { label: '±', length: 1, role: 'muted' },
      { label: 'exponent', length: 8, role: 'position' },
      { label: 'mantissa', length: 7, role: 'pos' },
    ] as const;
    const row = board.add(new BitFields({ bits, fields, hidden: true }).fill(board.body));
    yield* board.verb('showField', row.showField(1));
    yield* board.verb('reveal', row.reveal());
    yield* board.verb('dimExcept', row.dimExcept([2]));
    yield* board.verb('undim', row.undim());
    yield* board.verb('fall', row.fall(12));
    yield* board.verb('hide', row.hide());
  },
};
