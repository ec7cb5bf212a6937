/** The text becomes tokens, the tokens rows of numbers, and the rows learn their places. */
import { all, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { fly } from '../../../src/components/flight/Flight';
import { MatrixView } from '../../../src/components/grids/MatrixView';
import { TokenRow } from '../../../src/components/tokens/TokenRow';
import { Words } from '../../../src/components/text/Words';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { Cast, EncoderFacts, EncoderStage } from '../cast';
import { centred, lowerSheet, sheetPlace, spot, upperSheet, wideSheet } from '../layout';

export function* enter(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { rows, tokens, T, C } = cast;
  const text = stage.add(
    new Words({ text: facts.text.values[0], px: size.large * 1.4, opacity: 0 }),
  );
  text.position(spot(0, 0).addY(-gap.group));
  const cut = stage.add(
    new TokenRow({
      tokens: facts.tokens,
      px: size.large,
      boxHeight: size.large * 2,
      hidden: true,
    }),
  );
  cut.place('below', text, gap.group);

  yield* stage.beat('hook');
  yield* text.opacity(1, pace.change);
  yield* cut.reveal(pace.slow);

  yield* stage.beat('embedding');
  const places = facts.tokens.values.map((_, i) => i);
  yield* all(
    text.opacity(0, pace.quick),
    fly(
      places.map((i) => cut.anchor(i)),
      places.map((i) => tokens.anchor(i)),
      pace.slow,
      { move: true, arc: 0 },
    ),
  );
  cut.opacity(0);
  rows.opacity(1);
  yield* rows.revealRows(pace.slow * 2);
  const legend = new Words({ text: stage.word('legend'), px: size.label, opacity: 0 });
  stage.add(legend.place('below', rows, gap.normal));
  yield* legend.opacity(1, pace.quick);

  yield* stage.beat('positions');
  yield* legend.opacity(0, pace.quick);
  legend.remove();
  const position = stage.add(
    new MatrixView({
      values: facts.position,
      title: stage.word('position'),
      role: 'position',
      rowLabels: facts.tokens.values.map((_, i) => String(i)),
      bound: rows.bound(),
      hidden: true,
      slots: 0,
      opacity: 0,
      ...wideSheet(T, C),
    }),
  );
  position.position(centred(position, lowerSheet));
  yield* rows.position(centred(rows, upperSheet), pace.change);
  yield* position.opacity(1, pace.quick);
  yield* position.revealRows(pace.slow * 2);
  yield* waitFor(pace.change);
  yield* all(
    position.position(position.position().addY(-gap.normal), pace.slow),
    position.opacity(0, pace.slow),
    rows.morphTo(facts.input, pace.slow),
  );
  rows.title(stage.word('input'));
  position.remove();
  yield* rows.position(centred(rows, sheetPlace), pace.change);
}
