/** All pairs at every distance: the puzzle is solved; and what the model is without. */
import { all, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { arrange } from '../../../src/components/figure/arrange';
import { Formula } from '../../../src/components/formula/Formula';
import { Plot } from '../../../src/components/plots/Plot';
import { NumberView } from '../../../src/components/text/NumberView';
import { TextRun } from '../../../src/components/text/TextRun';
import { Words } from '../../../src/components/text/Words';
import { entry, type ArrayFact, type ScalarFact } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { law, type Cast, type RopeStage } from '../cast';
import type { RopeFacts } from '../ropeFacts';

export function* closes(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { picture, row, bars, dials, farDials, angles, riders, over, walk, n, farN } = cast;
  const [queryAt, near, far] = [facts.queryAt.value, facts.near.value, facts.far.value];
  const [clocks, room] = picture.rows(1, 1);
  const perRow = dials.length / 2;
  const roomOf = (i: number) => clocks.row(Math.floor(i / perRow), 2).column(i % perRow, perRow);
  const [head, plotted] = room.cut('above', size.large);
  const legend = head.inset((picture.width - row.extent().x) / 2, 0);
  const plot = stage.add(
    new Plot({
      width: (queryAt + 1) * cast.pitch,
      height: plotted.height,
      series: [
        { name: 'any', x: facts.distances, y: facts.scores, as: 'dots', role: 'muted' },
        { name: 'twins', x: facts.twins, y: facts.twinScores, as: 'dots', role: 'key' },
      ],
      lines: [{ name: 'zero', y: 0 }],
      xAxis: { hidden: true, from: -queryAt - 0.5, to: 0.5 },
      yAxis: { hidden: true },
      grid: false,
      opacity: 0,
    }),
  );
  plot.position(over(queryAt / 2).addY(-plotted.height / 2));
  const name = stage.add(new Words({ text: stage.word('curve'), role: 'muted', opacity: 0 }));
  const total = stage.add(new NumberView({ fact: entry(facts.scores, 0), opacity: 0 }));
  arrange([name, total], legend, { apart: gap.normal, align: 'left' });

  const most = { px: size.label };
  const turned = facts.twins.values.map((_, i) => entry(facts.twinScores, i));
  const scores = turned.map((fact, i) => {
    const look = { px: size.label, role: 'key', hidden: true } as const;
    const score = stage.add(new NumberView({ fact, ...look }));
    const { x, y } = plot.onStage(plot.pointOf('twins', i));
    const zero = plot.onStage(plot.pointAt(0, 0)).y;
    return score.position([x, Math.min(y, zero) - size.large]);
  });

  yield* stage.beat('all');
  yield* all(
    stage.leave(...cast.leaving.splice(0)),
    ...angles.map((angle) => angle.hide()),
    ...dials.map((dial) => dial.wedge(0, pace.quick)),
  );
  const late = dials.slice(angles.length);
  late.forEach((dial, i) => dial.fill(roomOf(i + angles.length)));
  yield* all(
    ...dials.slice(0, angles.length).map((dial, i) => dial.goTo(roomOf(i))),
    ...late.map((dial) => all(dial.opacity(1, pace.slow), dial.grow(undefined, pace.slow))),
    n(0, pace.slow),
    ...[plot, name, total].map((figure) => figure.opacity(1, pace.slow)),
  );
  yield* all(plot.showSeries('zero', pace.quick), plot.showPoints('any', 1));
  for (let back = 1; back <= queryAt; back++) {
    yield* walk({ k: -back }, pace.quick / 2);
    yield* all(
      total.become(entry(facts.scores, back), pace.quick / 2),
      plot.showPoints('any', back + 1, pace.quick / 4),
    );
    const twin = [near, far].indexOf(back);
    const told = scores[twin];
    if (told) yield* all(plot.showPoints('twins', twin + 1), told.reveal());
  }

  // Each of the two has three clocks of its own, beside the bars of the beginning
  yield* stage.beat('answered');
  yield* total.hide();
  yield* n(-near, pace.slow);
  yield* waitFor(pace.settle);
  const beside = (picture.width - row.extent().x) / 2 - gap.small;
  const side = Math.min(beside, picture.columns(1, 3, 1)[0].width);
  const [farSide, rest] = picture.spaced(gap.small).cut('left', side);
  const [nearSide, middle] = rest.cut('right', side);
  const nearDials = dials.slice(0, farDials.length);
  const sides = [
    { word: 'near', room: nearSide, hands: nearDials },
    { word: 'far', room: farSide, hands: farDials },
  ] as const;
  const columns = sides.map(({ word, room, hands }, i) => {
    const [top, faces, foot, under] = room.rows(1, 10, 1, 1);
    const labels = [
      new Words({ text: stage.word(word), role: 'position', hidden: true }).fill(top, { most }),
      new Words({ text: stage.word('all'), role: 'muted', hidden: true }).fill(under, { most }),
    ];
    const goTo = [
      ...hands.map((dial, hand) => dial.goTo(faces.row(hand, hands.length), pace.slow * 1.5)),
      scores[i]?.goTo(foot, pace.slow * 1.5) ?? waitFor(0),
    ];
    return { goTo, labels: labels.map((label) => stage.add(label)) };
  });
  farN(-near);
  farDials.forEach((dial, i) => dial.fill(roomOf(i)));
  yield* all(
    stage.leave(plot, name, total, ...late),
    ...riders.map((rider) => rider.opacity(0, pace.change)),
    ...farDials.map((dial) => all(dial.opacity(1, pace.quick), dial.grow())),
    ...columns.flatMap(({ goTo }) => goTo),
    farN(-far, pace.slow * 1.5),
  );
  yield* all(
    ...columns.flatMap(({ labels }) => labels.map((label) => label.reveal())),
    ...[...nearDials, ...farDials].map((dial) => dial.wedge(1, pace.quick)),
  );
  yield* bars.become(facts.percent, 0);
  yield* bars.reveal(pace.slow * 1.5);
  /** Both keys are turned so far back; what follows from it comes with them. */
  function* turnBoth(
    to: readonly [near: number, far: number],
    shares: ArrayFact,
    made: ScalarFact[],
  ) {
    const seconds = pace.slow * 2;
    yield* all(...scores.map((score) => score.hide()));
    yield* all(n(-to[0], seconds), farN(-to[1], seconds), bars.become(shares, seconds));
    scores.forEach((score, i) => score.fact(made[i] ?? score.fact()));
    yield* all(...scores.map((score) => score.reveal()));
  }

  yield* stage.beat('stopped');
  const lines = (['turning', 'still'] as const).map((word, i) => {
    const [head, body] = middle.inset(gap.small, 0).rows(3, 2)[0].row(i, 2).rows(1, 1);
    const words = new Words({ text: stage.word(word), role: 'muted', opacity: 0 });
    const look = { before: stage.word('loss'), role: 'muted', hidden: true } as const;
    const loss = new NumberView({ fact: entry(facts.losses, i), ...look });
    const run = new TextRun({ text: facts.written.values[i] ?? '', hidden: true });
    run.width(body.width);
    return [
      stage.add(words.fill(head, { align: 'bottom left', most })),
      stage.add(run.fill(body, { align: 'top left', most: { px: size.caption } })),
      stage.add(loss.fill(head, { align: 'bottom right', most })),
    ] as const;
  });
  yield* waitFor(pace.settle);
  yield* turnBoth(
    [0, 0],
    facts.blindPercent,
    scores.map(() => entry(facts.scores, 0)),
  );
  for (const [words, run] of lines) {
    yield* words.opacity(1, pace.quick);
    yield* run.reveal(pace.slow * 1.5);
  }

  yield* stage.beat('stammers');
  for (const [, , loss] of lines) yield* loss.reveal(pace.slow);

  // Turned again: hands close in, or do not, and the bars with them
  yield* stage.beat('answer');
  yield* stage.leave(...lines.flat());
  const formula = stage.add(new Formula({ tex: law, opacity: 0 }));
  formula.fill(middle.rows(1, 4)[0].inset(gap.wide, gap.small));
  yield* all(formula.opacity(1, pace.slow), turnBoth([near, far], facts.percent, turned));
}
