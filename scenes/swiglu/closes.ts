/** How many neurons use both signs, what that is worth, and what a twin without gates does. */
import { all, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { arrange } from '../../src/components/figure/arrange';
import type { Region } from '../../src/components/figure/Region';
import { Formula } from '../../src/components/formula/Formula';
import { Bars } from '../../src/components/plots/Bars';
import { Plot } from '../../src/components/plots/Plot';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import type { Cast, SwigluFacts, SwigluStage } from './cast';

export function* closes(stage: SwigluStage, facts: SwigluFacts, cast: Cast): ThreadGenerator {
  const { main, row, plane, subject, letters, ours, planeOf, words, centred } = cast;
  const [last, plusAt, minusAt] = [facts.last.value, facts.plusAt.value, facts.minusAt.value];

  yield* stage.beat('counted');
  const [planeSide, plotSide] = main.columns(1, 1);
  const signs = new Plot({
    series: [{ name: 'plus', y: facts.plusShares, role: 'target' }],
    lines: [
      { name: 'relu', y: facts.whole.value, label: stage.word('everyRelu'), role: 'warning' },
    ],
    xAxis: { label: stage.word('sorted'), ticks: 2 },
    yAxis: { label: stage.word('plusShare'), from: 0, to: facts.whole.value },
    opacity: 0,
  });
  stage.add(signs.fill(plotSide.inset(0, gap.normal)));
  yield* all(subject.hide(), plane.goTo(planeSide));
  yield* signs.opacity(1, pace.slow);
  yield* signs.showSeries('relu', pace.slow);
  yield* signs.showSeries('plus', pace.slow * 2);

  yield* stage.beat('struck');
  const labels = (['trained', 'noMinus', 'frozen', 'reluTwin'] as const).map((word) => stage.word(word)); // prettier-ignore
  const costs = new Bars({ values: facts.losses, labels, role: ['target', 'neg', 'query', 'warning'], hidden: true }); // prettier-ignore
  const [costName, costRoom] = plotSide.cut('above', size.large);
  const cost = centred(words(stage.word('loss')), costName);
  stage.add(costs.fill(costRoom, { most: { px: size.heading, cellHeight: 2.6 * size.large } }));
  yield* stage.leave(signs);
  yield* all(cost.reveal(), costs.showBar(0));
  for (const changed of [1, 2]) {
    yield* waitFor(pace.settle);
    yield* costs.showBar(changed);
  }

  yield* stage.beat('twin');
  const twin = labels.length - 1;
  yield* costs.showBar(twin);
  yield* costs.dimExcept([0, twin]);
  yield* waitFor(pace.settle);
  const curves = new Plot({
    series: [
      { name: 'twin', x: facts.steps, y: facts.checksTwin, role: 'warning', label: stage.word('reluTwin') }, // prettier-ignore
      {
        name: 'swiglu',
        x: facts.steps,
        y: facts.checks,
        role: 'target',
        label: stage.word('gated'),
      },
    ],
    xAxis: { label: stage.word('updates'), ticks: 2 },
    yAxis: { label: stage.word('checks') },
    opacity: 0,
  });
  stage.add(curves.fill(plotSide.inset(0, gap.normal)));
  yield* stage.leave(costs, cost);
  yield* curves.opacity(1, pace.quick);
  yield* all(curves.showSeries('twin', pace.slow * 3), curves.showSeries('swiglu', pace.slow * 3));

  yield* stage.beat('answer');
  const [pictures, under] = main.rows(5, 1);
  const halves = pictures.columns(1, 1).map((half) => half.cut('above', size.large));
  const [[whenName, whenRoom], [signName, signRoom]] = halves as [Halved, Halved];
  const first = planeOf(ours);
  first.fill(whenRoom);
  yield* all(stage.leave(curves), plane.hideQuarter('minus'));
  yield* plane.goTo(signRoom);
  const names = [centred(words(stage.word('solved')), whenName), centred(subject, signName)];
  yield* all(first.showAxes(), first.showPoints(letters), ...names.map((one) => one.reveal()));
  yield* all(
    plane.name([plusAt, minusAt]),
    first.name([last]),
    first.showArea(last),
    row.mark([last], 'query'),
  );
  const tex = String.raw`\big(\term{query}{\mathrm{SiLU}(x\,W_{\mathrm{gate}})} \odot \term{value}{x\,W_{\mathrm{up}}}\big)\, W_{\mathrm{down}}`;
  const formula = stage.add(new Formula({ tex, size: 1.4 * size.large, hidden: true }));
  const atOnce = words(stage.word('atOnce'));
  arrange([formula, atOnce], under, { apart: gap.group });
  yield* formula.reveal();
  yield* atOnce.reveal();
}

type Halved = readonly [Region, Region];
