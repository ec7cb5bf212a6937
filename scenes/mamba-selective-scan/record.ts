/** What selective-copy rests on and how it counts, on streams that it never saw: the first of the recipe's held-out rows. */
import { average } from '../../src/engine/interventions/average';
import { intervene, type Interventions } from '../../src/engine/interventions/intervene';
import { mamba } from '../../src/engine/models/mamba/mamba';
import { crossEntropy } from '../../src/engine/ops/crossEntropy';
import { scanNeeds } from '../../src/engine/questions/scanNeeds';
import { Rng } from '../../src/engine/random/Rng';
import {
  copying,
  isSymbol,
  nothingAsked,
  selectiveCopyingBatch,
} from '../../src/engine/tasks/selectiveCopying';
import { tensorFrom } from '../../src/engine/tensor/tensorFrom';
import { Recorder } from '../../src/engine/trace/Recorder';
import type { Trace } from '../../src/engine/trace/Trace';
import { mean } from '../../src/lessons/arithmetic';
import { defineRecord, type RecordEntry } from '../../src/lessons/defineRecord';
import {
  selectiveCopy,
  selectiveCopyInvariant,
  type SelectiveCopy,
} from '../../src/lessons/models';
import { answerOf, followed, seesNoiseOnly } from './channel';

const { ids, targets } = selectiveCopyingBatch(new Rng('held out').fork('0'), 100);

/** Steps of the streams, the questions left out, where something holds. */
function places(rows: typeof ids, holds: (row: readonly number[], t: number) => boolean) {
  return rows.flatMap((row, b) =>
    [...Array(copying.stream).keys()].flatMap((t) => (holds(row, t) ? [[b, t] as const] : [])),
  );
}

/** The loss without the scan of each channel, and how much wider its Δ is with a symbol in sight than on noise alone. */
async function needs(streams: number) {
  const model = await selectiveCopy();
  const rows = ids.slice(0, streams);
  const answers = tensorFrom(targets.slice(0, streams), 'int32');
  const loss = (trace: Trace) =>
    crossEntropy(mamba(model, rows, {}, trace), answers, { ignore: nothingAsked });
  const trace = new Recorder();
  loss(trace);
  return scanNeeds(model, loss).map(({ layer, channel, need }) => {
    const delta = trace.get(`block.${layer}.delta`);
    const means = [true, false].map((noiseOnly) => {
      const here = places(
        rows,
        (row, t) => seesNoiseOnly(row, t, model.config.conv_kernel) === noiseOnly,
      );
      return mean(here.map(([b, t]) => delta.at(b, t, channel)));
    });
    return { layer, channel, need, contrast: (means[1] ?? NaN) / (means[0] ?? NaN) };
  });
}

/** Of all streams: how many are said whole, and how many symbols are right. */
function told(load: () => Promise<SelectiveCopy>, rules: Interventions = {}): RecordEntry<Told> {
  return {
    reads: 'models',
    async compute() {
      const model = await load();
      const logits = intervene(rules, (trace) => mamba(model, ids, {}, trace));
      const right = ids.map((_, b) => {
        const due = targets[b]?.slice(copying.stream) ?? [];
        return answerOf(logits.part(b)).filter((id, i) => id === due[i]).length;
      });
      return {
        streams: ids.length,
        whole: right.filter((count) => count === copying.kept).length,
        symbols: mean(right) / copying.kept,
      };
    },
  };
}

interface Told {
  readonly streams: number;
  readonly whole: number;
  readonly symbols: number;
}

/** The shown number of the state where only noise is in sight, by how many symbols have passed. */
async function levels() {
  const model = await selectiveCopy();
  const trace = new Recorder();
  mamba(model, ids, {}, trace);
  const state = trace.get(`block.${followed.layer}.state`);
  return Array.from({ length: copying.kept + 1 }, (_, count) => {
    const passed = (row: readonly number[], t: number) =>
      row.slice(0, t + 1).filter(isSymbol).length;
    const here = places(
      ids,
      (row, t) => seesNoiseOnly(row, t, model.config.conv_kernel) && passed(row, t) === count,
    );
    const values = here.map(([b, t]) => state.at(b, t, followed.channel, followed.entry));
    return {
      places: values.length,
      mean: mean(values),
      least: Math.min(...values),
      most: Math.max(...values),
    };
  });
}

const frozen: Interventions = { 'block.*.delta': average('T') };

export const record = defineRecord({
  models: ['selective-copy', 'selective-copy-invariant'],
  entries: {
    /** The twelve most needed. */
    needs: { reads: 'models', compute: async () => (await needs(40)).slice(0, 12) },
    /** On four streams only: for the test. */
    needsOfFew: { reads: 'models', quick: true, compute: async () => (await needs(4)).slice(0, 3) },
    levels: { reads: 'models', quick: true, compute: levels },
    told: told(selectiveCopy),
    toldFrozen: told(selectiveCopy, frozen),
    toldInvariant: told(selectiveCopyInvariant),
  },
});
