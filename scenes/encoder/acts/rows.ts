/** Heads side by side, the residual sum, the norm of one row, and the feed-forward layer on it. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
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
  centred,
  glide,
  hiddenRow,
  plotHeight,
  resize,
  smallSheet,
  spot,
  wideRow,
} from '../layout';

export function* joinHeads(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { rows, tokens, scores, values, T } = cast;
  yield* stage.beat('heads');
  const small = { ...smallSheet(T), numbers: false, slots: 0 } as const;
  const heads = facts.heads.rows.map(({ pattern, output }, h) => {
    const x = (2 * h + 1) / facts.heads.rows.length - 1;
    const title = `${stage.word('head')} ${h + 1}`;
    const look = stage.add(
      new MatrixView({ values: pattern, colors: 'sequential', title, opacity: 0, ...small }),
    );
    look.position(centred(look, spot(x, -0.42)));
    const result = new MatrixView({
      values: output,
      bound: facts.joinedBound.value,
      hidden: true,
      ...small,
    });
    stage.add(result.position(centred(result, spot(x, 0.42))));
    return { look, result };
  });
  const own = heads[facts.head.value]?.look;
  yield* all(
    clearNotes(cast),
    values.opacity(0, pace.change),
    tokens.opacity(0, pace.change),
    scores.undim(pace.quick),
    scores.unfocus(),
  );
  if (own) yield* shrinkTo(scores, own);
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
  stage.add(joined.position(centred(joined, spot(0, 0.42))));
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
  const plus = new Panel({ text: '+', round: true, px: size.question, opacity: 0 });
  yield* joined.morphTo(facts.projected, pace.slow);
  joined.title(stage.word('projected'));
  rows.title(stage.word('input'));
  yield* resize(rows, smallSheet(T), 0);
  rows.position(centred(rows, spot(0, -0.5)));
  stage.add(plus.position(spot(0, -0.08)));
  yield* all(
    rows.opacity(1, pace.change),
    tokens.opacity(1, pace.change),
    plus.opacity(1, pace.change),
  );
  const goal = spot(0, -0.1);
  rows.title(stage.word('input'));
  yield* all(
    plus.opacity(0, pace.quick),
    glide(rows, () => centred(rows, goal), pace.slow),
    glide(joined, () => centred(joined, goal), pace.slow),
    joined.opacity(0, pace.slow),
    rows.morphTo(facts.residual, pace.slow, { bound: facts.residualBound.value }),
  );
  rows.title(stage.word('residual'));
  joined.remove();
  plus.remove();
}

/** A matrix passes into a smaller picture of itself. */
function* shrinkTo(large: MatrixView, small: MatrixView): ThreadGenerator {
  const place = small.position();
  const ratio = large.cellsBox().width / small.cellsBox().width;
  small
    .scale(ratio)
    .position(
      large.position().add(large.cellsBox().center).sub(small.cellsBox().center.scale(ratio)),
    );
  yield* all(small.opacity(1, pace.quick), large.opacity(0, pace.quick));
  yield* all(small.scale(1, pace.slow), small.position(place, pace.slow));
}

export function* thinkAlone(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { rows, tokens, C } = cast;
  const focus = facts.focusIndex.value;
  yield* stage.beat('norm');
  yield* glide(rows, () => centred(rows, spot(-0.3, -0.62)), pace.slow);
  yield* all(rows.focusRow(focus), rows.dimExcept({ rows: [focus] }), tokens.dimExcept([focus]));
  const row = new VectorView({
    values: facts.residualRow,
    bound: facts.residualBound.value,
    hidden: true,
    slots: 0,
    ...wideRow(C),
  });
  stage.add(row.position(centred(row, spot(0, 0.02))));
  yield* fly(rows.rowAnchors(focus), row.anchors());

  const plot = new Plot({
    width: row.pitch().x * C,
    height: plotHeight,
    series: [{ name: 'row', y: facts.residualRow, as: 'bars', role: 'target' }],
    xAxis: { hidden: true, from: -0.5, to: C - 0.5 },
    yAxis: { hidden: true, from: -facts.residualBound.value, to: facts.residualBound.value },
    lines: [{ name: 'mean', y: facts.mean.value, role: 'warning', label: 'μ' }],
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
  stage.add(rule.position(spot(0.62, -0.72)));
  stage.add(numbers.place('below', rule, gap.normal));
  yield* all(rule.opacity(1, pace.change), numbers.opacity(1, pace.change));
  yield* all(
    row.morphTo(facts.normalised, pace.slow),
    plot.morph('row', { y: facts.normalised }, pace.slow),
    numbers.opacity(0, pace.quick),
  );
  numbers.text(
    `{warning:μ = ${show(facts.meanAfter)}}   {target:σ² = ${show(facts.varianceAfter)}}`,
  );
  yield* numbers.opacity(1, pace.quick);
  yield* rows.morphTo(facts.norm1, pace.slow);
  rows.title(stage.word('normalised'));

  yield* stage.beat('ffn');
  yield* all(
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
  stage.add(hidden.position(centred(hidden, spot(0, 0.4))));
  const out = new VectorView({ values: facts.ffnRow, hidden: true, slots: 0, ...wideRow(C) });
  stage.add(out.position(centred(out, spot(0, 0.8))));
  const law = new Formula({
    tex: String.raw`\max(0,\, x\,W_1)\,W_2`,
    opacity: 0,
    size: size.formula * 1.2,
  });
  stage.add(law.position(spot(0.62, -0.62)));
  yield* law.opacity(1, pace.change);
  yield* hidden.reveal(pace.slow);
  yield* hidden.morphTo(facts.activationRow, pace.slow);
  yield* out.reveal(pace.slow);
  cast.notes.push(hidden, out, law, row);
}
