// Trainer: runs a recipe, one step at a time: batch → loss → gradients → clip → update. It owns the parameters.
//   const trainer = new Trainer(recipe, { seed: 1 });
//   for (const record of trainer.records()) …          save() between any two
//   new Trainer(recipe, { seed: 1 }, saved)            goes on from there, to the same bits as without the break
// It has no clock: whoever runs it measures the time between records.
import { gradients } from '../autograd/gradients';
import { watch } from '../autograd/watch';
import { ForwardPassError } from '../errors/ForwardPassError';
import type { Model } from '../models/Model';
import type { ParamRecord } from '../nn/Params';
import { Rng } from '../random/Rng';
import { flat } from '../tensor/flat';
import { scope } from '../tensor/scope';
import { sameShape, showShape } from '../tensor/shape';
import { filled } from '../tensor/tensorFrom';
import { noTrace, type Trace } from '../trace/Trace';
import { clipGradients, globalNorm } from './clipGradients';
import { mapTensors, ownCopy, prefixed, scaled, withoutPrefix } from './namedTensors';
import { narrow, narrowing } from './narrow';
import { NumberWatch } from './NumberWatch';
import type { OptimizerState } from './Optimizer';
import { overfitting } from './overfitting';
import { initialScale, nextScale } from './Precision';
import type { Batch, Recipe } from './Recipe';
import type { Schedule } from './Schedule';
import type { Progress, SavedTraining, TrainingRecord } from './TrainingRecord';

export interface TrainerSettings {
  readonly seed: number | string;
  /** In place of the recipe's own. */
  readonly steps?: number;
  readonly learningRate?: number;
}

interface Outcome {
  readonly loss: number;
  readonly gradientNorm: number;
  readonly finite: boolean;
  readonly tokens: number;
}

const smallestScale = 2 ** -16;

export class Trainer<Config extends object, Examples extends Batch> {
  readonly steps: number;
  readonly model: Model<Config>;
  private readonly rng: Rng;
  private readonly schedule: Schedule;
  private readonly optimizerState: OptimizerState;
  private progress: Progress;
  private bestParams: ParamRecord = {};

  constructor(
    private readonly recipe: Recipe<Config, Examples>,
    { seed, steps = recipe.steps, learningRate = recipe.learningRate }: TrainerSettings,
    saved?: SavedTraining,
  ) {
    this.rng = new Rng(seed).fork(recipe.seededAs ?? recipe.name);
    this.steps = steps;
    this.schedule = recipe.schedule(steps, learningRate);
    this.model = recipe.initial(this.rng.fork('initial'));
    this.optimizerState = recipe.optimizer.initialState(this.model.params);
    this.progress = saved?.progress ?? {
      step: 0,
      updates: 0,
      scale: initialScale(recipe.precision),
      trainingLoss: { sum: 0, count: 0 },
      evaluations: [],
      best: null,
    };
    if (!saved) return;
    restore(this.model.params, withoutPrefix(saved.tensors, 'params.'), 'params');
    restore(this.optimizerState, withoutPrefix(saved.tensors, 'optimizer.'), 'optimizer');
    this.bestParams = mapTensors(withoutPrefix(saved.tensors, 'best.'), ownCopy);
  }

  /** Steps made. */
  get step(): number {
    return this.progress.step;
  }

  /** The evaluation with the lowest held-out loss, and the model as it was then. */
  get best(): { step: number; loss: number; model: Model<Config> } | null {
    const { best } = this.progress;
    return best && { ...best, model: { config: this.model.config, params: this.bestParams } };
  }

  *records(): Generator<TrainingRecord, void> {
    while (this.step < this.steps) yield this.advance();
  }

  /** The live tensors: write them before the next step. */
  save(): SavedTraining {
    const tensors = {
      ...prefixed(this.model.params, 'params.'),
      ...prefixed(this.optimizerState, 'optimizer.'),
      ...prefixed(this.bestParams, 'best.'),
    };
    return { progress: this.progress, tensors };
  }

  private advance(): TrainingRecord {
    const { precision, evaluateEvery } = this.recipe;
    const { scale, trainingLoss } = this.progress;
    const step = this.step + 1;
    const learningRate = this.schedule(step - 1);
    const { finite, ...outcome } = this.orDiverged(step, () =>
      scope(() => this.update(step, learningRate)),
    );
    if (!finite && (!precision.lossScaling || scale.value < smallestScale)) {
      throw diverged(step, `loss ${outcome.loss}, gradient norm ${outcome.gradientNorm}`);
    }

    const counted = Number.isFinite(outcome.loss);
    this.progress = {
      ...this.progress,
      step,
      updates: this.progress.updates + (finite ? 1 : 0),
      scale: nextScale(scale, precision, finite),
      trainingLoss: {
        sum: trainingLoss.sum + (counted ? outcome.loss : 0),
        count: trainingLoss.count + (counted ? 1 : 0),
      },
    };
    return {
      step,
      ...outcome,
      learningRate,
      ...(precision.lossScaling && { scale: scale.value }),
      ...(!finite && { skipped: true }),
      ...((step % evaluateEvery === 0 || step === this.steps) &&
        this.orDiverged(step, () => this.evaluated(step))),
    };
  }

  private update(step: number, learningRate: number): Outcome {
    const { recipe } = this;
    const master = watch(this.model.params);
    const { loss, batch } = this.forward(step, master, this.rounding);

    const scale = this.progress.scale.value;
    const large = gradients(loss, master, filled(loss.shape, scale, loss.dtype));
    const found = scale === 1 ? large : scaled(large, 1 / scale);
    const gradientNorm = globalNorm(found);
    const finite = Number.isFinite(gradientNorm) && Number.isFinite(loss.item());
    if (finite) {
      const clipped = clipGradients(found, recipe.clip, gradientNorm);
      const at = { learningRate, step: this.progress.updates + 1 };
      recipe.optimizer.update(this.model.params, clipped, this.optimizerState, at);
    }
    return { loss: loss.item(), gradientNorm, finite, tokens: batch.tokens };
  }

  /** What names a tensor rounds it, when training in 16 bits. */
  private get rounding(): Trace {
    const { format } = this.recipe.precision;
    return format ? narrowing(format) : noTrace;
  }

  private forward(step: number, master: ParamRecord, trace: Trace) {
    const { recipe, rng } = this;
    const { format } = recipe.precision;
    const batch = recipe.batch(rng.fork(`batch ${step}`));
    const params = format ? mapTensors(master, (param) => narrow(param, { format })) : master;
    const model = { config: this.model.config, params };
    const loss = recipe.loss(model, batch, { rng: rng.fork(`dropout ${step}`), trace });
    return { loss, batch };
  }

  /** Where weights have grown beyond all bounds, an op complains of what reaches it: the cause is named instead. */
  private orDiverged<Result>(step: number, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ForwardPassError)) throw error;
      const numbers = new NumberWatch(this.rounding);
      try {
        scope(() => void this.forward(step, this.model.params, numbers));
      } catch {
        // the same complaint again: the watch has seen more
      }
      throw numbers.first === undefined ? error : diverged(step, `no number: ${numbers.first}`);
    }
  }

  private evaluated(step: number) {
    const evaluation = this.recipe.evaluate(this.model);
    if (!Number.isFinite(evaluation.loss)) {
      throw diverged(step, `loss ${evaluation.loss} on held-out data`);
    }
    const { trainingLoss, best } = this.progress;
    const training = trainingLoss.sum / trainingLoss.count;
    const evaluations = [
      ...this.progress.evaluations,
      { step, training, heldOut: evaluation.loss },
    ];
    const better = best === null || evaluation.loss < best.loss;
    if (better) this.bestParams = mapTensors(this.model.params, ownCopy);
    this.progress = {
      ...this.progress,
      trainingLoss: { sum: 0, count: 0 },
      evaluations,
      best: better ? { step, loss: evaluation.loss } : best,
    };
    const warning = overfitting(evaluations);
    const samples = this.recipe.samples(this.model, this.rng.fork(`samples ${step}`));
    return { evaluation, samples, ...(warning !== null && { warning }) };
  }
}

/** Writes saved values over the tensors of a new training, which must be the same by name and shape. */
function restore(into: ParamRecord, saved: ParamRecord, what: string): void {
  const strange = Object.keys(saved).find((name) => !(name in into));
  for (const [name, tensor] of Object.entries(into)) {
    const found = saved[name];
    const fits = found && sameShape(found.shape, tensor.shape);
    if (!fits || strange !== undefined) {
      throw new ForwardPassError({
        what: `resume training: ${what}`,
        expected: `"${name}" of shape ${showShape(tensor.shape)}, and no tensor that this recipe has not`,
        got: strange ?? (found ? showShape(found.shape) : 'no such tensor'),
        hint: 'the checkpoint belongs to another recipe, model or optimizer',
      });
    }
    flat(tensor).set(flat(found));
  }
}

function diverged(step: number, got: string): ForwardPassError {
  return new ForwardPassError({
    what: `train: step ${step}`,
    expected: 'a loss that is a finite number, and finite gradients',
    got,
    hint: 'a lower learning rate, a longer warm-up or a smaller clip keeps training from diverging',
  });
}
