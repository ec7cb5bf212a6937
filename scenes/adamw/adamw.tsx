/** Why is weight decay not an L2 penalty under Adam? Three weights fall side by side; what pulls them is divided, or is not. */
import { all, sequence, waitFor } from '@motion-canvas/core';
import type { Region } from '../../src/components/figure/Region';
import { fly } from '../../src/components/flight/Flight';
import { Formula } from '../../src/components/formula/Formula';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { DividedBars, type Division } from '../../src/components/plots/DividedBars';
import { Plot } from '../../src/components/plots/Plot';
import { NumberView } from '../../src/components/text/NumberView';
import { Words } from '../../src/components/text/Words';
import { film } from '../../src/film/film';
import { show } from '../../src/film/show';
import { entry, slice, type ArrayFact, type ScalarFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import { lesson } from './lesson';
import { script } from './script';
import { twoDigits } from './twoDigits';
import { colored, names, roles, thick } from './weights';

const three = [0, 1, 2] as const;

const penalised = String.raw`g + \term{warning}{\lambda w}`;
const plain = String.raw`w \leftarrow w - \eta\,(${penalised})`;
const adam = String.raw`w \leftarrow w - \eta\,\frac{\overline{${penalised}}}{\term{size}{\sqrt{\overline{(${penalised})^2}}}}`;
const adamW = String.raw`w \leftarrow (1 - \eta\term{warning}{\lambda})\,w - \eta\,\frac{\overline{g}}{\term{size}{\sqrt{\overline{g^2}}}}`;

/** Of a half of the stage, from the top. */
function parts(half: Region) {
  const [head, rest] = half.spaced(gap.small).cut('above', size.large);
  const [foot, upper] = rest.cut('below', size.large * 3.2);
  const [low, plot] = upper.cut('below', size.large * 2.4);
  return { head, plot, low, foot, upper, rest };
}

export default film(lesson, script, function* (stage, facts) {
  const [left, right] = stage.body.columns(1, 1).map(parts) as [ReturnType<typeof parts>, ReturnType<typeof parts>]; // prettier-ignore
  const title = (text: string, { head }: { head: Region }) => {
    const words = stage.add(new Words({ text, hidden: true }));
    words.fill(head, { most: { px: size.heading } });
    return words;
  };
  const race = (fact: ArrayFact, room: Region, { reveal } = { reveal: 0.001 }) =>
    stage.add(
      new Plot({
        series: three.map((i) => ({
          name: names[i] ?? '',
          label: names[i],
          role: roles[i],
          x: facts.at,
          y: slice(fact, i),
          head: true,
          thick: thick[i],
          numbers: 'end',
          reveal,
        })),
        xAxis: { label: stage.word('steps'), from: 0, to: facts.steps.value },
        yAxis: { label: '$w$', from: 0, to: 1 },
        px: size.caption,
      }).fill(room),
    );
  const run = (plot: Plot, seconds: number) =>
    all(...names.map((name) => plot.showSeries(name, seconds)));
  const pulls = (numbers: readonly ScalarFact[], { low }: { low: Region }) => {
    const [labelRoom, ...rooms] = low.columns(3, 4, 4, 4);
    const label = stage.add(new Words({ text: stage.word('pulls'), hidden: true, width: labelRoom.width, align: 'left', px: size.small })); // prettier-ignore
    label.position(labelRoom.center);
    const lines = rooms.map((room) => room.rows(1, 1));
    const views = numbers.map((fact, i) => {
      const view = stage.add(new NumberView({ fact, role: roles[i] ?? 'text', px: size.heading, hidden: true })); // prettier-ignore
      view.position((lines[i]?.[1] ?? low).center);
      return view;
    });
    return { label, views, over: lines.map(([upper]) => upper) };
  };
  const formula = (tex: string, { foot }: { foot: Region }) =>
    stage.add(new Formula({ tex, hidden: true })).fill(foot, { most: { px: size.formula } });
  const divisions = (n: number): Division[] =>
    three.map((i) => ({
      part: twoDigits(entry(facts.lambdas, n)),
      whole: twoDigits(entry(facts.usual, n, i)),
      share: twoDigits(entry(facts.pulls, n, i)),
    }));

  yield* stage.beat('hook');
  const hook = race(facts.adam, stage.body.inset(stage.body.width / 10, gap.normal));
  yield* run(hook, pace.slow * 5);

  // Where it comes from: two batches that disagree
  yield* stage.beat('batches');
  const [gRoom, meanRoom, penaltyRoom] = right.rest.columns(5, 2, 2);
  const cells = {
    cellHeight: size.large * 3,
    cellWidth: size.large * 4,
    px: size.heading,
  } as const;
  const gradients = stage.add(
    new MatrixView({
      values: facts.gradients,
      rowLabels: colored,
      columnLabels: [stage.word('first'), stage.word('second')],
      hidden: true,
    }),
  );
  const average = stage.add(new MatrixView({ values: facts.average, columnLabels: [stage.word('average')], hidden: true })); // prettier-ignore
  gradients.fill(gRoom, { most: cells });
  average.fill(meanRoom, { most: cells });
  yield* hook.goTo(left.rest, pace.slow);
  for (const i of three) yield* gradients.showRow(i, pace.slow * 2);

  yield* stage.beat('penalty');
  yield* average.reveal(pace.slow * 3);
  const added = three.map((i) => {
    const view = stage.add(new NumberView({ fact: entry(facts.penalty, i, 0), before: '+ ', role: 'warning', px: size.heading, hidden: true })); // prettier-ignore
    view.position([penaltyRoom.center.x, average.onStage(average.cellAt(i, 0)).y]);
    return view;
  });
  const joins = stage.add(new Words({ text: stage.word('joins'), hidden: true, px: size.heading }));
  joins.position([penaltyRoom.center.x, average.onStage(average.cellAt(0, 0)).y - average.pitch().y / 2 - size.label]); // prettier-ignore
  yield* joins.reveal();
  for (const view of added) yield* view.reveal(pace.slow);

  yield* stage.beat('sgd');
  const descent = race(facts.sgd, left.rest);
  descent.opacity(0);
  const rule = formula(plain, left);
  const descentTitle = title(stage.word('sgd'), left);
  yield* stage.replace(hook, descent);
  yield* all(descent.goTo(left.upper), descentTitle.reveal());
  yield* rule.reveal();
  yield* run(descent, pace.slow * 4);

  yield* stage.beat('adam');
  const bars = stage.add(new DividedBars({ divisions: divisions(0), labels: names, roles, hidden: true })); // prettier-ignore
  bars.fill(right.rest);
  const barsTitle = title(stage.word('size'), right);
  const adamTitle = title(stage.word('adam'), left);
  const puzzle = race(facts.adam, left.upper, { reveal: 1 });
  puzzle.opacity(0);
  yield* all(
    rule.morphTo(adam, pace.slow * 2),
    stage.replace(descent, puzzle),
    stage.leave(gradients, average, joins, ...added),
    descentTitle.hide(),
  );
  yield* all(rule.highlight('size'), adamTitle.reveal(), barsTitle.reveal());
  yield* bars.reveal(pace.slow * 3);

  yield* stage.beat('inside');
  yield* rule.unhighlight();
  yield* bars.showParts(pace.slow * 2);
  for (const i of three) yield* bars.divide(i, pace.slow * 1.5);

  yield* stage.beat('pull');
  const felt = pulls(divisions(0).map(({ share }) => share), left); // prettier-ignore
  const fell = race(facts.adam, left.plot);
  fell.opacity(0);
  yield* puzzle.goTo(left.plot);
  yield* felt.label.reveal();
  yield* fly(three.map((i) => bars.anchor(i)), felt.views.map((view) => view.anchor()), pace.slow * 1.5); // prettier-ignore
  yield* stage.replace(puzzle, fell);
  yield* run(fell, pace.slow * 5);

  // The experiment: λ goes down and up, and w₃ falls as before
  yield* stage.beat('turn');
  const lambda = stage.add(new NumberView({ fact: twoDigits(facts.lambda), before: 'λ = ', role: 'warning', hidden: true })); // prettier-ignore
  lambda.position(right.head.center);
  yield* all(barsTitle.hide(), bars.goTo(right.upper));
  yield* lambda.reveal();
  const turns = [...facts.lambdas.values.keys()].slice(1);
  for (const n of [...turns, 0]) {
    yield* all(
      lambda.become(twoDigits(entry(facts.lambdas, n))),
      bars.become(divisions(n), pace.slow),
      ...divisions(n).flatMap(({ share }, i) => felt.views[i]?.become(share) ?? []),
      ...three.map((i) => fell.morph(names[i] ?? '', { x: facts.at, y: slice(slice(facts.turned, n), i) }, pace.slow)), // prettier-ignore
    );
    yield* waitFor(pace.quick);
  }
  const cancels = stage.add(new Words({ text: stage.word('cancels'), hidden: true }));
  cancels.fill(right.foot, { most: { px: size.heading } });
  yield* cancels.reveal();

  yield* stage.beat('real');
  const [lowest, highest] = facts.range.values;
  const scatter = stage.add(
    new Plot({
      series: [
        { name: 'weights', as: 'cloud', x: facts.gradientSizes, y: facts.decays, role: 'target' },
        { name: 'line', x: facts.lineX, y: facts.lineY, role: 'text' },
      ],
      lines: [{ name: 'asked', y: facts.asked.value, label: stage.word('asked'), role: 'warning' }],
      xAxis: { label: stage.word('gradient'), scale: 'log' },
      yAxis: { label: stage.word('decay'), scale: 'log', from: lowest, to: highest },
      facts: [facts.asked],
      hidden: true,
    }).fill(right.rest),
  );
  yield* stage.leave(bars, lambda, cancels);
  const weightsTitle = title(stage.word('weights'), right);
  yield* all(scatter.reveal(), weightsTitle.reveal());
  yield* scatter.showSeries('weights', pace.slow * 5);

  yield* stage.beat('law');
  yield* scatter.showSeries('line', pace.slow * 3);
  yield* scatter.showSeries('asked', pace.slow * 2);

  // The way around
  yield* stage.beat('adamw');
  yield* stage.leave(scatter, weightsTitle);
  const around = formula(adam, right);
  yield* around.reveal();
  yield* around.morphTo(adamW, pace.slow * 2);
  const adamWTitle = title(stage.word('adamw'), right);
  const kept = race(facts.adamW, right.plot);
  kept.opacity(0);
  const even = pulls(three.map(() => twoDigits(facts.lambda)), right); // prettier-ignore
  yield* all(kept.opacity(1, pace.change), adamWTitle.reveal());
  yield* all(even.label.reveal(), ...even.views.map((view) => view.reveal()));
  yield* run(kept, pace.slow * 4);

  yield* stage.beat('answer');
  const again = [race(facts.adam, left.plot), race(facts.adamW, right.plot)] as const;
  again.forEach((plot) => plot.opacity(0));
  const made = divisions(0).map(({ part, whole }, i) => {
    const words = stage.add(new Words({ text: `{warning:${show(part)}} ÷ ${show(whole)}`, face: 'numbers', facts: [part, whole], hidden: true })); // prettier-ignore
    return words.fill(felt.over[i] ?? left.low, { most: { px: size.label } });
  });
  yield* all(stage.replace(fell, again[0]), stage.replace(kept, again[1]));
  yield* all(
    ...again.map((plot) => run(plot, pace.slow * 6)),
    sequence(pace.slow, ...made.map((words) => words.reveal())),
  );
});
