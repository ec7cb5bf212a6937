// Are the tolerances tight enough for a lengthened context? Mistakes that people really make, planted one at a time: each must
// be noticed by the comparison that the right engine passes in llamaScaled.golden.test.ts.
import { expect, it } from 'vitest';
import { llama } from '../../../src/engine/models/llama/llama';
import type { LlamaConfig } from '../../../src/engine/models/llama/LlamaConfig';
import { rope, ropeAngles } from '../../../src/engine/ops/rope';
import type { RopeScaling } from '../../../src/engine/ops/scaledAngle';
import { tensorFrom } from '../../../src/engine/tensor/tensorFrom';
import { allFromGolden, firstDivergence, fromGolden } from './firstDivergence';
import golden from './llamaScaled.json';

const { rope_theta: base } = golden.config;
const llama3 = { ...golden.llama3.rope_scaling, rope_type: 'llama3' } as const;
const linear = { ...golden.linear.rope_scaling, rope_type: 'linear' } as const;
const { factor, low_freq_factor: low, high_freq_factor: high } = llama3;
const context = llama3.original_max_position_embeddings;
const positions = golden.ids[0]?.map((_, m) => m) ?? [];
const steps = golden.llama3.steps;

const bugs: Record<string, () => string | null> = {
  'llama3: not scaled': () => llama3With({ rope_scaling: undefined }),
  'llama3: linear in every band': () => llama3With({ rope_scaling: { rope_type: 'linear', factor } }),
  'llama3: the factor multiplied': () => scaledBy({ factor: 1 / factor }),
  'llama3: the bands exchanged': () => scaledBy({ low_freq_factor: high, high_freq_factor: low }),
  'llama3: no band between, all of it slowed': () => scaledBy({ low_freq_factor: high * (1 - 1e-9) }),
  'llama3: no band between, all of it kept': () => scaledBy({ high_freq_factor: low * (1 + 1e-9) }),
  'llama3: the new context for the old': () =>
    scaledBy({ original_max_position_embeddings: golden.config.max_position_embeddings }),
  'llama3: radians for turns': () =>
    scaledBy({ original_max_position_embeddings: context * 2 * Math.PI }),
  'llama3: the base enlarged instead': () =>
    llama3With({ rope_scaling: undefined, rope_theta: base * factor }),
  'llama3: the smoothing reversed': () =>
    anglesOf((theta, smooth) => (1 - smooth) * theta + (smooth * theta) / factor),
  'llama3: the smoothing on wavelengths': () =>
    anglesOf((theta, smooth) => theta / (smooth + (1 - smooth) * factor)),
  'llama3: the factor once more where it is smoothed': () =>
    anglesOf((theta, smooth) => (smooth * theta + ((1 - smooth) * theta) / factor) / factor),
  'llama3: the band between unbounded': () =>
    anglesIs(plain().map((theta) => smoothed(theta, share(theta)))),
  'llama3: keys not scaled': () => {
    const k_rotated = turned('k_projection', { positions });
    return firstDivergence({ k_rotated: steps['block.0.k_rotated'] }, { k_rotated });
  },
  'llama3: pairs side by side': () => llama3With({ rope_interleave: true }),
  'linear: not scaled': () => linearWith({ rope_scaling: undefined }),
  'linear: the factor multiplied': () =>
    linearWith({ rope_scaling: { ...linear, factor: 1 / linear.factor } }),
  'linear: the base divided': () =>
    linearWith({ rope_scaling: undefined, rope_theta: base / linear.factor }),
  'linear: positions rounded down': () => {
    const whole = positions.map((m) => Math.floor(m / linear.factor));
    const q_rotated = turned('q_projection', { positions: whole });
    return firstDivergence({ q_rotated: golden.linear.steps['block.0.q_rotated'] }, { q_rotated });
  },
};

it.each(Object.entries(bugs))('%s is noticed', (_, divergenceWithBug) => {
  expect(divergenceWithBug()).toMatch(/relative error/);
});

it('and without a bug each of these comparisons passes', () => {
  const k_rotated = turned('k_projection', { positions, scaling: llama3 });
  const q_rotated = turned('q_projection', { positions: positions.map((m) => m / linear.factor) });
  const right = [
    llama3With({}),
    scaledBy({}),
    linearWith({}),
    anglesOf(smoothed),
    firstDivergence({ k_rotated: steps['block.0.k_rotated'] }, { k_rotated }),
    firstDivergence({ q_rotated: golden.linear.steps['block.0.q_rotated'] }, { q_rotated }),
  ];
  expect(right).toEqual(right.map(() => null));
});

function modelWith(type: 'llama3' | 'linear', change: Partial<LlamaConfig>): string | null {
  const config = { ...golden.config, ...change } as LlamaConfig;
  const logits = llama({ config, params: allFromGolden(golden.params) }, golden.ids);
  return firstDivergence({ logits: golden[type].steps.logits }, { logits });
}

function llama3With(change: Partial<LlamaConfig>) {
  return modelWith('llama3', { rope_scaling: llama3, ...change });
}

function linearWith(change: Partial<LlamaConfig>) {
  return modelWith('linear', { rope_scaling: linear, ...change });
}

function scaledBy(change: Partial<typeof llama3>) {
  return llama3With({ rope_scaling: { ...llama3, ...change } });
}

function turned(name: 'q_projection' | 'k_projection', at: { positions: number[]; scaling?: RopeScaling }) {
  return rope(fromGolden(steps[`block.0.${name}`]), { base, layout: 'half-split', ...at });
}

function plain(): number[] {
  const { hidden_size, num_attention_heads } = golden.config;
  return ropeAngles(hidden_size / num_attention_heads, base);
}

/** How much of an angle between the bands is kept; outside 0 to 1 it lies in another band. */
function share(theta: number): number {
  return ((context * theta) / (2 * Math.PI) - low) / (high - low);
}

function smoothed(theta: number, smooth: number): number {
  return smooth * theta + ((1 - smooth) * theta) / factor;
}

/** The published bands, with another rule between them. */
function anglesOf(between: (theta: number, smooth: number) => number) {
  const angle = (theta: number) => {
    const smooth = share(theta);
    if (smooth > 1) return theta;
    return smooth < 0 ? theta / factor : between(theta, smooth);
  };
  return anglesIs(plain().map(angle));
}

function anglesIs(angles: number[]) {
  return firstDivergence({ angles: golden.llama3.angles }, { angles: tensorFrom(angles) });
}
