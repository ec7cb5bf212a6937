/** The same text a few places on: all positions change, the score does not. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { NumberTable } from '../../../src/components/tables/NumberTable';
import { TokenPlaces } from '../../../src/components/tokens/TokenPlaces';
import { TokenRow } from '../../../src/components/tokens/TokenRow';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { looksBack, scoreColumns, type Cast, type RopeStage } from '../cast';
import { character, row, spot } from '../layout';
import type { RopeFacts } from '../ropeFacts';

export function* moves(stage: RopeStage, facts: RopeFacts, cast: Cast): ThreadGenerator {
  const { tokens, places, law } = cast;
  const [m, n, shift] = [facts.queryAt.value, facts.keyAt.value, facts.shift.value];
  const half = (count: number) => (count * character.pitch) / 2;
  const prefix = new TokenRow({
    tokens: facts.prefix,
    face: 'numbers',
    hidden: true,
    ...character,
  });
  prefix.position(() =>
    tokens.position().addX(-half(facts.characters.values.length) - half(shift)),
  );
  const prefixPlaces = new TokenPlaces({ of: prefix, opacity: 0 });
  const looks = looksBack(stage, facts, tokens);
  const table = new NumberTable({
    columns: scoreColumns(stage, facts),
    rows: [
      [m, n, n - m, facts.textScore.value],
      [m + shift, n + shift, n - m, facts.movedScore.value],
    ],
    shown: 0,
    rowHeight: size.label * 1.9,
    px: size.formula * 0.75,
    opacity: 0,
    position: spot(0, row.movedTable),
  });
  for (const figure of [prefix, prefixPlaces, looks, table]) stage.add(figure);

  yield* stage.beat('moved');
  yield* cast.clear();
  tokens.position(spot(0, row.movedText));
  yield* all(
    law.position(spot(0, row.law), pace.slow),
    tokens.opacity(1, pace.slow),
    places.opacity(1, pace.slow),
  );
  yield* looks.reveal();
  yield* table.opacity(1, pace.quick);
  yield* table.showRow(0);
  yield* all(
    tokens.position(spot(0, row.movedText).addX(half(shift)), pace.slow),
    places.first(shift, pace.slow),
  );
  yield* all(prefix.reveal(pace.change), prefixPlaces.opacity(1, pace.change));
  yield* all(table.showRow(1), table.focusRow(1));
}
