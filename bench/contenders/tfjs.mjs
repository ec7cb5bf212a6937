/**
 * TensorFlow.js on its WASM backend, in its own ops. In Node that backend has one thread. Its products with a
 * transposed operand, which all gradients of products are, take ten times as long as others.
 */
import { createRequire } from 'node:module';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { batchOf, gpt2Small, parameters, recipe, uniform, valuesOf } from '../workloads.ts';

// Node's build of the library leaves its gradients out; they are in files that only `require` finds.
createRequire(import.meta.url)('@tensorflow/tfjs-core/dist/register_all_gradients.js');
await tf.setBackend('wasm');

export const contender = { version: tf.version_core, product, trainer, gpt2 };

async function product({ M, K, N, transposed = false }) {
  const matrix = (rows, columns, seed) => {
    const values = Float32Array.from({ length: rows * columns }, (_, i) => uniform(i, seed));
    return tf.tensor2d(values, [rows, columns]);
  };
  const x = matrix(M, K, 1);
  const w = transposed ? matrix(N, K, 2) : matrix(K, N, 2);
  return () => tf.matMul(x, w, false, transposed).dispose();
}

async function trainer() {
  const { shape, batch, tokens } = recipe;
  const list = parameters(shape);
  const params = {};
  const moments = list.map((parameter, i) => {
    params[parameter.name] = tf.variable(tf.tensor(valuesOf(parameter, i), parameter.shape));
    return [0, 1].map(() => tf.variable(tf.zeros(parameter.shape), false));
  });

  return async (step) => {
    const { ids, targets } = batchOf(step);
    const loss = tf.tidy(() => {
      const hot = (values) => tf.oneHot(tf.tensor1d(values, 'int32'), shape.vocab_size);
      const { value, grads } = tf.variableGrads(
        () => {
          // The gradient of gather needs UnsortedSegmentSum, which the WASM backend lacks.
          const rows = tf.matMul(tf.cast(hot(ids), 'float32'), params['wte.weight']);
          const x = tf.reshape(rows, [batch, tokens, shape.n_embd]);
          const logits = model(params, shape, x, 0).logits;
          const flat = tf.reshape(logits, [batch * tokens, shape.vocab_size]);
          const chosen = tf.mul(tf.logSoftmax(flat), tf.cast(hot(targets), 'float32'));
          return tf.neg(tf.div(tf.sum(chosen), batch * tokens));
        },
        list.map(({ name }) => params[name]),
      );
      adamW(params, list, moments, grads, step);
      return value;
    });
    const [value] = await loss.data();
    loss.dispose();
    return value;
  };
}

function adamW(params, list, moments, grads, step) {
  const { learningRate, beta1, beta2, epsilon, weightDecay, clip } = recipe;
  const byName = list.map(({ name }) => grads[params[name].name]);
  const norm = tf.sqrt(tf.addN(byName.map((g) => tf.sum(tf.square(g)))));
  const factor = tf.minimum(1, tf.div(clip, tf.add(norm, 1e-6)));
  list.forEach(({ name, shape }, i) => {
    const [m, v] = moments[i];
    const gradient = tf.mul(byName[i], factor);
    m.assign(tf.add(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1)));
    v.assign(tf.add(tf.mul(v, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
    const root = tf.add(tf.sqrt(tf.div(v, 1 - beta2 ** (step + 1))), epsilon);
    const update = tf.mul(tf.div(m, root), learningRate / (1 - beta1 ** (step + 1)));
    const kept = shape.length > 1 ? 1 - learningRate * weightDecay : 1;
    params[name].assign(tf.sub(tf.mul(params[name], kept), update));
  });
}

async function gpt2() {
  const params = {};
  parameters(gpt2Small).forEach((parameter, i) => {
    params[parameter.name] = tf.tensor(valuesOf(parameter, i), parameter.shape);
  });
  // A product with a transposed matrix is ten times slower, so the output matrix is there twice.
  params.output = tf.transpose(params['wte.weight']);
  let cache = [];
  let length = 0;

  const run = async (ids, keep) => {
    const { last, keys } = tf.tidy(() => {
      const rows = tf.gather(params['wte.weight'], tf.tensor1d(ids, 'int32'));
      const { logits, keys } = model(params, gpt2Small, tf.expandDims(rows), length, cache);
      return { last: tf.slice(logits, [0, ids.length - 1, 0], [1, 1, -1]), keys };
    });
    tf.dispose(cache);
    cache = keep ? keys : [];
    if (!keep) tf.dispose(keys);
    length = keep ? length + ids.length : 0;
    const data = await last.data();
    last.dispose();
    return data;
  };
  const restart = () => {
    tf.dispose(cache);
    [cache, length] = [[], 0];
  };
  return {
    forward: (ids) => (restart(), run(ids, false)),
    prefill: (ids) => (restart(), run(ids, true)),
    next: (id) => run(Int32Array.of(id), true),
  };
}

/** Rows embedded (B, T, C), at positions from `start`, after those whose keys and values are in `cache`. */
function model(params, { n_layer, n_head: H, n_embd: C }, rows, start, cache = []) {
  const [B, T] = rows.shape;
  const linear = (x, name) => {
    const flat = tf.matMul(tf.reshape(x, [B * T, -1]), params[`${name}.weight`]);
    return tf.reshape(tf.add(flat, params[`${name}.bias`]), [B, T, -1]);
  };
  const norm = (x, name) => {
    const centred = tf.sub(x, tf.mean(x, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    const standard = tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-5)));
    return tf.add(tf.mul(standard, params[`${name}.weight`]), params[`${name}.bias`]);
  };
  const heads = (x) => tf.transpose(tf.reshape(x, [B, T, H, C / H]), [0, 2, 1, 3]);
  const mask = T > 1 ? tf.mul(tf.sub(1, tf.linalg.bandPart(tf.ones([T, T]), -1, 0)), -1e9) : 0;

  const keys = [];
  let x = tf.add(rows, tf.slice(params['wpe.weight'], [start, 0], [T, C]));
  for (let i = 0; i < n_layer; i++) {
    const qkv = linear(norm(x, `h.${i}.ln_1`), `h.${i}.attn.c_attn`);
    let [q, k, v] = tf.split(qkv, 3, -1).map(heads);
    if (cache[i]) [k, v] = [tf.concat([cache[i][0], k], 2), tf.concat([cache[i][1], v], 2)];
    keys.push([k, v]);
    const scores = tf.mul(tf.matMul(q, tf.transpose(k, [0, 1, 3, 2])), 1 / Math.sqrt(C / H));
    const mixed = tf.matMul(tf.softmax(tf.add(scores, mask)), v);
    const joined = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [B, T, C]);
    x = tf.add(x, linear(joined, `h.${i}.attn.c_proj`));
    const hidden = gelu(linear(norm(x, `h.${i}.ln_2`), `h.${i}.mlp.c_fc`));
    x = tf.add(x, linear(hidden, `h.${i}.mlp.c_proj`));
  }
  const flat = tf.reshape(norm(x, 'ln_f'), [B * T, C]);
  const output = params.output ?? tf.transpose(params['wte.weight']);
  const logits = tf.reshape(tf.matMul(flat, output), [B, T, -1]);
  return { logits, keys };
}

function gelu(x) {
  const cubed = tf.mul(tf.mul(x, x), x);
  const inner = tf.mul(tf.add(x, tf.mul(cubed, 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}
