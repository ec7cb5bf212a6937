/** Rotary position embedding: a query and a key are turned by their places, and only the distance counts. */
import { film } from '../../src/film/film';
import { puzzle } from './acts/puzzle';
import { turns } from './acts/turns';
import { hands } from './acts/hands';
import { closes } from './acts/closes';
import { cast } from './cast';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const figures = cast(stage, facts);
  yield* puzzle(stage, facts, figures);
  yield* turns(stage, facts, figures);
  yield* hands(stage, facts, figures);
  yield* closes(stage, facts, figures);
});
