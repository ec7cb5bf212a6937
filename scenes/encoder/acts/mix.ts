/** The shares of the word in focus weigh the values; the weighted sum is its new row. */
import { all, sequence, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { fly } from '../../../src/components/flight/Flight';
import { Formula } from '../../../src/components/formula/Formula';
import { TokenRow } from '../../../src/components/tokens/TokenRow';
import { VectorView } from '../../../src/components/grids/VectorView';
import { Words } from '../../../src/components/text/Words';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { clearNotes, type Cast, type EncoderFacts, type EncoderStage } from '../cast';
import { centred, fromLeft, headSheet, middle, spot } from '../layout';

export function* mix(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { scores, tokens, keyTokens, values, mixed, T, D } = cast;
  const focus = facts.focusIndex.value;
  yield* stage.beat('mix');
  yield* all(
    clearNotes(cast),
    keyTokens.undim(),
    tokens.dimExcept([focus]),
    scores.focusRow(focus),
    scores.dimExcept({ rows: [focus] }),
  );
  const width = values.cellsBox().width;
  values
    .title(stage.word('value'))
    .position(fromLeft(values, spot(1, middle).addX(-width - gap.wide)));
  const left = values.position().x + values.cellsBox().left;
  const shares = new VectorView({
    values: facts.patternRow,
    direction: 'column',
    colors: 'sequential',
    title: stage.word('shares'),
    role: 'query',
    hidden: true,
    slots: 0,
    opacity: 0,
    ...headSheet(T, D),
  });
  const start = left - gap.group - shares.cellsBox().width;
  stage.add(shares.position(fromLeft(shares, spot(0, middle).mul([0, 1]).addX(start))));
  const names = new TokenRow({
    tokens: facts.tokens,
    role: 'key',
    px: size.small,
    boxHeight: size.large,
    hidden: true,
  }).alignWith(shares, 'left', gap.small);
  const times = new Words({ text: '×', px: size.large, opacity: 0 });
  stage.add(names);
  stage.add(times.position([left - gap.group / 2, spot(0, middle).y]));
  yield* all(
    shares.opacity(1, pace.quick),
    names.reveal(),
    fly(scores.rowAnchors(focus), shares.anchors()),
  );
  yield* all(values.opacity(1, pace.change), times.opacity(1, pace.change));
  yield* waitFor(pace.quick);
  yield* all(
    values.morphTo(facts.weighted, pace.slow),
    times.opacity(0, pace.slow),
    shares.dimExcept([], pace.slow),
  );
  values.title(stage.word('weighted'));

  const below = values.position().y + values.cellsBox().bottom + gap.group;
  const column = values.position().x + values.cellsBox().center.x;
  mixed.position(centred(mixed, spot(0, 0).mul(0).add([column, below])));
  const rule = new Formula({
    tex: String.raw`z = \sum_{j} \term{query}{\alpha_{j}}\,\term{value}{v_{j}}`,
    opacity: 0,
  });
  const fresh = new Words({ text: stage.word('fresh'), opacity: 0 });
  stage.add(rule.place('left', mixed, gap.wide));
  stage.add(fresh.place('below', mixed, gap.small));
  yield* rule.opacity(1, pace.change);
  yield* sequence(
    pace.quick / 2,
    ...Array.from({ length: D }, (_, d) =>
      fly(values.columnAnchors(d), [mixed.cellAnchor(d)], pace.slow, { arc: 0 }),
    ),
  );
  yield* fresh.opacity(1, pace.quick);
  cast.notes.push(rule, shares, names, times, fresh);
}
