import { arrange } from '../../components/figure/arrange';
import { fillAlike } from '../../components/figure/fillAlike';
import { Formula } from '../../components/formula/Formula';
import { VectorView } from '../../components/grids/VectorView';
import { Caption } from '../../components/text/Caption';
import { Heading } from '../../components/text/Heading';
import { NumberView } from '../../components/text/NumberView';
import { TextRun } from '../../components/text/TextRun';
import { Words } from '../../components/text/Words';
import type { Pieces } from '../Board';
import { array, scalar } from '../sample';

const softmax = String.raw`\frac{e^{\term{query}{s_j}}}{\term{sum}{\sum_i e^{s_i}}}`;

export const textPieces: Pieces = {
  *Words(board) {
    const text = 'Each {query:query} meets every {key:key}.';
    const words = board.add(new Words({ text, hidden: true }).fill(board.body));
    yield* board.verb('reveal', words.reveal());
    const [corner] = board.body.columns(1, 2);
    yield* board.verb('goTo', words.goTo(corner, 0.8, { align: 'top left', most: { px: 24 } }));
    yield* board.verb('hide', words.hide());
  },

  *Formula(board) {
    const formula = board.add(new Formula({ tex: softmax, hidden: true }).fill(board.body));
    yield* board.verb('showTerms', formula.showTerms('query'));
    yield* board.verb('reveal', formula.reveal());
    yield* board.verb('highlight', formula.highlight('sum'));
    yield* board.verb('unhighlight', formula.unhighlight());
    yield* board.verb('morphTo', formula.morphTo(String.raw`\alpha_j = ${softmax}`));
    yield* board.verb('hide', formula.hide());
  },

  *NumberView(board) {
    const number = board.add(new NumberView({ fact: scalar(0.66), before: 'p = ', hidden: true }));
    number.fill(board.body);
    yield* board.verb('reveal', number.reveal());
    yield* board.verb('become', number.become(scalar(0.77)));
    yield* board.verb('hide', number.hide());
  },

  *TextRun(board) {
    const run = new TextRun({ text: 'To be, or not', lines: 2, hidden: true });
    board.add(run.fill(board.body));
    yield* board.verb('reveal', run.reveal());
    yield* board.verb('write', run.write(' to be,\nthat is', 1, 'query'));
    yield* board.verb('mark', run.mark(0, 1, 'key'));
    yield* board.verb('dimExcept', run.dimExcept(3, 5));
    yield* board.verb('undim', run.undim());
    yield* board.verb('hide', run.hide());
  },

  *Heading(board) {
    const heading = board.add(new Heading('Where does it look?', 'a small model'));
    heading.scale(0.62);
    yield* board.verb('stands');
  },

  *Caption(board) {
    const caption = board.add(new Caption());
    caption.scale(0.62).position(0);
    yield* board.verb('say', caption.say('One sentence a beat.'));
  },

  *fillAlike(board) {
    const labels = ['cold', 'as it is', 'hot enough to melt the bar'];
    const parts = labels.map((text, i) => [new Words({ text }), board.body.row(i, 3)] as const);
    parts.forEach(([words, region]) => board.add(words.fill(region.columns(1, 2)[0])));
    yield* board.verb('fill');
    fillAlike(parts.map(([words, region]) => [words, region.columns(1, 2)[0]]));
    yield* board.verb('fillAlike');
  },

  *arrange(board) {
    const vector = (values: readonly number[]) =>
      new VectorView({ values: array('D', [2], values), cellWidth: 90 });
    const sign = (tex: string) => new Formula({ tex });
    const figures = [vector([1, 2]), sign('+'), vector([3, -1]), sign('='), vector([4, 1])];
    arrange(figures, board.body);
    figures.forEach((figure) => board.add(figure));
    yield* board.verb('in a row');
    arrange(figures, board.body, { direction: 'column' });
    yield* board.verb('in a column');
  },
};
