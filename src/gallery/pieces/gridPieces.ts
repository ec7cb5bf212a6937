import { PairedVector } from '../../components/grids/PairedVector';
import { MatrixView } from '../../components/grids/MatrixView';
import { VectorView } from '../../components/grids/VectorView';
import { Words } from '../../components/text/Words';
import type { Pieces } from '../Board';
import { array, otherWaves, waves } from '../sample';

const five = array('D', [5], [0.31, -1.44, 2.5, 0.12, -0.7]);
const other = array('D', [5], [1.2, 0.4, -2.1, 0.9, 2.2]);
const pairs = array('P Z', [3, 2], [0.9, 0.3, -0.5, 1.1, 0.2, -0.8], 1);
const otherPairs = array('P Z', [3, 2], [-0.2, 1, 0.6, -0.9, 1.2, 0.1], 1);

export const gridPieces: Pieces = {
  *MatrixView(board) {
    const rowLabels = ['$\\q_a$', '$\\q_b$', '$\\q_c$', '$\\q_d$'];
    const grid = new MatrixView({
      values: waves,
      title: '{query:queries} · {key:keys} ÷ $\\sqrt{D}$',
      rowLabels,
      dims: true,
      hidden: true,
    });
    board.add(grid.fill(board.body));
    yield* board.verb('reveal', grid.reveal());
    yield* board.verb('hide', grid.hide());
    yield* board.verb('revealRows', grid.revealRows());
    yield* board.verb('hideRow', grid.hideRow(1));
    yield* board.verb('showRow', grid.showRow(1));
    yield* board.verb('hideRows', grid.hideRows([0, 2]));
    yield* board.verb('showRows', grid.showRows([0, 2]));
    yield* board.verb('hideColumn', grid.hideColumn(3));
    yield* board.verb('showColumn', grid.showColumn(3));
    yield* board.verb('hideCell', grid.hideCell(2, 2));
    yield* board.verb('showCell', grid.showCell(2, 2));
    yield* board.verb('focusCell', grid.focusCell(2, 2));
    yield* board.verb('focusRow', grid.focusRow(1));
    yield* board.verb('focusColumn', grid.focusColumn(4));
    yield* board.verb('unfocus', grid.unfocus());
    yield* board.verb('dimRows', grid.dimRows([0, 3]));
    yield* board.verb('dimColumns', grid.dimColumns([0]));
    yield* board.verb('undim', grid.undim());
    yield* board.verb('dimExcept', grid.dimExcept({ rows: [1], columns: [1, 2] }));
    yield* board.verb(
      'dimExceptCells',
      grid.dimExceptCells([
        [0, 0],
        [1, 1],
        [2, 2],
      ]),
    );
    yield* grid.undim(0);
    yield* board.verb('morphTo', grid.morphTo(otherWaves));
    const [, corner] = board.body.columns(1, 1);
    yield* board.verb('goTo', grid.goTo(corner, 0.8, { square: true, align: 'bottom right' }));
    yield* grid.hide(0);
    yield* board.verb('revealColumns', grid.revealColumns());
  },

  *VectorView(board) {
    const vector = new VectorView({
      values: five,
      title: 'q',
      role: 'query',
      dims: true,
      hidden: true,
    });
    board.add(vector.fill(board.body));
    yield* board.verb('reveal', vector.reveal());
    yield* board.verb('hideCell', vector.hideCell(1));
    yield* board.verb('showCell', vector.showCell(1));
    yield* board.verb('focusCell', vector.focusCell(2));
    yield* board.verb('focusAll', vector.focusAll());
    yield* board.verb('unfocus', vector.unfocus());
    yield* board.verb('dimCell', vector.dimCell(0));
    yield* board.verb('dimExcept', vector.dimExcept([2]));
    yield* board.verb('undim', vector.undim());
    yield* board.verb('morphTo', vector.morphTo(other));
    yield* board.verb('hide', vector.hide());
  },

  *PairedVector(board) {
    const view = board.add(
      new PairedVector({ values: pairs, title: '{query:q} by pairs', hidden: true }),
    );
    yield* board.verb('showTitle', view.showTitle());
    yield* board.verb('reveal', view.reveal());
    yield* board.verb('split', view.split(40));
    yield* board.verb('light', view.light(1));
    yield* view.light(null, 0);
    yield* board.verb('morphTo', view.morphTo(otherPairs));
    yield* board.verb('retitle', view.retitle(new Words({ text: 'turned' })));
    yield* board.verb('hide', view.hide());
  },
};
