/** What this head has learned: words that name digits look at units. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { Words } from '../../../src/components/Words';
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
  const { scores, keyTokens } = cast;
  const units = facts.unitColumns.rows.map(({ at }) => at);
  yield* stage.beat('units');
  yield* clearNotes(cast);
  if (units.length > 0) {
    yield* all(scores.dimExcept({ columns: units }), keyTokens.dimExcept(units), scores.unfocus());
    yield* scores.focusCell(facts.focusIndex.value, facts.partnerIndex.value);
  }
  const middle = (scores.position().x + scores.cellsBox().right + stage.body.right) / 2;
  const figure = (word: 'unitShare' | 'unitChance', y: number) => {
    const isLearned = word === 'unitShare';
    const number = new Words({
      text: stage.word(word),
      face: 'numbers',
      px: isLearned ? size.formula * 2 : size.formula,
      role: isLearned ? 'query' : 'muted',
      opacity: 0,
      position: spot(0, y).mul([0, 1]).addX(middle),
    });
    const name = new Words({
      text: stage.word(isLearned ? 'digitsAtUnits' : 'blindChoice'),
      role: isLearned ? 'text' : 'muted',
      opacity: 0,
    });
    stage.add(number);
    stage.add(name.place('below', number, gap.small));
    cast.notes.push(number, name);
    return all(number.opacity(1, pace.change), name.opacity(1, pace.change));
  };
  yield* figure('unitShare', learnedRow.share);
  yield* figure('unitChance', learnedRow.chance);
}
