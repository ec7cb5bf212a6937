// Optimizer: how a step is made of gradients. Here, and nowhere else in the engine, numbers of a tensor change: parameters
// and the optimizer's own state belong to the trainer, live outside of any `scope`, and are updated IN PLACE.
//   const optimizer = adamW({ weightDecay: 0.1 });
//   const state = optimizer.initialState(params);
//   optimizer.update(params, gradients, state, { learningRate: 1e-3, step: 1 });
// State is a flat record of plain tensors, `first_moment.<parameter>`, so that it can be saved and resumed to the bit. Every
// value is computed in float64 from what is stored and rounded once, when it is stored: the same on every host.
import type { ParamRecord } from '../nn/Params';
import { ForwardPassError } from '../errors/ForwardPassError';
import { allocate, type Storage } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { sameShape, showShape } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';

export type OptimizerState = Readonly<Record<string, Tensor>>;

export interface UpdateSettings {
  readonly learningRate: number;
  /** Which update this is, from 1. */
  readonly step: number;
}

export interface Optimizer {
  readonly name: string;
  readonly settings: Readonly<Record<string, number | boolean>>;
  initialState(params: ParamRecord): OptimizerState;
  update(
    params: ParamRecord,
    gradients: ParamRecord,
    state: OptimizerState,
    settings: UpdateSettings,
  ): void;
}

/** Which parameters shrink: as in nanoGPT, matrices and tables, but no norms and biases. */
export type Decays = (name: string, param: Tensor) => boolean;

export const matricesDecay: Decays = (_, param) => param.rank >= 2;

export interface DecaySettings {
  /** λ, for the parameters that `decays` names. */
  readonly weightDecay?: number;
  readonly decays?: Decays;
}

/** The storages of one parameter, all of one length. */
export interface ParameterStorage {
  readonly values: Storage;
  readonly gradient: Storage;
  /** One per slot, in their order. */
  readonly slots: readonly Storage[];
  /** λ, or 0 where this parameter does not decay. */
  readonly decay: number;
}

export interface UpdateRule extends DecaySettings {
  readonly name: string;
  readonly settings: Readonly<Record<string, number | boolean>>;
  /** What it remembers of every parameter, such as `first_moment`; 0 at first. */
  readonly slots: readonly string[];
  update(storage: ParameterStorage, settings: UpdateSettings): void;
}

export function defineOptimizer(rule: UpdateRule): Optimizer {
  const { name, settings, slots, weightDecay = 0, decays = matricesDecay } = rule;
  return {
    name,
    settings: { ...settings, weightDecay },
    initialState: (params) => {
      const state: Record<string, Tensor> = {};
      for (const slot of slots) {
        for (const [param, { shape, dtype, size }] of Object.entries(params)) {
          state[`${slot}.${param}`] = new Tensor(allocate(dtype, size), shape);
        }
      }
      return state;
    },
    update: (params, gradients, state, at) => {
      for (const [param, tensor] of Object.entries(params)) {
        const storageOf = (from: ParamRecord, full: string) => {
          const found = from[full];
          if (!found || !sameShape(found.shape, tensor.shape))
            throw misfit(name, full, tensor, found);
          return flat(found);
        };
        const own = [tensor, ...slots.map((slot) => state[`${slot}.${param}`])];
        if (own.some((t) => t && (!t.isContiguous || t.halves))) throw notItsOwn(name, param);
        const storage = {
          values: flat(tensor),
          gradient: storageOf(gradients, param),
          slots: slots.map((slot) => storageOf(state, `${slot}.${param}`)),
          decay: decays(param, tensor) ? weightDecay : 0,
        };
        rule.update(storage, at);
      }
    },
  };
}

function misfit(name: string, full: string, { shape }: Tensor, found?: Tensor): ForwardPassError {
  return new ForwardPassError({
    what: `${name}: update with "${full}"`,
    expected: `a tensor of the parameter's shape, ${showShape(shape)}`,
    got: found ? showShape(found.shape) : 'none of that name',
    hint: 'gradients and state belong to the parameters they were made for',
  });
}

function notItsOwn(name: string, param: string): ForwardPassError {
  return new ForwardPassError({
    what: `${name}: update "${param}" in place`,
    expected: 'a tensor whose elements lie in row-major order, in 32 bits or more',
    got: 'a transposed or broadcast view, or numbers kept in 16 bits',
  });
}
