// Are GPT-2's and the cache's tolerances tight enough? Mistakes planted one at a time; each must be noticed.
import { expect, it } from 'vitest';
import { gpt2 } from '../../../src/engine/models/gpt2/gpt2';
import type { Gpt2Config } from '../../../src/engine/models/gpt2/Gpt2Config';
import { llama } from '../../../src/engine/models/llama/llama';
import type { LlamaConfig } from '../../../src/engine/models/llama/LlamaConfig';
import { KeyValueCache } from '../../../src/engine/nn/KeyValueCache';
import type { ParamRecord } from '../../../src/engine/nn/Params';
import { scaledDotProduct } from '../../../src/engine/nn/scaledDotProduct';
import { transpose } from '../../../src/engine/ops/permute';
import { Rng } from '../../../src/engine/random/Rng';
import { flat } from '../../../src/engine/tensor/flat';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import { filled } from '../../../src/engine/tensor/tensorFrom';
import { sliceView } from '../../../src/engine/tensor/views';
import { allFromGolden, firstDivergence, fromGolden, type GoldenTensor } from './firstDivergence';
import golden from './gpt2.json';
import { hashed } from './hashed';
import llamaGolden from './llama.json';

const config = golden.config as Gpt2Config;
const params = allFromGolden(golden.params);
const C = config.n_embd;

const bugs: Record<string, () => string | null> = {
  'mask: one key of the future seen': () => attentionWith((t, s) => s > t + 1),
  'mask: the own key hidden': () => attentionWith((t, s) => s >= Math.max(t, 1)),
  'mask: the past hidden, the future seen': () => attentionWith((t, s) => s < t),
  'GELU: the exact form for the tanh one': () => logitsWith({ activation_function: 'gelu' }),
  'ReLU for GELU': () => logitsWith({ activation_function: 'relu' }),
  'ε of 1e−6': () => logitsWith({ layer_norm_epsilon: 1e-6 }),
  'a layer missing': () => logitsWith({ n_layer: 1 }),
  'one head too many': () => logitsWith({ n_head: 4 }),
  'output: not tied': () =>
    logitsWith({ tie_word_embeddings: false }, { 'lm_head.weight': fromGolden(golden.head) }),
  'positions: counted from 1': () => logitsWith({}, { 'transformer.wpe.weight': positionsFrom(1) }),
  'c_attn: keys and values exchanged': () => {
    const { shape, values } = golden.params['transformer.h.0.attn.c_attn.weight'];
    const exchanged = values.map((_, i) => {
      const [row, third, column] = [Math.floor(i / (3 * C)), Math.floor(i / C) % 3, i % C];
      return values[row * 3 * C + ([0, 2, 1][third] ?? NaN) * C + column] ?? NaN;
    });
    const weight = fromGolden({ shape, values: exchanged });
    return logitsWith({}, { 'transformer.h.0.attn.c_attn.weight': weight });
  },
  'c_proj: laid out as a Linear, not as a Conv1D': () => {
    const name = 'transformer.h.1.attn.c_proj.weight';
    return logitsWith({}, { [name]: transpose(params[name]) });
  },
  'the last norm without its shift': () =>
    logitsWith({}, { 'transformer.ln_f.bias': filled([C], 0) }),
  'dropout: kept where it should drop': () =>
    dropoutWith(
      golden.rates,
      hashed(0, 5000).map((u) => 1 - u),
    ),
  'dropout: of the pattern forgotten': () => dropoutWith({ ...golden.rates, attn_pdrop: 0 }),
  'dropout: rates exchanged': () => {
    const { attn_pdrop, resid_pdrop } = golden.rates;
    return dropoutWith({ ...golden.rates, attn_pdrop: resid_pdrop, resid_pdrop: attn_pdrop });
  },
  'sliding window: one key too wide': () => {
    const pattern = { kind: 'sliding_window', window: 3 } as const;
    const logits = gpt2({ config: { ...config, attention_pattern: pattern }, params }, golden.ids);
    return firstDivergence({ logits: golden.window_logits }, { logits });
  },
  'cache: positions counted from 0 again': () => {
    const cache = new KeyValueCache();
    gpt2({ config, params }, cut(golden.ids, 0, 2), { cache });
    const shifted = { ...params, 'transformer.wpe.weight': positionsFrom(-2) };
    return restWith(gpt2({ config, params: shifted }, cut(golden.ids, 2), { cache }));
  },
  'cache: forgotten': () => restWith(gpt2({ config, params }, cut(golden.ids, 2))),
  'cache: of another text': () => {
    const cache = new KeyValueCache();
    gpt2({ config, params }, cut(golden.ids.toReversed(), 0, 2), { cache });
    return restWith(gpt2({ config, params }, cut(golden.ids, 2), { cache }));
  },
  'cache: llama turns new queries and keys one position too far': () => {
    const cache = new (class extends KeyValueCache {
      override get length() {
        return super.length === 0 ? 0 : super.length + 1;
      }
    })();
    const model = {
      config: llamaGolden.config as LlamaConfig,
      params: allFromGolden(llamaGolden.params),
    };
    llama(model, cut(llamaGolden.ids, 0, 2), { cache });
    const logits = llama(model, cut(llamaGolden.ids, 2), { cache });
    const wanted = sliceView(fromGolden(llamaGolden.steps.logits), 1, 2, 5);
    return firstDivergence({ logits: plain(wanted) }, { logits });
  },
};

it.each(Object.entries(bugs))('%s is noticed', (_, divergenceWithBug) => {
  expect(divergenceWithBug()).toMatch(/relative error|shape/);
});

function plain(x: Tensor): GoldenTensor {
  return { shape: x.shape, values: Array.from(flat(x)) };
}

function cut(rows: number[][], from: number, to?: number): number[][] {
  return rows.map((row) => row.slice(from, to));
}

/** The golden scores of the first block, under another mask. */
function attentionWith(hides: (t: number, s: number) => boolean): string | null {
  const name = (step: 'q' | 'k' | 'v') => golden.steps[`block.0.${step}_projection`];
  const [q, k, v] = [fromGolden(name('q')), fromGolden(name('k')), fromGolden(name('v'))];
  const T = q.length(2);
  const values = Array.from({ length: T * T }, (_, i) => (hides(Math.floor(i / T), i % T) ? 1 : 0));
  const y = scaledDotProduct(q, k, v, { mask: fromGolden({ shape: [T, T], values }) });
  return firstDivergence({ y: golden.steps['block.0.attention_output'] }, { y });
}

function logitsWith(change: Partial<Gpt2Config>, changed: ParamRecord = {}): string | null {
  const model = { config: { ...config, ...change }, params: { ...params, ...changed } };
  return firstDivergence({ logits: golden.steps.logits }, { logits: gpt2(model, golden.ids) });
}

function dropoutWith(rates: Partial<Gpt2Config>, draws = hashed(0, 5000)): string | null {
  const rng = new Rng(0);
  let next = 0;
  rng.uniform = () => draws[next++] ?? NaN;
  const logits = gpt2({ config: { ...config, ...rates }, params }, golden.ids, { rng });
  return firstDivergence({ logits: golden.dropout_logits }, { logits });
}

/** The logits of the last three positions, read after two others. */
function restWith(logits: Tensor): string | null {
  const rest = sliceView(fromGolden(golden.steps.logits), 1, 2, 5);
  return firstDivergence({ logits: plain(rest) }, { logits });
}

/** The table of positions with row `shift` first; rows that it does not have are 0. */
function positionsFrom(shift: number): Tensor {
  const { shape, values } = golden.params['transformer.wpe.weight'];
  return fromGolden({ shape, values: values.map((_, i) => values[i + shift * C] ?? 0) });
}
