/** How does a word know its neighbours? The wires of one word are cut one by one; then it is followed through one layer. */
import { film } from '../../src/film/film';
import { cutting } from './acts/cutting';
import { hearing } from './acts/hearing';
import { messages } from './acts/messages';
import { puzzle, solved } from './acts/texts';
import { cast } from './cast';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const figures = cast(stage, facts);
  yield* puzzle(stage, facts, figures);
  yield* cutting(stage, facts, figures);
  yield* hearing(stage, facts, figures);
  yield* messages(stage, facts, figures);
  yield* solved(stage, facts, figures);
});
