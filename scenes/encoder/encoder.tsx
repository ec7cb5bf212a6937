/** How does a word know its neighbours? One word's row is followed through the first layer of an encoder; then one wire is cut. */
import { film } from '../../src/film/film';
import { cutting } from './acts/cutting';
import { hearing } from './acts/hearing';
import { puzzle, solved } from './acts/texts';
import { cast } from './cast';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const figures = cast(stage, facts);
  const counts = yield* puzzle(stage, facts, figures);
  yield* hearing(stage, facts, figures, counts);
  yield* cutting(stage, facts, figures);
  yield* solved(stage, facts, figures);
});
