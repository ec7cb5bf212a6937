/** How does a fixed-size memory choose what to keep? A stream, one number of the memory under it, and Δ, its step of time. */
import { all } from '@motion-canvas/core';
import { Formula } from '../../src/components/formula/Formula';
import { MatrixView } from '../../src/components/grids/MatrixView';
import type { Region } from '../../src/components/figure/Region';
import { Plot, type PlotProps } from '../../src/components/plots/Plot';
import { TextRun } from '../../src/components/text/TextRun';
import { Words } from '../../src/components/text/Words';
import { film } from '../../src/film/film';
import { show, showEntry } from '../../src/film/show';
import type { ScalarFact, TokensFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import type { Role } from '../../src/theme/palette';
import { size } from '../../src/theme/type';
import { lesson } from './lesson';
import { script } from './script';

type Lines = PlotProps['lines'];
type SeriesSpec = PlotProps['series'][number];
type AxisSpec = NonNullable<PlotProps['yAxis']>;

export default film(lesson, script, function* (stage, facts) {
  const T = facts.length.value;
  const [strip, rest] = stage.body.cut('above', 2 * size.large);
  const under = rest.cut('above', gap.wide)[1];
  const [upper, lower] = under.spaced(gap.wide).rows(3, 2);
  const letters = { px: 1.3 * size.large, width: stage.body.width, hidden: true } as const;

  const row = stage.add(
    new TextRun({ ...letters, text: facts.stream.values.join(''), role: 'muted' }),
  );
  row.position(strip.center.addX(gap.normal));
  const column = (t: number) => row.anchor(t).position().x;
  const pitch = column(1) - column(0);
  const beyond = column(T - 1) + pitch / 2 + gap.normal;
  for (const [t, token] of facts.stream.values.entries()) {
    if (facts.due.values.includes(token)) yield* row.mark(t, t, 'target', 0);
  }
  const sees = (t: number) => row.dimExcept(t - facts.sees.value + 1, t);

  /** Eight letters under the questions. */
  const eight = (text: string, y: number, role: Role) => {
    const run = stage.add(new TextRun({ ...letters, text, role }));
    run.position([beyond + run.width() / 2, y]);
    return run;
  };
  const asks = eight('?'.repeat(facts.kept.value), row.y(), 'muted');
  const said = (answer: TokensFact, name: 'chooses' | 'fixed' | 'pinned', share: number) => {
    const run = eight(answer.values.join(''), under.point(0, share).y, 'target');
    const label = stage.add(new Words({ text: stage.word(name), role: 'muted', hidden: true }));
    label.position([beyond + label.extent().x / 2, run.y() - size.large]);
    return function* () {
      for (const [i, token] of answer.values.entries()) {
        if (token !== facts.due.values[i]) yield* run.mark(i, i, 'warning', 0);
      }
      yield* all(label.reveal(), run.reveal(2 * pace.slow));
    };
  };
  const tells = said(facts.answer, 'chooses', -0.5);
  const slips = said(facts.twinAnswer, 'fixed', 0);
  const garbles = said(facts.frozenAnswer, 'pinned', 0.5);

  const named = (name: 'numbers' | 'input' | 'delta' | 'state', region: Region) => {
    const words = stage.add(new Words({ text: stage.word(name), role: 'muted', hidden: true }));
    const left = column(0) - pitch / 2;
    words.position([left + words.extent().x / 2, region.point(0, -1).y - gap.normal]);
    return words;
  };
  const cells = upper.height / (facts.memory.shape[0] ?? 1) - gap.hair / 2;
  const memory = stage.add(
    new MatrixView({
      values: facts.memory,
      cellWidth: pitch - gap.hair / 2,
      cellHeight: cells,
      gap: gap.hair / 2,
      numbers: false,
      hidden: true,
    }),
  );
  memory.position(upper.center);
  memory.x(memory.x() + column(0) - memory.onStage(memory.cellAt(0, 0)).x);

  /** Over the columns of the stream. */
  const over = (region: Region, series: readonly SeriesSpec[], y: AxisSpec, lines?: Lines) => {
    const plot = new Plot({
      width: T * pitch,
      height: region.height,
      series,
      lines,
      xAxis: { hidden: true, from: -1 / 2, to: T - 1 / 2 },
      yAxis: { ...y, hidden: true },
      grid: false,
      opacity: 0,
    });
    plot.position([column(0) + ((T - 1) * pitch) / 2, region.center.y]);
    return stage.add(plot);
  };
  const { steps, quiet, loud } = facts;
  const input = over(lower, [{ name: 'x', x: steps, y: facts.x, as: 'bars', role: 'residual' }], {
    to: 0,
  });
  const gate = over(
    lower,
    [
      { name: 'quiet', x: quiet, y: facts.quietDelta, as: 'bars', role: 'muted' },
      { name: 'loud', x: loud, y: facts.loudDelta, as: 'bars', role: 'query' },
    ],
    { from: 0 },
  );
  const level = (i: number) => `after ${i}`;
  const stairs = over(
    upper,
    [{ name: 'h', x: steps, y: facts.state, role: 'value' }],
    { from: 0 },
    facts.levels.values.map((y, i) => ({ name: level(i), y })),
  );
  const own = over(
    under,
    [
      { name: 'h', x: steps, y: facts.state, role: 'value', reveal: 1 },
      { name: 'noise', x: quiet, y: facts.quietState, as: 'dots', role: 'muted' },
      { name: 'letters', x: loud, y: facts.loudState, as: 'dots', role: 'query' },
    ],
    { from: 0 },
  );
  const upTo = (t: number, seconds: number) =>
    stairs.showPoints('h', steps.values.filter((step) => step <= t).length, seconds);

  const equation = (before: ScalarFact, keep: ScalarFact, add: ScalarFact, after: ScalarFact) => {
    const part = (fact: ScalarFact, under: string) =>
      String.raw`\underset{${under}}{${show(fact)}}`;
    return new Formula({
      tex: `${part(keep, String.raw`\bar A`)} \\cdot ${part(before, 'h')} + ${part(add, String.raw`\Delta B x`)} \\approx ${show(after)}`,
      facts: [before, keep, add, after],
      hidden: true,
    });
  };

  const highest = Math.max(...facts.state.values);
  const soon = (facts.state.values[Math.floor(T / 2 / 2)] ?? highest) > highest / 2;
  /** Where the curve leaves room. */
  const corner = { align: soon ? 'bottom right' : 'top left' } as const;
  const room = (region: Region) =>
    region.cut('right', stage.body.right - beyond)[1].inset(2 * gap.group, gap.group);

  yield* stage.beat('hook');
  yield* all(row.reveal(4 * pace.slow), memory.revealColumns(4 * pace.slow));
  yield* asks.reveal();
  yield* tells();
  yield* slips();

  yield* stage.beat('memory');
  const numbers = named('numbers', lower);
  yield* numbers.reveal();
  yield* memory.focusRow(0, pace.slow);

  yield* stage.beat('input');
  const comes = named('input', lower);
  yield* all(numbers.hide(), memory.unfocus(), memory.dimColumns(quiet.values));
  yield* all(comes.reveal(), input.opacity(1, 0), input.showSeries('x', 2));

  yield* stage.beat('delta');
  const delta = named('delta', lower);
  yield* all(comes.hide(), input.opacity(0, pace.quick), delta.reveal());
  yield* all(sees(facts.noiseStep.value), gate.opacity(1, 0), gate.showSeries('quiet', 2));
  yield* gate.mark('quiet', { x: facts.noiseStep.value });

  yield* stage.beat('climb');
  const h = named('state', upper);
  yield* gate.unmark();
  yield* all(sees(facts.symbolStep.value), gate.showSeries('loud', 2));
  yield* gate.mark('loud', { x: facts.symbolStep.value });
  yield* all(memory.undim(), memory.focusRow(0));
  yield* all(memory.hide(), memory.unfocus(), h.reveal(), stairs.opacity(1, pace.quick));
  yield* upTo(facts.symbolStep.value - 1, pace.slow);
  const climbs = equation(facts.symbolBefore, facts.symbolKeep, facts.symbolAdd, facts.symbolAfter);
  climbs.fill(room(upper), corner);
  yield* stage.add(climbs).reveal();
  yield* upTo(facts.symbolStep.value, pace.slow);

  yield* stage.beat('rest');
  yield* all(climbs.hide(), gate.unmark());
  yield* all(sees(facts.noiseStep.value), upTo(facts.noiseStep.value - 1, pace.slow));
  const rests = equation(facts.noiseBefore, facts.noiseKeep, facts.noiseAdd, facts.noiseAfter);
  rests.fill(room(upper), corner);
  yield* stage.add(rests).reveal();
  yield* upTo(facts.noiseStep.value, pace.slow);

  yield* stage.beat('stairs');
  yield* all(rests.hide(), row.undim(), stairs.showSeries('h', 5 * pace.slow));

  const grow = (to: Region) =>
    all(stairs.height(to.height, pace.slow), stairs.y(to.center.y, pace.slow));
  yield* stage.beat('counts');
  yield* all(gate.opacity(0, pace.quick), delta.hide(), h.hide());
  yield* grow(under);
  const counts = facts.levels.values.map((y, i) => {
    const text = showEntry(facts.levelNames, i);
    const words = new Words({
      text,
      face: 'numbers',
      role: 'muted',
      facts: [facts.levelNames],
      hidden: true,
    });
    return stage.add(words).position(stairs.onStage(stairs.pointAt(0, y)).addY(-gap.normal));
  });
  for (const [i, count] of counts.entries()) {
    yield* all(count.reveal(), stairs.showSeries(level(i), pace.quick));
  }

  yield* stage.beat('pin');
  yield* stage.leave(...counts);
  yield* grow(upper);
  yield* all(gate.opacity(1, pace.quick), delta.reveal());
  yield* all(
    gate.morph('quiet', { y: facts.quietPinned }, pace.slow),
    gate.morph('loud', { y: facts.loudPinned }, pace.slow),
  );

  yield* stage.beat('ramp');
  yield* stairs.morph('h', { y: facts.frozenState }, 2);
  yield* garbles();

  yield* stage.beat('time');
  yield* stage.leave(gate, stairs, delta, h);
  yield* own.opacity(1, pace.quick);
  yield* all(own.showSeries('noise'), own.showSeries('letters'));
  const { ownTime: x, quietOwnTime, loudOwnTime } = facts;
  yield* all(
    own.morph('h', { x, y: facts.state }, 4 * pace.slow),
    own.morph('noise', { x: quietOwnTime, y: facts.quietState }, 4 * pace.slow),
    own.morph('letters', { x: loudOwnTime, y: facts.loudState }, 4 * pace.slow),
  );

  yield* stage.beat('answer');
  const tex = String.raw`h_t = e^{\Delta_t A}\, h_{t-1} + \Delta_t B_t x_t`;
  const formula = new Formula({ tex, hidden: true });
  formula.fill(room(under), corner);
  yield* stage.add(formula).reveal();
});
