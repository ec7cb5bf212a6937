import { Dial } from '../../components/dials/Dial';
import { Bars } from '../../components/plots/Bars';
import { DividedBars } from '../../components/plots/DividedBars';
import { NumberLine } from '../../components/plots/NumberLine';
import { Plane } from '../../components/plots/Plane';
import { Plot } from '../../components/plots/Plot';
import { PowerHistogram } from '../../components/plots/PowerHistogram';
import { ShareBar } from '../../components/plots/ShareBar';
import { pace } from '../../theme/pace';
import type { Pieces } from '../Board';
import { array, scalar } from '../sample';

const curve = Array.from({ length: 41 }, (_, i) => Math.exp(-i / 12));
const next = array('V', [5], [27.6, 22, 20.5, 18.1, 11.8], 1);
const products = array('D', [4], [2.36, 17.01, -0.67, -4.2], 2);
const onALine = array('T', [4], [-1, 0.5, 1.2, 2]);
const gates = array('T', [4], [-0.2, 0.4, 1.5, 2.4]);
const contents = array('T', [4], [0.8, -0.6, -1.5, 1.6]);
const gated = array('T', [4], [-0.16, -0.24, -2.25, 3.84]);
const steps = array('T', [41], Array.from(curve.keys()), 0);
const fallen = array('T', [41], curve.map((y) => y ** 3)); // prettier-ignore
const spread = Array.from({ length: 300 }, (_, i) => (i * 0.618) % 1);
const division = (part: number, whole: number) => ({
  part: scalar(part),
  whole: scalar(whole),
  share: scalar(part / whole),
});
const drawn = array('V', [5], [0.4, 0.25, 0.15, 0.12, 0.08]);
const cooler = array('V', [5], [0.7, 0.2, 0.06, 0.03, 0.01]);

/** Tenths; pushes that reach the next one, and pushes that do not. */
const tenths = array('N', [11], Array.from({ length: 11 }, (_, i) => i / 10)); // prettier-ignore
const path = array('N', [4], [0.2, 0.3, 0.3, 0.4]);
const pushes = array('N', [3], [0.08, 0.03, 0.07]);
const bell = Array.from({ length: 24 }, (_, i) => Math.round(1000 * Math.exp(-((i - 12) ** 2) / 20))); // prettier-ignore
const sizes = array('N', [24], bell, 0);
const smaller = array('N', [24], bell.map((count, i) => Math.round((count * i) / 24)), 0); // prettier-ignore

export const plotPieces: Pieces = {
  *Plot(board) {
    const plot = new Plot({
      series: [
        { name: 'curve', y: curve, label: 'loss', role: 'target' },
        { name: 'dots', x: [5, 15, 25, 35], y: [0.7, 0.3, 0.1, 0], as: 'dots', role: 'query' },
      ],
      lines: [{ name: 'goal', y: 0.2, label: 'goal' }],
      xAxis: { label: 'step $t$' },
      hidden: true,
    });
    board.add(plot.fill(board.body));
    yield* board.verb('reveal', plot.reveal());
    yield* board.verb('showSeries', plot.showSeries('curve'), plot.showSeries('goal'));
    yield* board.verb('showPoints', plot.showPoints('dots', 3));
    yield* board.verb('mark', plot.mark('curve', { index: 10 }));
    yield* board.verb('unmark', plot.unmark());
    yield* board.verb('highlight', plot.highlight('dots'));
    yield* plot.highlight(null, 0);
    yield* board.verb('morph', plot.morph('curve', { y: curve.map((y) => 1 - y) }));
    yield* board.verb('hide', plot.hide());
  },

  *'Plot, heads and a cloud'(board) {
    const track = { x: steps, head: true, numbers: 'end', reveal: 0.3 } as const;
    const plot = new Plot({
      series: [
        { name: 'slow', y: curve, label: '$w_1$', role: 'query', thick: 12, ...track },
        { name: 'fast', y: fallen, label: '$w_2$', role: 'key', thick: 5, ...track },
        { name: 'many', as: 'cloud', x: spread.map((x) => 40 * x), y: spread.map((x) => x ** 4), role: 'target' }, // prettier-ignore
      ],
      xAxis: { label: 'steps' },
    });
    board.add(plot.fill(board.body));
    yield* board.verb('reveal', plot.reveal());
    yield* board.verb('showSeries', plot.showSeries('slow'), plot.showSeries('fast'));
    yield* board.verb('showPoints', plot.showPoints('many', 300));
  },

  *DividedBars(board) {
    const bars = new DividedBars({
      divisions: [division(0.1, 4), division(0.1, 0.27), division(0.1, 0.1)],
      labels: ['$w_1$', '$w_2$', '$w_3$'],
      roles: ['query', 'key', 'value'],
      hidden: true,
    });
    board.add(bars.fill(board.body));
    yield* board.verb('showBar', bars.showBar(0));
    yield* board.verb('reveal', bars.reveal());
    yield* board.verb('showParts', bars.showParts());
    yield* board.verb('divide', bars.divide(0), bars.divide(1));
    yield* bars.divide(2);
    yield* board.verb('become', bars.become([division(1, 4.1), division(1, 1.03), division(1, 1)]));
    yield* board.verb('hide', bars.hide());
  },

  *Plane(board) {
    const plane = new Plane({
      points: { x: onALine, y: onALine, product: onALine },
      labels: ['R', 'o', 'm', 'e'],
      xAxis: { label: 'when', role: 'query', holds: [gates, onALine] },
      yAxis: { label: 'what', role: 'value', holds: [contents, onALine] },
      quarters: [{ name: 'minus', x: 'right', y: 'lower', label: 'says minus', role: 'neg' }],
      hidden: true,
    });
    board.add(plane.fill(board.body));
    yield* board.verb('showAxes', plane.showAxes());
    yield* board.verb('showPoints', plane.showPoints([0, 1]));
    yield* board.verb('reveal', plane.reveal());
    yield* board.verb('name', plane.name([2, 3]));
    yield* board.verb('showQuarter', plane.showQuarter('minus'));
    yield* board.verb('become', plane.become({ x: gates, y: contents, product: gated }));
    yield* board.verb('hideQuarter', plane.hideQuarter('minus'));
    yield* board.verb('showAreas', plane.showAreas([0, 1, 2]));
    yield* board.verb('showArea', plane.showArea(3));
    yield* board.verb('hideAreas', plane.hideAreas([2, 3]));
    yield* board.verb('dimExcept', plane.dimExcept([3]));
    yield* board.verb('undim', plane.undim());
    yield* board.verb('hidePoints', plane.hidePoints([0]));
    yield* board.verb('hide', plane.hide());
  },

  *Bars(board) {
    const bars = new Bars({
      values: array('V', [5], [98.6, 0.6, 0.4, 0.3, 0.1], 1),
      labels: ['space', 'a', 'p', 'e', 'u'],
      role: 'target',
      unit: ' %',
      hidden: true,
    });
    board.add(bars.fill(board.body));
    yield* board.verb('reveal', bars.reveal());
    yield* board.verb('become', bars.become(next));
    yield* board.verb('dimExcept', bars.dimExcept([0]));
    yield* board.verb('undim', bars.undim());
    yield* board.verb('hideBar', bars.hideBar(2));
    yield* board.verb('showBar', bars.showBar(2));
    yield* board.verb('hide', bars.hide());
  },

  *'Bars, stacked'(board) {
    const bars = new Bars({
      values: products,
      labels: ['$\\q_0 \\k_0$', '$\\q_1 \\k_1$', '$\\q_2 \\k_2$', '$\\q_3 \\k_3$'],
      stacked: true,
      total: scalar(14.5),
      totalLabel: '$\\q \\cdot \\k$',
      hidden: true,
    });
    board.add(bars.fill(board.body));
    yield* board.verb('showBar', bars.showBar(0));
    yield* board.verb('reveal', bars.reveal());
  },

  *ShareBar(board) {
    const labels = ['T', 'I', 'A', 'W', 'O'];
    const bar = board.add(new ShareBar({ values: drawn, labels, hidden: true }).fill(board.body));
    yield* board.verb('reveal', bar.reveal());
    yield* board.verb('sample', bar.sample(scalar(0.71)));
    yield* board.verb('lift', bar.lift());
    yield* board.verb('become', bar.become(cooler));
    yield* board.verb('hide', bar.hide());
  },

  *Dial(board) {
    const arrows = [
      { name: 'q', x: 2, y: 1, role: 'query', label: '$\\q_m$', hidden: true },
      { name: 'k', x: 1, y: -1, role: 'key', label: '$\\k_n$', hidden: true },
    ] as const;
    const dial = new Dial({ arrows, hidden: true });
    board.add(dial.fill(board.body));
    yield* board.verb('reveal', dial.reveal());
    yield* board.verb('grow', dial.grow());
    yield* board.verb('rotateTo', dial.rotateTo({ q: 1.2, k: 0.4 }));
    yield* board.verb('trails', dial.trails(0));
    yield* board.verb('highlight', dial.highlight('q'));
    yield* dial.highlight(undefined, 0);
    yield* board.verb('become', dial.become('k', -1, -1));
    yield* board.verb('fit', dial.fit(['k']));
    yield* board.verb('hide', dial.hide());
  },

  *NumberLine(board) {
    const marks = [0, 1].map((at) => ({ at, label: `$${at}$` }));
    const line = new NumberLine({ path, pushes, ticks: tenths, marks, window: [-0.2, 1.2], zone: [0.35, 0.45], role: 'query', hidden: true }); // prettier-ignore
    board.add(line.fill(board.body));
    yield* board.verb('reveal', line.reveal());
    yield* board.verb('showTicks', line.showTicks());
    yield* board.verb('showMarks', line.showMarks());
    yield* board.verb('zoomTo', line.zoomTo([0.1, 0.6]));
    yield* board.verb('pushTo', line.pushTo(3, pace.slow * 3));
    yield* board.verb('showZone', line.showZone());
    yield* board.verb('hideZone', line.hideZone());
    yield* board.verb('hideMarks', line.hideMarks());
    yield* board.verb('hideTicks', line.hideTicks());
    yield* board.verb('hide', line.hide());
  },

  *PowerHistogram(board) {
    const edges = [{ name: 'zero', at: -20, label: 'zero' }];
    const hill = new PowerHistogram({ counts: sizes, part: smaller, first: -30, window: [-32, 8], edges, hidden: true }); // prettier-ignore
    board.add(hill.fill(board.body));
    yield* board.verb('reveal', hill.reveal());
    yield* board.verb('showPart', hill.showPart());
    yield* board.verb('hidePart', hill.hidePart());
    yield* board.verb('showEdge', hill.showEdge('zero'));
    yield* board.verb('slideTo', hill.slideTo(8));
    yield* board.verb('hideEdge', hill.hideEdge('zero'));
    yield* board.verb('hide', hill.hide());
  },
};
