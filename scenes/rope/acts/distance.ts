/** The score of every distance; then the same text elsewhere. */
import { all, linear, type ThreadGenerator } from '@motion-canvas/core';
import { Arrow } from '../../../src/components/Arrow';
import { Plot } from '../../../src/components/Plot';
import { TokenRow } from '../../../src/components/TokenRow';
import { Words } from '../../../src/components/Words';
import { show } from '../../../src/film/show';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Cast, RopeStage } from '../cast';
import { character, place, plotSize, row, spot } from '../layout';
import type { RopeFacts } from '../ropeFacts';

export function* distance(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { first } = cast;
  const plot = new Plot({
    ...plotSize,
    series: [
      { name: 'curve', x: facts.curveX, y: facts.curve, role: 'position' },
      { name: 'dots', x: facts.distances, y: facts.scores, as: 'dots', role: 'position' },
    ],
    xAxis: { label: stage.word('apart'), from: facts.distances.values[0], to: 0 },
    yAxis: { label: stage.word('score') },
    opacity: 0,
    position: place.plot,
  });
  stage.add(plot);

  yield* stage.beat('curve');
  yield* cast.clear();
  yield* plot.opacity(1, pace.change);
  yield* plot.reveal('curve', pace.slow * 2);
  yield* plot.reveal('dots', pace.slow * 1.5);
  yield* plot.mark('dots', { x: facts.rows.rows[0]?.apart ?? 0 });
  void linear;
  void Arrow;
  void TokenRow;
  void Words;
  void show;
  void gap;
  void size;
  void character;
  void row;
  void spot;
  void first;

  yield* stage.beat('moved');
}
