/** jax-js on its WASM backend; every function goes through `jit`. With more than one thread it is given the
 * browser's Worker, which Node lacks, made from a thread of Node's. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker as Thread } from 'node:worker_threads';
import { batchOf, gpt2Small, newTokens, parameters, promptTokens } from '../workloads.ts';
import { recipe, uniform, valuesOf } from '../workloads.ts';

const hardwareConcurrency = Number(process.env.FORWARD_PASS_THREADS ?? 1);
const navigator = { userAgent: 'Node.js', hardwareConcurrency };
Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
if (hardwareConcurrency > 1) globalThis.Worker = browserWorker();

const jax = await import('@jax-js/jax');
const { numpy: np, nn, jit } = jax;
await jax.init('wasm');
jax.defaultDevice('wasm');

const packageFile = createRequire(import.meta.url).resolve('@jax-js/jax');
const { version } = JSON.parse(
  readFileSync(packageFile.replace(/dist.*$/, 'package.json'), 'utf8'),
);

export const contender = { version, product, trainer, gpt2 };

async function product({ M, K, N, transposed = false }) {
  const matrix = (rows, columns, seed) => {
    const values = Float32Array.from({ length: rows * columns }, (_, i) => uniform(i, seed));
    return np.array(values).reshape([rows, columns]);
  };
  const x = matrix(M, K, 1);
  const w = transposed ? matrix(N, K, 2) : matrix(K, N, 2);
  const multiply = jit((x, w) => np.matmul(x, transposed ? np.matrixTranspose(w) : w));
  return async () => {
    const y = multiply(x.ref, w.ref);
    await jax.blockUntilReady(y);
    y.dispose();
  };
}

async function trainer() {
  const { shape, batch, tokens, beta1, beta2 } = recipe;
  const list = parameters(shape);
  let params = arrays(list);
  let first = list.map((p) => np.zeros([...p.shape]));
  let second = list.map((p) => np.zeros([...p.shape]));

  const lossOf = (params, ids, targets) => {
    const start = np.array([0], { dtype: np.int32 });
    const { logits } = model(named(list, params), shape, ids, start, null);
    const flat = logits.reshape([batch * tokens, shape.vocab_size]);
    const hot = nn.oneHot(targets, shape.vocab_size);
    return nn
      .logSoftmax(flat, -1)
      .mul(hot)
      .sum()
      .mul(-1 / (batch * tokens));
  };
  const update = jit((params, first, second, ids, targets, rate, correction) => {
    const [loss, gradients] = jax.valueAndGrad(lossOf)(
      params.map((p) => p.ref),
      ids,
      targets,
    );
    return [loss, ...adamW(list, { params, gradients, first, second, rate, correction })];
  });

  return async (step) => {
    const { ids, targets } = batchOf(step);
    const rate = recipe.learningRate / (1 - beta1 ** (step + 1));
    const correction = 1 / (1 - beta2 ** (step + 1));
    const of = (values) => np.array(values, { dtype: np.int32 });
    const scalar = (value) => np.array(Float32Array.of(value));
    let loss;
    [loss, params, first, second] = update(
      ...[params, first, second, of(ids).reshape([batch, tokens]), of(targets)],
      ...[scalar(rate), scalar(correction)],
    );
    await jax.blockUntilReady([params, first, second]);
    const [value] = await loss.data();
    return value;
  };
}

function adamW(list, { params, gradients, first, second, rate, correction }) {
  const { beta1, beta2, epsilon, weightDecay, learningRate, clip } = recipe;
  const norm = np.sqrt(gradients.map((g) => np.square(g.ref).sum()).reduce((a, b) => a.add(b)));
  const factor = np.minimum(1, np.trueDivide(clip, norm.add(1e-6)));
  const [p, m, v] = [[], [], []];
  list.forEach(({ shape }, i) => {
    const gradient = gradients[i].mul(factor.ref);
    m[i] = first[i].mul(beta1).add(gradient.ref.mul(1 - beta1));
    v[i] = second[i].mul(beta2).add(np.square(gradient).mul(1 - beta2));
    const root = np.sqrt(v[i].ref.mul(correction.ref)).add(epsilon);
    const kept = params[i].mul(shape.length > 1 ? 1 - learningRate * weightDecay : 1);
    p[i] = kept.sub(m[i].ref.div(root).mul(rate.ref));
  });
  return [p, m, v];
}

async function gpt2() {
  const list = parameters(gpt2Small);
  const params = arrays(list);
  const { n_layer, n_head: H, n_embd: C } = gpt2Small;
  const places = promptTokens + newTokens; // of the cache: jit wants a fixed shape
  const empty = () =>
    Array.from({ length: n_layer }, () => [0, 1].map(() => np.zeros([1, H, places, C / H])));
  let cache = empty();
  let length = 0;

  const forward = jit((params, ids, start) =>
    lastRow(model(named(list, params), gpt2Small, ids, start, null).logits),
  );
  const extend = jit((params, ids, start, cache) => {
    const { logits, keys } = model(named(list, params), gpt2Small, ids, start, cache);
    return [lastRow(logits), keys];
  });
  const inputs = (ids) => [
    params.map((p) => p.ref),
    np.array(ids, { dtype: np.int32 }).reshape([1, ids.length]),
    np.array(Int32Array.of(length)),
  ];
  const next = async (ids) => {
    const [logits, keys] = extend(...inputs(ids), cache);
    [cache, length] = [keys, length + ids.length];
    return logits.data();
  };
  return {
    forward: async (ids) => {
      length = 0;
      return forward(...inputs(ids)).data();
    },
    prefill: (ids) => {
      cache.flat().forEach((a) => a.dispose());
      [cache, length] = [empty(), 0];
      return next(ids);
    },
    next: (id) => next(Int32Array.of(id)),
  };
}

/** Ids (B, T) at positions from `start` on; `cache` holds keys and values (B, H, places, D) per layer. */
function model(params, { n_layer, n_head: H, n_embd: C, n_positions }, ids, start, cache) {
  const [B, T] = ids.shape;
  const linear = (x, name) =>
    np
      .matmul(x.reshape([B * T, -1]), params[`${name}.weight`].ref)
      .add(params[`${name}.bias`].ref)
      .reshape([B, T, -1]);
  const norm = (x, name) =>
    nn
      .standardize(x, -1, { epsilon: 1e-5 })
      .mul(params[`${name}.weight`].ref)
      .add(params[`${name}.bias`].ref);
  const heads = (x) => x.reshape([B, T, H, C / H]).transpose([0, 2, 1, 3]);

  const places = cache ? cache[0][0].shape[2] : T;
  const at = np.arange(T).astype(np.int32).add(start); // positions (T)
  const place = np.arange(places).astype(np.int32);
  const seen = np.lessEqual(place.ref.reshape([1, places]), at.ref.reshape([T, 1]));
  // (places, T): where each new row goes in the cache
  const goes = np.equal(place.reshape([places, 1]), at.ref.reshape([1, T])).astype(np.float32);
  const everyHead = np.broadcastTo(goes.reshape([1, 1, places, T]), [B, H, places, T]);
  const store = (old, rows) => old.add(np.matmul(everyHead.ref, rows));

  const keys = [];
  const table = params['wpe.weight'].ref;
  const positions = n_positions === T ? table : np.take(table, at, 0);
  let x = embed(params['wte.weight'], ids).add(positions);
  for (let i = 0; i < n_layer; i++) {
    const qkv = linear(norm(x.ref, `h.${i}.ln_1`), `h.${i}.attn.c_attn`);
    let [q, k, v] = np.split(qkv, 3, -1).map(heads);
    if (cache) {
      [k, v] = [store(cache[i][0], k), store(cache[i][1], v)];
      keys.push([k.ref, v.ref]);
    }
    const scores = np.matmul(q, np.matrixTranspose(k)).mul(1 / Math.sqrt(C / H));
    const pattern = nn.softmax(np.where(seen.ref, scores, -1e9), -1);
    const joined = np.matmul(pattern, v).transpose([0, 2, 1, 3]).reshape([B, T, C]);
    x = x.add(linear(joined, `h.${i}.attn.c_proj`));
    const hidden = nn.gelu(linear(norm(x.ref, `h.${i}.ln_2`), `h.${i}.mlp.c_fc`));
    x = x.add(linear(hidden, `h.${i}.mlp.c_proj`));
  }
  const flat = norm(x, 'ln_f').reshape([B * T, C]);
  const logits = output(flat, params['wte.weight'].ref);
  return { logits: logits.reshape([B, T, -1]), keys };
}

/** x · Wᵀ; the other way round, for many rows and a large W, it takes a quarter of the time. */
function output(x, table) {
  const swap = x.shape[0] > 1 && table.shape[0] > 1000;
  if (!swap) return np.matmul(x, np.matrixTranspose(table));
  return np.matrixTranspose(np.matmul(table, np.matrixTranspose(x)));
}

/** Small vocabularies by a product, as `take` has no gradient within `jit`. */
function embed(table, ids) {
  const [V] = table.shape;
  return V > 1000 ? np.take(table.ref, ids, 0) : np.matmul(nn.oneHot(ids, V), table.ref);
}

function lastRow(logits) {
  const [, T, V] = logits.shape;
  return logits.slice(0, T - 1).reshape([V]);
}

function arrays(list) {
  return list.map((parameter, i) => np.array(valuesOf(parameter, i)).reshape([...parameter.shape]));
}

function named(list, params) {
  return Object.fromEntries(list.map(({ name }, i) => [name, params[i]]));
}

function browserWorker() {
  const prelude = `const { parentPort } = require('node:worker_threads');
    globalThis.self = globalThis;
    globalThis.postMessage = (message) => parentPort.postMessage(message);
    parentPort.on('message', (data) => self.onmessage({ data }));`;
  return class {
    #thread;
    constructor(url) {
      this.#thread = fetch(url)
        .then((response) => response.text())
        .then((source) => {
          const thread = new Thread(`${prelude}\n${source}`, { eval: true });
          thread.on('message', (data) => this.onmessage({ data }));
          thread.on('error', (error) => this.onerror(error));
          return thread;
        });
    }
    postMessage(message) {
      void this.#thread.then((thread) => thread.postMessage(message));
    }
  };
}
