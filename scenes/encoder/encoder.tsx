/** How does a word know its neighbours? One word's row is followed through the first layer of an encoder; then one wire is cut. */
import { all } from '@motion-canvas/core';
import { Formula } from '../../src/components/formula/Formula';
import { film } from '../../src/film/film';
import { cutting } from './acts/cutting';
import { hearing } from './acts/hearing';
import { opening } from './acts/opening';
import { cast } from './cast';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const figures = cast(stage, facts);
  yield* opening(stage, facts, figures);
  yield* hearing(stage, facts, figures);
  const field = yield* cutting(stage, facts, figures);

  yield* stage.beat('answer');
  const { wires, words, board } = figures;
  yield* stage.leave(field);
  yield* all(words.undim(), wires.undim());
  const law = new Formula({
    tex: String.raw`x + \operatorname{softmax}\!\left(\frac{\term{query}{q}\,\term{key}{K}^{\top}}{\sqrt{D}}\right)\term{value}{V}\;\cdots\;W + b`,
    hidden: true,
  });
  yield* stage.add(law.fill(board)).reveal();
});
