/** Rotary position embedding: a query and a key are turned by their positions, and only the distance counts. */
import { all } from '@motion-canvas/core';
import { film } from '../../src/film/film';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import { asks } from './acts/asks';
import { distance } from './acts/distance';
import { hands } from './acts/hands';
import { meets } from './acts/meets';
import { moves } from './acts/moves';
import { slides } from './acts/slides';
import { turns } from './acts/turns';
import { cast } from './cast';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const figures = cast(stage, facts);
  yield* asks(stage, facts, figures);
  yield* turns(stage, facts, figures);
  yield* hands(stage, facts, figures);
  yield* meets(stage, facts, figures);
  yield* slides(stage, facts, figures);
  yield* distance(stage, facts, figures);
  yield* moves(stage, facts, figures);

  yield* stage.beat('answer');
  yield* stage.clear(figures.law);
  yield* all(
    figures.law.position(0, pace.change),
    figures.law.size(size.formula * 1.5, pace.change),
  );
});
