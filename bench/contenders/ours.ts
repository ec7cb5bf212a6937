/** The engine of this repository, used as its trainer and its generation use it. */
import { gradients } from '../../src/engine/autograd/gradients';
import { watch } from '../../src/engine/autograd/watch';
import type { HalfFormat } from '../../src/engine/formats/widen';
import { gpt2 as read } from '../../src/engine/models/gpt2/gpt2';
import { gpt2Small as gpt2Config, shakespeareGpt } from '../../src/engine/models/gpt2/Gpt2Config';
import type { ParamRecord } from '../../src/engine/nn/Params';
import { KeyValueCache } from '../../src/engine/nn/KeyValueCache';
import { crossEntropy } from '../../src/engine/ops/crossEntropy';
import { matmul } from '../../src/engine/ops/matmul';
import { transpose } from '../../src/engine/ops/permute';
import { flat } from '../../src/engine/tensor/flat';
import { Halves } from '../../src/engine/tensor/Halves';
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
import type { Gpt2Shape, Parameter, Product } from '../workloads';

const { FORWARD_PASS_WEIGHTS: named } = process.env;
const weights = named === 'bfloat16' || named === 'float16' ? named : undefined;

startKernelThreads(Number(process.env['FORWARD_PASS_THREADS'] ?? 1));

export const contender: Contender = { version: 'this tree', product, trainer, gpt2 };

async function product({ M, K, N, transposed = false }: Product): Promise<() => unknown> {
  const matrix = (rows: number, columns: number, seed: number) => {
    const values = Float32Array.from({ length: rows * columns }, (_, i) => uniform(i, seed));
    return new Tensor(values, [rows, columns]);
  };
  const w = transposed ? matrix(N, K, 2) : matrix(K, N, 2);
  const { x, w: kept } = resident({ x: matrix(M, K, 1), w: inFormat(w) }).tensors;
  return () => scope(() => matmul(x, transposed ? transpose(kept) : kept).shape);
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
  const rooms = parameters(gpt2Small).map(({ shape }) => ({ shape, format: formatOf(shape) }));
  const home = residence(rooms);
  const params = paramsOf(gpt2Small, (shape) => home.room({ shape, format: formatOf(shape) }));
  const model = { config: gpt2Config, params };
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
    const { halves } = tensor;
    if (halves) fillHalves(halves, parameter, i);
    else fill(tensor.data as Float32Array, parameter, i);
    return [`transformer.${parameter.name}`, tensor] as const;
  });
  return Object.fromEntries(entries);
}

/** Piece by piece, as a file is read. */
function fillHalves({ bits, format }: Halves, parameter: Parameter, index: number): void {
  const piece = new Float32Array(2 ** 16);
  for (let at = 0; at < bits.length; at += piece.length) {
    const values = piece.subarray(0, bits.length - at);
    fill(values, parameter, index, at);
    bits.set(patternsOf(values, format), at);
  }
}

/** As a model folder's are: matrices in what the file has them in, all else in float32. */
function formatOf(shape: Shape): HalfFormat | undefined {
  return shape.length === 2 ? weights : undefined;
}

function inFormat(w: Tensor): Tensor {
  if (!weights) return w;
  return new Tensor(new Halves(patternsOf(w.data as Float32Array, weights), weights), w.shape);
}

/** Of numbers that both have: normal ones, and 0. Others lose their last bits. */
function patternsOf(values: Float32Array, format: HalfFormat): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const patterns = new Uint16Array(bits.length);
  for (let i = 0; i < bits.length; i++) {
    const pattern = bits[i] as number;
    const size = ((pattern & 0x7fffffff) >> 13) - (112 << 10);
    patterns[i] = format === 'bfloat16' ? pattern >>> 16 : ((pattern >>> 16) & 0x8000) | Math.max(0, size); // prettier-ignore
  }
  return patterns;
}
