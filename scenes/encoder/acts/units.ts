/** What this head has learned: words that name digits look at units. */
import { all, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { Words } from '../../../src/components/text/Words';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { clearNotes, type Cast, type EncoderFacts, type EncoderStage } from '../cast';
import { learnedRow, spot } from '../layout';

export function* lookAtUnits(
  stage: EncoderStage,
  facts: EncoderFacts,
  cast: Cast,
): ThreadGenerator {
  const { scores } = cast;
  const right = scores.position().x + scores.cellsBox().right + gap.wide;
  const middle = (right + stage.body.right) / 2;
  const figure = (number: Words, name: Words, y: number) => {
    stage.add(number.position(spot(0, y).mul([0, 1]).addX(middle)));
    stage.add(name.place('below', number, gap.hair));
    cast.notes.push(number, name);
    return all(number.opacity(1, pace.change), name.opacity(1, pace.change));
  };
  const words = (text: string, role: 'text' | 'muted') =>
    new Words({ text, role, width: stage.body.right - right, opacity: 0 });
  const number = (text: string, px: number, role: 'query' | 'muted') =>
    new Words({ text, px, role, face: 'numbers', opacity: 0 });

  yield* stage.beat('units');
  yield* clearNotes(cast);
  const learned = number(stage.word('unitShare'), size.formula * 2, 'query');
  if (facts.looksAsked.value > 0) {
    yield* walkLooks(facts, cast);
    const here = number(stage.word('unitsHere'), size.formula * 1.4, 'query').face('words');
    yield* figure(here, words(stage.word('here'), 'text'), learnedRow.here);
  }
  yield* figure(learned, words(stage.word('newNumbers'), 'text'), learnedRow.share);
  const blind = number(stage.word('unitChance'), size.formula, 'muted');
  yield* figure(blind, words(stage.word('blindChoice'), 'muted'), learnedRow.chance);
}

/** From digit word to digit word: among its shares of the other words, the largest. */
function* walkLooks(facts: EncoderFacts, { scores, tokens, keyTokens }: Cast): ThreadGenerator {
  const looks = facts.looks.rows;
  const [first] = looks;
  if (!first) return;
  const words = facts.tokens.values.slice(0, -1).map((_, at) => at);
  const choices = looks.flatMap(({ at }) =>
    words.filter((other) => other !== at).map((other) => [at, other] as const),
  );
  const digits = looks.map(({ at }) => at);
  yield* all(
    scores.dimExceptCells(choices),
    tokens.dimExcept(digits),
    keyTokens.dimExcept(facts.unitColumns.rows.map(({ at }) => at)),
    scores.focusRow(first.at),
  );
  for (const { at, most } of looks) {
    yield* scores.focusCell(at, most, pace.change);
    yield* waitFor(pace.quick / 2);
  }
  yield* all(
    scores.dimExceptCells(looks.map(({ at, most }) => [at, most] as const)),
    scores.unfocus(),
  );
}
