/** Where do tokens come from? A list that grows by counting, from four words to GPT-2's, and the pieces that stand in it. */
import { film } from '../../src/film/film';
import { atScale } from './acts/atScale';
import { learning } from './acts/learning';
import { opening } from './acts/opening';
import { cast } from './cast';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const figures = cast(stage, facts);
  yield* opening(stage, facts, figures);
  const leaving = yield* learning(stage, facts, figures);
  yield* atScale(stage, facts, figures, leaving);
});
