/** Which channels of selective-copy its answers rest on: the loss without the scan of each, on 40 streams it never saw. */
import { mamba } from '../../src/engine/models/mamba/mamba';
import { crossEntropy } from '../../src/engine/ops/crossEntropy';
import { scanNeeds } from '../../src/engine/questions/scanNeeds';
import { Rng } from '../../src/engine/random/Rng';
import { nothingAsked, selectiveCopyingBatch } from '../../src/engine/tasks/selectiveCopying';
import { tensorFrom } from '../../src/engine/tensor/tensorFrom';
import type { Trace } from '../../src/engine/trace/Trace';
import { defineRecord } from '../../src/lessons/defineRecord';
import { selectiveCopy } from '../../src/lessons/models';

async function needs(streams: number) {
  const model = await selectiveCopy();
  // the first of the recipe's held-out rows
  const { ids, targets } = selectiveCopyingBatch(new Rng('held out').fork('0'), 100);
  const rows = ids.slice(0, streams);
  const answers = tensorFrom(targets.slice(0, streams), 'int32');
  const loss = (trace: Trace) =>
    crossEntropy(mamba(model, rows, {}, trace), answers, { ignore: nothingAsked });
  return scanNeeds(model, loss);
}

export const record = defineRecord({
  models: ['selective-copy'],
  entries: {
    /** The twelve most needed. */
    needs: { reads: 'models', compute: async () => (await needs(40)).slice(0, 12) },
    /** On four streams only: for the test. */
    needsOfFew: { reads: 'models', quick: true, compute: async () => (await needs(4)).slice(0, 3) },
  },
});
