/** The engine of this repository, used as its trainer and its generation use it. */
import { gradients } from '../../src/engine/autograd/gradients';
import { watch } from '../../src/engine/autograd/watch';
import { gpt2 as read } from '../../src/engine/models/gpt2/gpt2';
import { gpt2Small as gpt2Config, shakespeareGpt } from '../../src/engine/models/gpt2/Gpt2Config';
import type { ParamRecord } from '../../src/engine/nn/Params';
import { KeyValueCache } from '../../src/engine/nn/KeyValueCache';
import { crossEntropy } from '../../src/engine/ops/crossEntropy';
import { matmul } from '../../src/engine/ops/matmul';
import { transpose } from '../../src/engine/ops/permute';
import { flat } from '../../src/engine/tensor/flat';
import { residence, resident } from '../../src/engine/tensor/resident';
import type { Shape } from '../../src/engine/tensor/shape';
import { scope } from '../../src/engine/tensor/scope';
import { Tensor } from '../../src/engine/tensor/Tensor';
import { filled } from '../../src/engine/tensor/tensorFrom';
import { adamW } from '../../src/engine/train/adam';
import { clipGradients, globalNorm } from '../../src/engine/train/clipGradients';
import { startKernelThreads } from '../../src/host/kernels/kernelThreads';
import type { Contender, Gpt2 } from '../Contender';
import { batchOf, fill, gpt2Small, parameters, recipe, uniform } from '../workloads';
import type { Gpt2Shape, Product } from '../workloads';

startKernelThreads(Number(process.env['FORWARD_PASS_THREADS'] ?? 1));

export const contender: Contender = { version: 'this tree', product, trainer, gpt2 };

async function product({ M, K, N, transposed = false }: Product): Promise<() => unknown> {
  const matrix = (rows: number, columns: number, seed: number) => {
    const values = Float32Array.from({ length: rows * columns }, (_, i) => uniform(i, seed));
    return new Tensor(values, [rows, columns]);
  };
  const given = { x: matrix(M, K, 1), w: transposed ? matrix(N, K, 2) : matrix(K, N, 2) };
  const { x, w } = resident(given).tensors;
  return () => scope(() => matmul(x, transposed ? transpose(w) : w).shape);
}

async function trainer(): Promise<(step: number) => Promise<number>> {
  const { beta1, beta2, epsilon, weightDecay, learningRate, clip, batch, tokens } = recipe;
  const params = paramsOf(recipe.shape);
  const optimizer = adamW({ beta1, beta2, epsilon, weightDecay });
  const state = optimizer.initialState(params);

  return async (step) =>
    scope(() => {
      const { ids, targets } = batchOf(step);
      const watched = watch(params);
      const model = { config: shakespeareGpt, params: watched };
      const logits = read(model, rowsOf(ids, tokens));
      const loss = crossEntropy(logits, new Tensor(targets, [batch, tokens]));
      const found = gradients(loss, watched);
      const clipped = clipGradients(found, clip, globalNorm(found));
      optimizer.update(params, clipped, state, { learningRate, step: step + 1 });
      return loss.item();
    });
}

async function gpt2(): Promise<Gpt2> {
  const home = residence(parameters(gpt2Small).map(({ shape }) => shape));
  const model = { config: gpt2Config, params: paramsOf(gpt2Small, home.room) };
  const V = gpt2Small.vocab_size;
  let cache = new KeyValueCache();
  const last = (ids: Int32Array, settings: { cache?: KeyValueCache }) =>
    scope(() => {
      const logits = read(model, [[...ids]], settings);
      return flat(logits).slice(-V) as Float32Array;
    });
  return {
    forward: async (ids) => last(ids, {}),
    prefill: async (ids) => {
      cache = new KeyValueCache();
      return last(ids, { cache });
    },
    next: async (id) => last(Int32Array.of(id), { cache }),
  };
}

function rowsOf(ids: Int32Array, T: number): number[][] {
  return Array.from({ length: ids.length / T }, (_, b) => [...ids.subarray(b * T, (b + 1) * T)]);
}

/** Each is filled where it stays, as those of a model folder are. */
function paramsOf(shape: Gpt2Shape, room = (of: Shape) => filled(of, 0)): ParamRecord {
  const entries = parameters(shape).map((parameter, i) => {
    const tensor = room(parameter.shape);
    fill(tensor.data as Float32Array, parameter, i);
    return [`transformer.${parameter.name}`, tensor] as const;
  });
  return Object.fromEntries(entries);
}
