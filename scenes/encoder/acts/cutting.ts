/** The wires of one word are cut, one after another: in the text of the film, then in 81 numbers. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import type { Region } from '../../../src/components/figure/Region';
import { MatrixView } from '../../../src/components/grids/MatrixView';
import { Wires } from '../../../src/components/marks/Wires';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { TokenRow } from '../../../src/components/tokens/TokenRow';
import { show, token } from '../../../src/film/show';
import { at, type ArrayFact, type ScalarFact } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Role } from '../../../src/theme/palette';
import type { Cast, EncoderFacts, EncoderStage } from '../cast';

export function* cutting(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { words, wires, layer, answer, writes, row } = cast;
  const [asks, asked] = [facts.asks.value, facts.asked.value];
  const places = [...facts.words.values.keys()];
  yield* cast.wordsTo('low', 0);
  yield* words.reveal(pace.slow);
  const ends = stage.add(new Words({ text: stage.word('ends'), px: size.small, role: 'muted', opacity: 0 })); // prettier-ignore
  const { center, bottom } = words.boxAt(places.length - 1);
  ends.position(words.position().add([center.x, bottom + ends.extent().y]));
  yield* all(ends.opacity(1, pace.quick), words.focus(asks, pace.quick, 'text'));
  yield* all(layer.opacity(1, pace.slow), wires.reveal(2.5 * pace.slow));
  yield* all(answer.opacity(1, pace.change), writes.opacity(1, pace.change));

  yield* stage.beat('others');
  yield* wires.dimExcept(places.map((k) => [asks, k] as const));
  for (const k of places) {
    if (k === asked) continue;
    yield* all(wires.cut(asks, k), answer.opacity(0, pace.quick));
    answer.text(token(facts.answers, k));
    yield* answer.opacity(1, pace.quick);
    yield* wires.mend(asks, k, pace.quick / 2);
  }
  answer.text(token(facts.answer));

  yield* stage.beat('cut');
  yield* all(wires.cut(asks, asked, pace.slow), answer.opacity(0, pace.slow));
  answer.text(token(facts.cutAnswer)).role('warning');
  yield* answer.opacity(1, pace.quick);

  yield* stage.beat('luck');
  yield* all(wires.hide(), stage.leave(ends), ...[words, answer, writes, row].map((figure) => figure.opacity(0, pace.quick))); // prettier-ignore
  const [left, right] = cast.body.spaced(gap.wide).columns(7, 2);
  const [top, under] = left.spaced(gap.normal).cut('above', 4.5 * size.large);
  const [over, cells] = under.spaced(gap.hair).cut('above', size.heading);
  const [, chips] = top.cut('above', 2 * size.large);
  const texts = stage.add(new TokenRow({ tokens: facts.fieldWords, hidden: true })).fill(chips);
  const [y, hundred] = [facts.fieldY.value, facts.fieldHundred.value];
  const fieldWires = new Wires({ from: texts, to: texts, shares: facts.fieldPattern, highest: 1.9 * size.large, heads: true, hidden: true }); // prettier-ignore
  stage.add(fieldWires);
  const title = new Words({ text: stage.word('field'), opacity: 0 });
  stage.add(title.position(over.center));
  const shown = (values: ArrayFact, colors: 'none' | 'warning') =>
    stage.add(new MatrixView({ values, colors, hidden: true })).fill(cells, { most: { px: size.label } }); // prettier-ignore
  const fields = [shown(facts.field, 'none'), shown(facts.fieldCut, 'warning')] as const;
  /** Row after row, one field gives way to the other. */
  function* become(from: 0 | 1, to: 0 | 1, seconds: number): ThreadGenerator {
    for (let i = 0; i < (facts.field.shape[0] ?? 0); i++) {
      yield* fields[from].hideRow(i, seconds);
      yield* fields[to].showRow(i, seconds);
    }
  }
  yield* all(texts.reveal(pace.quick), title.opacity(1, pace.quick), fields[0].revealRows());
  yield* all(texts.focus(y, pace.quick, 'text'), fieldWires.showRow(y));
  yield* fieldWires.cut(y, hundred);
  yield* become(0, 1, pace.quick / 3);

  yield* stage.beat('count');
  const [wrongRoom, hundredsRoom, onesRoom, othersRoom] = right.spaced(gap.normal).rows(1, 1, 1, 1);
  const counted = (word: string, fact: ScalarFact, of: ScalarFact, role: Role, at: Region) => {
    const [over, under] = at.spaced(gap.hair).rows(1, 1);
    const label = new Words({ text: word, width: at.width, opacity: 0 });
    const count = new NumberView({
      fact,
      after: ` / ${show(of)}`,
      facts: [of],
      role,
      hidden: true,
    });
    stage.add(label.position(over.center));
    stage.add(count.fill(under, { most: { px: size.large * 1.3 } }));
    return all(label.opacity(1, pace.change), count.reveal(pace.change));
  };
  const { fieldSize } = facts;
  yield* counted(stage.word('wrong'), facts.fieldWrong, fieldSize, 'warning', wrongRoom);
  yield* counted(stage.word('hundreds'), facts.fieldHundreds, fieldSize, 'warning', hundredsRoom); // prettier-ignore
  const ones = Array.from({ length: facts.fieldOnes.value }, (_, k) => [at(facts.onesAt, k, 0), at(facts.onesAt, k, 1)] as const); // prettier-ignore
  yield* fields[1].dimExceptCells(ones, pace.slow);
  yield* counted(stage.word('ones'), facts.fieldOnes, fieldSize, 'warning', onesRoom);

  yield* stage.beat('rest');
  yield* all(fieldWires.mend(y, hundred), fields[1].undim());
  let shownField: 0 | 1 = 1;
  for (const k of facts.fieldWords.values.keys()) {
    if (k === hundred) continue;
    yield* fieldWires.cut(y, k, pace.quick);
    yield* become(shownField, 0, pace.quick / 16);
    shownField = 0;
    yield* fieldWires.mend(y, k, pace.quick / 2);
  }
  yield* counted(stage.word('otherWrong'), facts.othersWrong, facts.othersSize, 'target', othersRoom); // prettier-ignore
}
