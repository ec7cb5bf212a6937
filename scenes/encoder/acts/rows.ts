/** The residual sum, the norm of one row, and the feed-forward layer on it. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { Arrow } from '../../../src/components/marks/Arrow';
import { fly } from '../../../src/components/flight/Flight';
import { Formula } from '../../../src/components/formula/Formula';
import { Panel } from '../../../src/components/flow/Panel';
import { Plot } from '../../../src/components/plots/Plot';
import { VectorView } from '../../../src/components/grids/VectorView';
import { Words } from '../../../src/components/text/Words';
import { show } from '../../../src/film/show';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { clearNotes, type Cast, type EncoderFacts, type EncoderStage } from '../cast';
import {
  addedPlace,
  besideTop,
  centred,
  glide,
  hiddenPlace,
  hiddenRow,
  plotHeight,
  plusPlace,
  resize,
  smallSheet,
  sumPlace,
  topRows,
} from '../layout';

/** The heads are blended, and what came in is added again. */
export function* addBack(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { rows, tokens, joined, T } = cast;
  yield* stage.beat('add');
  yield* clearNotes(cast);
  const plus = new Panel({ text: '+', round: true, opacity: 0 });
  yield* joined.morphTo(facts.projected, pace.slow);
  joined.title(stage.word('projected'));
  yield* all(
    resize(rows, smallSheet(T), 0),
    tokens.undim(0),
    tokens.mark(
      facts.tokens.values.map((_, i) => i),
      'line',
      0,
    ),
  );
  rows.position(centred(rows, addedPlace));
  stage.add(plus.position(plusPlace));
  yield* all(
    rows.opacity(1, pace.change),
    tokens.opacity(1, pace.change),
    plus.opacity(1, pace.change),
  );
  yield* all(
    plus.opacity(0, pace.quick),
    joined.position(joined.position().addY(-gap.normal), pace.slow),
    joined.opacity(0, pace.slow),
    rows.morphTo(facts.residual, pace.slow, { bound: facts.residualBound.value }),
  );
  rows.title(stage.word('residual'));
  plus.remove();
  yield* glide(rows, () => centred(rows, sumPlace), pace.change);
  const heads =
    facts.headCount.value > 2
      ? String.raw`\left[\,z_1\; \cdots\; z_H\,\right]`
      : String.raw`\left[\,z_1\; z_2\,\right]`;
  const rule = new Formula({
    tex: String.raw`x + ${heads}\,W + b`,
    size: size.formula * 1.2,
    opacity: 0,
  });
  stage.add(rule.place('below', rows, gap.group));
  yield* rule.opacity(1, pace.change);
  cast.notes.push(rule);
}

export function* thinkAlone(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { rows, tokens, row, fed, C } = cast;
  const focus = facts.focusIndex.value;
  yield* stage.beat('norm');
  yield* clearNotes(cast);
  yield* glide(rows, () => centred(rows, topRows), pace.slow);
  yield* all(rows.focusRow(focus), rows.dimExcept({ rows: [focus] }), tokens.dimExcept([focus]));
  yield* fly(rows.rowAnchors(focus), row.anchors());

  const ends = [-0.5, C - 0.5];
  const plot = new Plot({
    width: row.pitch().x * C,
    height: plotHeight,
    series: [
      { name: 'row', y: facts.residualRow, as: 'bars', role: 'target' },
      { name: 'mean', x: ends, y: ends.map(() => facts.mean.value), role: 'warning', dashed: true },
    ],
    xAxis: { hidden: true, from: -0.5, to: C - 0.5 },
    yAxis: { hidden: true, from: -facts.rowBound.value, to: facts.rowBound.value },
    grid: false,
  });
  stage.add(plot.place('below', row, gap.small));
  yield* plot.showSeries('row', pace.slow);
  yield* plot.showSeries('mean', pace.change);
  const centredRow = String.raw`\frac{x - \term{warning}{\mu}}{\sqrt{\term{target}{\sigma^2} + \epsilon}}`;
  const rule = new Formula({ tex: centredRow, opacity: 0, size: size.formula * 1.2 });
  const numbers = new Words({
    text: `{warning:μ = ${show(facts.mean)}}   {target:σ² = ${show(facts.variance)}}`,
    face: 'numbers',
    opacity: 0,
  });
  stage.add(rule.position(besideTop));
  stage.add(numbers.place('below', rule, gap.normal));
  yield* all(rule.opacity(1, pace.change), numbers.opacity(1, pace.change));
  yield* all(
    row.morphTo(facts.normalised, pace.slow),
    plot.morph('row', { y: facts.normalised }, pace.slow),
    plot.morph('mean', { x: ends, y: ends.map(() => facts.meanAfter.value) }, pace.slow),
    numbers.opacity(0, pace.quick),
  );
  numbers.text(
    `{warning:μ ${show(facts.mean)} → ${show(facts.meanAfter)}}   {target:σ² ${show(facts.variance)} → ${show(facts.varianceAfter)}}`,
  );
  yield* numbers.opacity(1, pace.quick);
  const learned = new Words({ text: stage.word('scaleShift'), role: 'muted', opacity: 0 });
  stage.add(learned.place('below', numbers, gap.small));
  const scaled = String.raw`\gamma\,${centredRow} + \beta`;
  yield* all(
    rule.morphTo(scaled, pace.slow),
    learned.opacity(1, pace.slow),
    rows.morphTo(facts.norm1, pace.slow),
  );
  rows.title(stage.word('normalised'));

  yield* stage.beat('ffn');
  yield* all(
    row.morphTo(facts.norm1Row, pace.change),
    plot.opacity(0, pace.change),
    rule.opacity(0, pace.change),
    numbers.opacity(0, pace.change),
    learned.opacity(0, pace.change),
  );
  for (const figure of [plot, rule, numbers, learned]) figure.remove();
  const F = facts.hiddenRow.shape[0] ?? 1;
  const hidden = new VectorView({
    values: facts.hiddenRow,
    hidden: true,
    slots: 0,
    ...hiddenRow(F),
  });
  stage.add(hidden.position(centred(hidden, hiddenPlace)));
  const step = (tex: string, above: VectorView, below: VectorView) => {
    const edge = (view: VectorView, side: 'top' | 'bottom') => () =>
      view.position().add([0, view.cellsBox()[side]]);
    const arrow = new Arrow({ from: edge(above, 'bottom'), to: edge(below, 'top'), hidden: true });
    const law = new Formula({ tex, opacity: 0 });
    law.position(() => [
      law.extent().x / 2 + gap.normal,
      (above.position().y + below.position().y) / 2,
    ]);
    cast.notes.push(stage.add(arrow), stage.add(law));
    return { law, appear: all(arrow.reveal(), law.opacity(1, pace.change)) };
  };
  const widen = step(String.raw`x \cdot W_1 + b_1`, row, hidden);
  yield* all(widen.appear, hidden.reveal(pace.slow));
  yield* all(
    widen.law.morphTo(String.raw`\max(0,\, x \cdot W_1 + b_1)`, pace.slow),
    hidden.morphTo(facts.activationRow, pace.slow),
  );
  yield* all(step(String.raw`\cdot\, W_2 + b_2`, hidden, fed).appear, fed.reveal(pace.slow));
  cast.notes.push(hidden);
}
