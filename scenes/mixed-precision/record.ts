/** What a fine-tuning of shakespeare-gpt does to its weights, its gradients and its loss, in 32 bits and in 16. */
import { bfloat16 } from '../../src/engine/formats/bfloat16';
import { float16 } from '../../src/engine/formats/float16';
import type { NumberFormat } from '../../src/engine/formats/NumberFormat';
import {
  activationGradients,
  exponents,
  narrowed,
} from '../../src/engine/questions/batchGradients';
import { defineRecord, type RecordEntry } from '../../src/lessons/defineRecord';
import { shakespeareGpt } from '../../src/lessons/models';
import { fineTuned, recipeOn, seed, steps, weightsOn, type Setting } from './fineTuning';

/** What the loss is multiplied by so that fp16 keeps its gradients, and divided by so that it does not. */
const scale = 65536;
/** Weights that a viewer can follow. */
const followed = 8;

/** Held-out loss at each check. */
const curve = (setting: Setting): RecordEntry<number[]> => ({
  reads: 'passage',
  compute: (text) => fineTuned(text, setting),
});

/** All weights under the pushes of fp32, kept in bf16 without a copy: which ones never move, by size and the farthest of all. */
async function pushed(text: string) {
  const { path, stuck, largest } = await walk(text, bfloat16);
  const [start = [], end = []] = [path[0], path.at(-1)];
  const bySize = new Map<number, [all: number, stuck: number]>();
  const farthest = start.flatMap(({ name, values }, p) => {
    let [index, most] = [-1, 0];
    values.forEach((from, i) => {
      const still = stuck[p]?.[i] === 1;
      const exponent = Math.floor(Math.log2(Math.abs(bfloat16.round(from))));
      const count = bySize.get(exponent) ?? [0, 0];
      bySize.set(exponent, [count[0] + 1, count[1] + Number(still)]);
      const gaps = Math.abs((end[p]?.values[i] ?? NaN) - from) / gapAt(from, bfloat16);
      if (still && gaps > most && isOneWay(path, p, i)) [index, most] = [i, gaps];
    });
    return index < 0 ? [] : [{ name, index, gaps: most, values: path.map((all) => all[p]?.values[index] ?? NaN) }]; // prettier-ignore
  });
  const sizes = [...bySize].filter(([exponent]) => Number.isFinite(exponent)).sort(([a], [b]) => a - b); // prettier-ignore
  const first = sizes[0]?.[0] ?? 0;
  const span = (sizes.at(-1)?.[0] ?? 0) - first + 1;
  const column = (k: 0 | 1) => Array.from({ length: span }, (_, i) => bySize.get(first + i)?.[k] ?? 0); // prettier-ignore
  return {
    followed: farthest.sort((a, b) => b.gaps - a.gaps).slice(0, followed).map(({ name, index, values }) => ({ name, index, values })), // prettier-ignore
    largest,
    first,
    weights: column(0),
    stuck: column(1),
  };
}

/** The weights after each step, and which of them a format that keeps them never moves. */
async function walk(text: string, format: NumberFormat, until = steps) {
  const path: Weights[] = [];
  const kept: Float64Array[] = [];
  const stuck: Uint8Array[] = [];
  let largest = 0;
  for await (const weights of weightsOn(text, until)) {
    const before = path.at(-1);
    weights.forEach(({ values }, p) => {
      const own = (kept[p] ??= Float64Array.from(values, (value) => format.round(value)));
      const still = (stuck[p] ??= new Uint8Array(values.length).fill(1));
      const old = before?.[p]?.values;
      if (!old) return;
      for (let i = 0; i < own.length; i++) {
        const here = own[i] as number;
        const push = (values[i] as number) - (old[i] as number);
        largest = Math.max(largest, Math.abs(push));
        const next = format.round(here + push);
        if (next !== here) [own[i], still[i]] = [next, 0];
      }
    });
    path.push(weights);
  }
  return { path, stuck, largest };
}

type Weights = readonly { readonly name: string; readonly values: Float32Array }[];

function isOneWay(path: readonly Weights[], p: number, i: number): boolean {
  const at = (k: number) => path[k]?.[p]?.values[i] ?? NaN;
  const way = Math.sign(at(1) - at(0));
  return path.slice(1).every((_, k) => Math.sign(at(k + 1) - at(k)) === way);
}

const gapAt = (value: number, format: NumberFormat) => {
  const pattern = format.encode(Math.abs(value));
  return format.decode(pattern + 1) - format.decode(pattern);
};

/** After so many steps: how many weights are where they were. */
async function stuckAfter(text: string, until: number) {
  const { stuck } = await walk(text, bfloat16, until);
  return stuck.reduce((sum, ones) => sum + ones.reduce((a, b) => a + b, 0), 0);
}

/** Of everything that the model computes for the first batch: how many there are by size, and how many are lost. */
async function sizes(text: string) {
  const found = activationGradients(await recipeOn(text), await shakespeareGpt(), {
    seed,
    step: 1,
  });
  const { counts } = exponents(found);
  const lost = (format: NumberFormat, by: number) => narrowed(found, format, by).lost;
  return {
    first: counts[0]?.exponent ?? 0,
    counts: counts.map(({ count }) => count),
    lost: lost(float16, 1),
    lostScaled: lost(float16, scale),
    lostDivided: lost(float16, 1 / scale),
    lostBfloat: lost(bfloat16, 1),
    overflowed: narrowed(found, float16, scale).overflowed,
  };
}

export const record = defineRecord({
  models: ['shakespeare-gpt'],
  entries: {
    pushed: { reads: 'passage', compute: pushed },
    /** A part of it, which tests compute anew. */
    stuckAfterTwo: { reads: 'passage', quick: true, compute: (text) => stuckAfter(text, 2) },
    gradients: { reads: 'passage', quick: true, compute: sizes },
    fp32: curve({}),
    bf16Alone: curve({ format: bfloat16, alone: true }),
    bf16Copied: curve({ format: bfloat16 }),
    fp16Divided: curve({ format: float16, scale: 1 / scale }),
    fp16: curve({ format: float16 }),
    fp16Scaled: curve({ format: float16, scale }),
    fp32Divided: curve({ scale: 1 / scale }),
  },
});
