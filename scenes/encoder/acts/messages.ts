/** What the word hears with the wire, without it, and all alone. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { token } from '../../../src/film/show';
import { entry, slice } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { stack, type Cast, type EncoderFacts, type EncoderStage } from '../cast';

export function* messages(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  yield* stage.beat('without');
  const { wires, layer, formula, row } = cast;
  const [asks, asked] = [facts.asks.value, facts.asked.value];
  const room = stage.body.spaced(gap.normal).cut('above', 6.5 * size.large)[1];
  const [left, cosines, numbers] = room.columns(11, 3, 2);
  const three = stack(stage, left, (['whole', 'without', 'alone'] as const).map((name, i) => [slice(facts.threeMessages, i), stage.word(name)])); // prettier-ignore
  yield* all(formula.hide(), row.opacity(0, pace.change), layer.opacity(0, pace.change), cast.wordsTo('middle')); // prettier-ignore
  layer.text(stage.word('layerOne'));
  yield* all(layer.opacity(1, pace.change), wires.become(facts.pattern), wires.dimExcept(facts.words.values.map((_, k) => [asks, k] as const))); // prettier-ignore
  const said = [facts.answer, facts.cutAnswer, facts.aloneAnswer].map((answer, i) => {
    const number = new Words({ text: token(answer), face: 'numbers', role: i === 1 ? 'warning' : 'target', px: size.large * 1.5, opacity: 0 }); // prettier-ignore
    const y = three[i]?.name.y() ?? room.center.y;
    const like = new NumberView({ fact: entry(facts.likeAlone, i), px: size.large, hidden: true });
    stage.add(like.position([cosines.center.x, y]));
    return { number: stage.add(number.position([numbers.center.x, y])), like, y };
  });
  const head = (text: string, x: number, y: number, width: number) =>
    stage.add(new Words({ text, width, opacity: 0 }).position([x, y - 2 * size.large]));
  const top = said[0]?.y ?? room.top;
  const heads = [head(stage.word('writes'), numbers.center.x, top, numbers.width), head(stage.word('cosine'), cosines.center.x, top, cosines.width)] as const; // prettier-ignore
  const title = three.slice(0, 1).map(({ view }) => head(stage.word('messageTo'), view.x() + view.cellsBox().center.x, top, left.width)); // prettier-ignore
  const come = (k: number) =>
    all(...three.slice(k, k + 1).flatMap(({ view, name }) => [view.reveal(pace.slow), name.opacity(1, pace.slow)]), ...said.slice(k, k + 1).map(({ number }) => number.opacity(1, pace.slow))); // prettier-ignore
  yield* all(come(0), ...[...title, heads[0]].map((words) => words.opacity(1, pace.slow)));
  yield* all(wires.cut(asks, asked, pace.slow), wires.become(facts.cutPattern, pace.slow));
  yield* come(1);

  yield* stage.beat('alike');
  yield* come(2);
  yield* all(...three.slice(1).map(({ view }) => view.focusAll(pace.slow)));
  yield* all(heads[1].opacity(1, pace.slow), ...said.map(({ like }) => like.reveal(pace.slow)));
}
