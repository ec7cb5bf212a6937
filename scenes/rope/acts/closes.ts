/** All pairs at every distance: the puzzle is solved; and what the model is without. */
import { all, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { arrange } from '../../../src/components/figure/arrange';
import { Formula } from '../../../src/components/formula/Formula';
import { Plot } from '../../../src/components/plots/Plot';
import { NumberView } from '../../../src/components/text/NumberView';
import { TextRun } from '../../../src/components/text/TextRun';
import { Words } from '../../../src/components/text/Words';
import { show, showEntry } from '../../../src/film/show';
import { entry, type ArrayFact, type ScalarFact } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { law, type Cast, type RopeStage } from '../cast';
import type { RopeFacts } from '../ropeFacts';

export function* closes(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { picture, row, bars, dials, farDials, angles, riders, over, walk, n, farN } = cast;
  const [queryAt, near, far] = [facts.queryAt.value, facts.near.value, facts.far.value];
  const [clocks, room] = picture.rows(4, 5);
  const perRow = dials.length / 2;
  const roomOf = (i: number) => clocks.row(Math.floor(i / perRow), 2).column(i % perRow, perRow);
  const [head, plotted] = room.cut('above', size.large);
  const legend = head.inset((picture.width - row.extent().x) / 2, 0);
  const heights = facts.scores.values;
  const plot = stage.add(
    new Plot({
      width: (queryAt + 1) * cast.pitch,
      height: plotted.height,
      series: [
        { name: 'any', x: facts.distances, y: facts.scores, as: 'dots', role: 'muted' },
        { name: 'twins', x: facts.twins, y: facts.twinScores, as: 'dots', role: 'key' },
      ],
      lines: [{ name: 'zero', y: 0, label: showEntry(facts.distances, 0) }],
      xAxis: { hidden: true, from: -queryAt - 0.5, to: 0.5 },
      yAxis: { hidden: true, from: Math.min(0, ...heights), to: Math.max(0, ...heights) },
      grid: false,
      opacity: 0,
    }),
  );
  plot.position(over(queryAt / 2).addY(-plotted.height / 2));
  const name = stage.add(new Words({ text: stage.word('curve'), role: 'muted', opacity: 0 }));
  const total = stage.add(new NumberView({ fact: entry(facts.scores, 0), opacity: 0 }));
  arrange([name, total], legend, { apart: gap.normal, align: 'left' });

  const most = { px: size.label };
  const small = { most: { px: size.small } };
  const turned = facts.twins.values.map((_, i) => entry(facts.twinScores, i));
  const scores = turned.map((fact, i) => {
    const look = { px: size.label, role: 'key', hidden: true, facts: [facts.pairCount] } as const;
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
    yield* total.opacity(0, pace.quick / 4);
    yield* walk({ k: -back }, pace.quick / 2);
    total.fact(entry(facts.scores, back));
    yield* all(total.opacity(1, pace.quick / 4), plot.showPoints('any', back + 1, pace.quick / 4));
    const twin = [near, far].indexOf(back);
    const told = scores[twin];
    if (told) yield* all(plot.showPoints('twins', twin + 1), told.reveal());
  }

  yield* stage.beat('peak');
  // Each of the two has three clocks of its own, beside the bars of the beginning
  yield* stage.beat('answered');
  yield* all(total.hide(), cast.ghost(0, pace.quick));
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
  const named = [facts.shown, facts.others, facts.width];
  const columns = sides.map(({ word, room, hands }, i) => {
    const [top, faces, ...lower] = room.spaced(gap.small).rows(1, 9, 1, 1, 1, 1);
    const feet = lower.map((foot) => foot.inset(gap.small, 0));
    const label = new Words({ text: stage.word(word), role: 'position', hidden: true });
    const outer = { ...small, align: i === 0 ? 'right' : 'left' } as const;
    const score = scores[i];
    score?.before(stage.word('total'));
    const [three, others] = [0, 1].map((part) => entry(facts.parts, i, part));
    const lines = (
      [
        ['three', three],
        ['others', others],
        ['total', undefined],
        ['root', entry(facts.scaled, i)],
      ] as const
    ).flatMap(([before, fact], line) => {
      const look = {
        before: stage.word(before),
        facts: named,
        role: 'muted',
        hidden: true,
      } as const;
      const foot = feet[line] ?? top;
      return fact ? [stage.add(new NumberView({ fact, ...look })).fill(foot, outer)] : [];
    });
    const goTo = [
      ...hands.map((dial, hand) => dial.goTo(faces.row(hand, hands.length), pace.slow * 1.5)),
      score?.goTo(feet[2] ?? top, pace.slow * 1.5, outer) ?? waitFor(0),
    ];
    return { goTo, label: stage.add(label.fill(top, { most })), lines };
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
    ...columns.map(({ label }) => label.reveal()),
    ...[...nearDials, ...farDials].map((dial) => dial.wedge(1, pace.quick)),
  );
  const parts = columns.flatMap(({ lines }) => lines);
  for (const line of [0, 1, 2]) {
    yield* all(...columns.map(({ lines }) => lines[line]?.reveal(pace.change) ?? waitFor(0)));
  }

  yield* stage.beat('softmax');
  const above = middle.rows(1, 4)[0].inset(gap.wide, gap.small);
  const [ahead, behind] = [0, 1].map((i) => entry(facts.scaled, i)) as [ScalarFact, ScalarFact];
  const power = stage.add(
    new Formula({
      tex: String.raw`\exp(${show(ahead)}-${show(behind)})\approx ${show(facts.times)}`,
      facts: [ahead, behind, facts.times],
      opacity: 0,
    }),
  );
  const times = stage.add(new Words({ text: stage.word('times'), opacity: 0 }));
  arrange([power, times], above, { apart: gap.small });
  yield* bars.become(facts.percent, 0);
  yield* all(...[power, times].map((figure) => figure.opacity(1, pace.slow)));
  yield* bars.reveal(pace.slow * 1.5);
  yield* stage.beat('solved');
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

  yield* stage.beat('writes');
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
      stage.add(loss.fill(head, { align: 'bottom right', ...small })),
    ] as const;
  });
  const [turning, still] = lines.map(([words, run]) => () => [
    words.opacity(1, pace.quick),
    run.reveal(pace.slow * 1.5),
  ]);
  yield* all(stage.leave(power, times), bars.hide(), ...parts.map((part) => part.hide()));
  yield* all(...(turning?.() ?? []));

  yield* stage.beat('stopped');
  const stopped = entry(facts.scores, 0);
  yield* all(bars.reveal(pace.slow), turnBoth([0, 0], facts.blindPercent, [stopped, stopped]));
  yield* all(...(still?.() ?? []));

  yield* stage.beat('stammers');
  for (const [, , loss] of lines) yield* loss.reveal(pace.slow);

  // Turned again: arrows align, or do not, and the bars with them
  yield* stage.beat('answer');
  yield* stage.leave(...lines.flat());
  const formula = stage.add(new Formula({ tex: law, opacity: 0 }));
  formula.fill(above);
  yield* all(formula.opacity(1, pace.slow), turnBoth([near, far], facts.percent, turned));
  yield* all(...parts.map((part) => part.reveal()));
}
