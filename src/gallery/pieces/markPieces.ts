import { fly } from '../../components/flight/Flight';
import { Flow } from '../../components/flow/Flow';
import { Panel } from '../../components/flow/Panel';
import { MatrixView } from '../../components/grids/MatrixView';
import { VectorView } from '../../components/grids/VectorView';
import { Arrow } from '../../components/marks/Arrow';
import { Brace } from '../../components/marks/Brace';
import { Wires } from '../../components/marks/Wires';
import { TokenRow } from '../../components/tokens/TokenRow';
import type { Pieces } from '../Board';
import { array, cutShares, shares, waves, words } from '../sample';

export const markPieces: Pieces = {
  *Wires(board) {
    const [above, below] = board.body.rows(1, 1);
    const keys = new TokenRow({ tokens: words, role: 'key' }).fill(above, { align: 'top' });
    const queries = new TokenRow({ tokens: words, role: 'query' }).fill(below, { align: 'bottom' });
    const wires = new Wires({ from: queries, to: keys, shares, hidden: true });
    [wires, keys, queries].forEach((figure) => board.add(figure));
    yield* board.verb('showWire', wires.showWire(0, 1));
    yield* board.verb('showRow', wires.showRow(0));
    yield* board.verb('reveal', wires.reveal());
    yield* board.verb('hideRow', wires.hideRow(3));
    yield* board.verb('dimExcept', wires.dimExcept([[0, 1]]));
    yield* board.verb('cut', wires.cut(0, 1));
    yield* board.verb('undim', wires.undim());
    yield* board.verb('become', wires.become(cutShares));
    yield* board.verb('mend', wires.become(shares, 0), wires.mend(0, 1));
    yield* board.verb('hide', wires.hide());
  },

  *'Wires over a row'(board) {
    const row = new TokenRow({ tokens: words }).fill(board.body, { align: 'bottom' });
    const wires = new Wires({ from: row, to: row, shares, hidden: true });
    [wires, row].forEach((figure) => board.add(figure));
    yield* board.verb('showRow', wires.showRow(0));
  },

  *Arrow(board) {
    const [left, right] = board.body.columns(1, 1);
    const from = board.add(new Panel({ text: 'from' }).fill(left));
    const to = board.add(new Panel({ text: 'to' }).fill(right));
    const arrow = board.add(
      new Arrow({ from, to, label: '÷ $\\sqrt{D}$', role: 'key', hidden: true }),
    );
    yield* board.verb('reveal', arrow.reveal());
    yield* board.verb('send', arrow.send());
    yield* board.verb('hide', arrow.hide());
  },

  *Brace(board) {
    const grid = board.add(new MatrixView({ values: waves }).fill(board.body.inset(140, 60)));
    const around = [grid.span({ rows: [1, 2] })];
    const brace = board.add(
      new Brace({ around, label: '{key:two} rows', role: 'query', hidden: true }),
    );
    yield* board.verb('reveal', brace.reveal());
    yield* board.verb('hide', brace.hide());
  },

  *Flow(board) {
    const steps = [
      { name: 'x', text: 'x', round: true },
      { name: 'a', text: 'attend' },
      { name: 'f', text: 'think' },
      { name: 'y', text: 'y', round: true },
    ];
    const skips = [{ around: 'a', into: 'f' }];
    const repeats = [{ from: 'a', to: 'f', label: '× 6' }];
    const flow = board.add(new Flow({ steps, skips, repeats, hidden: true, apart: 60 }));
    yield* board.verb('reveal', flow.reveal());
    yield* board.verb('highlight', flow.highlight('a'));
    yield* board.verb('send', flow.send());
    yield* board.verb('hide', flow.hide());
  },

  *Panel(board) {
    const panel = board.add(
      new Panel({ text: 'a step', role: 'target', hidden: true }).fill(board.body),
    );
    yield* board.verb('reveal', panel.reveal());
    yield* board.verb('highlight', panel.highlight());
    yield* board.verb('hide', panel.hide());
  },

  *Flight(board) {
    const [above, below] = board.body.rows(2, 1);
    const grid = board.add(new MatrixView({ values: waves }).fill(above));
    const row = array('S', [5], waves.values.slice(5, 10));
    const vector = board.add(new VectorView({ values: row, hidden: true }).fill(below));
    yield* board.verb('fly', fly(grid.rowAnchors(1), vector.anchors()));
  },
};
