/**
 * How does a word learn about its neighbours? One text goes through the first layer of an encoder;
 * one word, the focus, is followed all the way.
 */
import { Formula } from '../../src/components/formula/Formula';
import { film } from '../../src/film/film';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import { compareSwap, stack } from './acts/block';
import { enter } from './acts/enter';
import { joinHeads } from './acts/heads';
import { addBack, thinkAlone } from './acts/rows';
import { lookAround } from './acts/attention';
import { cast } from './cast';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const figures = cast(stage, facts);
  yield* enter(stage, facts, figures);
  yield* lookAround(stage, facts, figures);
  yield* joinHeads(stage, facts, figures);
  yield* addBack(stage, facts, figures);
  yield* thinkAlone(stage, facts, figures);
  yield* stack(stage, facts, figures);
  yield* compareSwap(stage, facts, figures);

  yield* stage.beat('answer');
  const formula = stage.add(
    new Formula({
      tex: String.raw`x + \operatorname{softmax}\!\left(\frac{\term{query}{Q}\,\term{key}{K}^{\top}}{\sqrt{D}}\right)\term{value}{V}\,W + b`,
      size: size.formula * 1.6,
      opacity: 0,
    }),
  );
  yield* stage.clear(formula);
  yield* formula.opacity(1, pace.change);
});
