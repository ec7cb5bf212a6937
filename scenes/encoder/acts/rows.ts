/** Heads side by side, the residual sum, the norm of one row, and the feed-forward layer on it. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { Arrow } from '../../../src/components/Arrow';
import { fly } from '../../../src/components/Flight';
import { Formula } from '../../../src/components/formula/Formula';
import { MatrixView } from '../../../src/components/MatrixView';
import { Panel } from '../../../src/components/Panel';
import { Plot } from '../../../src/components/Plot';
import { VectorView } from '../../../src/components/VectorView';
import { Words } from '../../../src/components/Words';
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
  headsRow,
  hiddenPlace,
  hiddenRow,
  joinedPlace,
  madeRow,
  outPlace,
  plotHeight,
  plusPlace,
  resize,
  singleRow,
  smallSheet,
  spot,
  sumPlace,
  topRows,
  wideRow,
} from '../layout';

export function* joinHeads(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { rows, tokens, keyTokens, scores, values, T } = cast;
  yield* stage.beat('heads');
  const small = { ...smallSheet(T), numbers: false, slots: 0 } as const;
  const heads = facts.heads.rows.map(({ pattern, output }, h) => {
    const x = (2 * h + 1) / facts.heads.rows.length - 1;
    const title = `${stage.word('head')} ${h + 1}`;
    const look = stage.add(
      new MatrixView({ values: pattern, colors: 'sequential', title, opacity: 0, ...small }),
    );
    look.position(centred(look, spot(x, headsRow)));
    const result = new MatrixView({
      values: output,
      bound: facts.joinedBound.value,
      hidden: true,
      ...small,
    });
    stage.add(result.position(centred(result, spot(x, madeRow))));
    return { look, result };
  });
  const own = heads[facts.head.value]?.look;
  yield* all(
    clearNotes(cast),
    values.opacity(0, pace.change),
    tokens.opacity(0, pace.change),
    keyTokens.opacity(0, pace.change),
    scores.undim(pace.quick),
    scores.unfocus(),
  );
  if (own) yield* shrinkTo(scores, own, T);
  yield* all(
    ...heads.filter(({ look }) => look !== own).map(({ look }) => look.opacity(1, pace.change)),
  );
  yield* all(...heads.map(({ result }) => result.revealRows(pace.slow)));

  const joined = new MatrixView({
    values: facts.joined,
    title: stage.word('joined'),
    bound: facts.joinedBound.value,
    opacity: 0,
    ...small,
  });
  stage.add(joined.position(centred(joined, joinedPlace)));
  yield* all(
    ...heads.map(({ result }, h) => {
      const D = facts.q.shape[1] ?? 1;
      const first = joined.cellBox(h * D).center;
      const corner = joined.position().add(first).sub(result.cellBox(0).center);
      return result.position(corner, pace.slow);
    }),
  );
  yield* joined.opacity(1, pace.quick);
  heads.forEach(({ result }) => result.remove());

  yield* stage.beat('add');
  yield* all(...heads.map(({ look }) => look.opacity(0, pace.change)));
  heads.forEach(({ look }) => look.remove());
  const plus = new Panel({ text: '+', round: true, opacity: 0 });
  joined.title(stage.word('projected'));
  yield* joined.morphTo(facts.projected, pace.slow);
  rows.title(stage.word('input'));
  yield* all(
    resize(rows, smallSheet(T), 0),
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
  rows.title(stage.word('input'));
  yield* all(
    plus.opacity(0, pace.quick),
    glide(rows, () => centred(rows, sumPlace), pace.slow),
    glide(joined, () => centred(joined, sumPlace), pace.slow),
    joined.opacity(0, pace.slow),
    rows.morphTo(facts.residual, pace.slow, { bound: facts.residualBound.value }),
  );
  rows.title(stage.word('residual'));
  joined.remove();
  plus.remove();
  const rule = new Formula({
    tex: String.raw`x + \left[\,z_1\; z_2\; \cdots\; z_H\,\right]\,W`,
    size: size.formula * 1.2,
    opacity: 0,
  });
  stage.add(rule.place('below', rows, gap.group));
  yield* rule.opacity(1, pace.change);
  cast.notes.push(rule);
}

/** A matrix shrinks into the smaller picture of itself. */
function* shrinkTo(large: MatrixView, small: MatrixView, T: number): ThreadGenerator {
  const goal = small.position().add(small.cellsBox().center);
  yield* all(
    resize(large, smallSheet(T), pace.slow),
    glide(large, () => centred(large, goal), pace.slow),
  );
  yield* small.opacity(1, pace.quick);
  large.opacity(0);
}

export function* thinkAlone(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { rows, tokens, C } = cast;
  const focus = facts.focusIndex.value;
  yield* stage.beat('norm');
  yield* clearNotes(cast);
  yield* glide(rows, () => centred(rows, topRows), pace.slow);
  yield* all(rows.focusRow(focus), rows.dimExcept({ rows: [focus] }), tokens.dimExcept([focus]));
  const row = new VectorView({
    values: facts.residualRow,
    bound: facts.residualBound.value,
    hidden: true,
    slots: 0,
    ...wideRow(C),
  });
  stage.add(row.position(centred(row, singleRow)));
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
  yield* plot.reveal('row', pace.slow);
  yield* plot.reveal('mean', pace.change);
  const rule = new Formula({
    tex: String.raw`\frac{x - \term{warning}{\mu}}{\sqrt{\term{target}{\sigma^2} + \epsilon}}`,
    opacity: 0,
    size: size.formula * 1.2,
  });
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
  yield* rows.morphTo(facts.norm1, pace.slow);
  rows.title(stage.word('normalised'));

  yield* stage.beat('ffn');
  yield* all(
    row.morphTo(facts.norm1Row, pace.change),
    plot.opacity(0, pace.change),
    rule.opacity(0, pace.change),
    numbers.opacity(0, pace.change),
  );
  for (const figure of [plot, rule, numbers]) figure.remove();
  const F = facts.hiddenRow.shape[0] ?? 1;
  const hidden = new VectorView({
    values: facts.hiddenRow,
    hidden: true,
    slots: 0,
    ...hiddenRow(F),
  });
  stage.add(hidden.position(centred(hidden, hiddenPlace)));
  const out = new VectorView({ values: facts.ffnRow, hidden: true, slots: 0, ...wideRow(C) });
  stage.add(out.position(centred(out, outPlace)));
  const step = (tex: string, above: VectorView, below: VectorView) => {
    const edge = (view: VectorView, side: 'top' | 'bottom') => () =>
      view.position().add([0, view.cellsBox()[side]]);
    const arrow = new Arrow({ from: edge(above, 'bottom'), to: edge(below, 'top'), reveal: 0 });
    const law = new Formula({ tex, opacity: 0 });
    law.position(() => [
      law.extent().x / 2 + gap.normal,
      (above.position().y + below.position().y) / 2,
    ]);
    cast.notes.push(stage.add(arrow), stage.add(law));
    return { law, appear: all(arrow.trace(), law.opacity(1, pace.change)) };
  };
  const widen = step(String.raw`x \cdot W_1`, row, hidden);
  yield* all(widen.appear, hidden.reveal(pace.slow));
  yield* all(
    widen.law.morphTo(String.raw`\max(0,\, x \cdot W_1)`, pace.slow),
    hidden.morphTo(facts.activationRow, pace.slow),
  );
  yield* all(step(String.raw`\cdot\, W_2`, hidden, out).appear, out.reveal(pace.slow));
  cast.notes.push(hidden, out, row);
}
