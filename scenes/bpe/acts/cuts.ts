/** The viewer's text comes letter by letter and snaps into the pieces that GPT-2 reads. */
import { waitFor } from '@motion-canvas/core';
import { MergeRow } from '../../../src/components/tokens/MergeRow';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { BpeFacts } from '../bpeFacts';
import type { BpeStage } from '../script';

export function* cuts(stage: BpeStage, facts: BpeFacts) {
  const row = textRow(stage, facts);
  yield* stage.beat('hook');
  yield* row.reveal(pace.slow * 2);
  yield* waitFor(pace.quick);
  yield* row.become(facts.textTokens.rows, pace.slow);
  yield* row.highlight([...facts.textTokens.rows.keys()], 1, pace.quick, 'made');
  return row;
}

/** The text as its bytes, in the middle of the stage. */
export function textRow(stage: BpeStage, facts: BpeFacts): MergeRow {
  const { center, width, height } = stage.body;
  return stage.add(
    new MergeRow({
      symbols: facts.textBytes.rows,
      signs: facts.spaces.values.join(''),
      signRole: 'text',
      px: size.formula,
      width,
      height,
      position: center,
      hidden: true,
    }),
  );
}
