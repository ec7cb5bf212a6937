// Llama with a lengthened context against torch: the angles, every step and every gradient of llamaScaled.json.
import { describe, expect, it } from 'vitest';
import { gradients } from '../../../src/engine/autograd/gradients';
import { watch } from '../../../src/engine/autograd/watch';
import { llama } from '../../../src/engine/models/llama/llama';
import type { LlamaConfig } from '../../../src/engine/models/llama/LlamaConfig';
import { rotatedScore } from '../../../src/engine/nn/rotatedScore';
import { ropeAngles } from '../../../src/engine/ops/rope';
import type { RopeScaling } from '../../../src/engine/ops/scaledAngle';
import { tensorFrom } from '../../../src/engine/tensor/tensorFrom';
import { Recorder } from '../../../src/engine/trace/Recorder';
import { allFromGolden, firstDivergence, fromGolden } from './firstDivergence';
import golden from './llamaScaled.json';

const { rope_theta: base, hidden_size, num_attention_heads } = golden.config;
const D = hidden_size / num_attention_heads;

describe.each(['llama3', 'linear'] as const)('%s', (type) => {
  const { angles, steps } = golden[type];
  const rope_scaling = golden[type].rope_scaling as RopeScaling;
  const config = { ...golden.config, rope_scaling } as LlamaConfig;

  it('has the published angles', () => {
    const found = tensorFrom(ropeAngles(D, base, rope_scaling), 'float64');
    expect(firstDivergence({ angles }, { angles: found }, 2e-9)).toBeNull(); // the file has nine digits
  });

  it('computes every step and every gradient', () => {
    const params = watch(allFromGolden(golden.params));
    const trace = new Recorder();
    const logits = llama({ config, params }, golden.ids, {}, trace);
    const found = Object.entries(gradients(logits, params, fromGolden(golden.seed)));
    const graded = Object.fromEntries(found.map(([name, tensor]) => [`grad.${name}`, tensor]));
    const computed = { ...trace.tensors, ...graded };
    expect(firstDivergence(steps, computed)).toBeNull();
    expect(Object.keys(computed).filter((step) => !(step in steps))).toEqual([]);
  });

  it('has scores that rotatedScore gives for its own queries and keys', () => {
    const trace = new Recorder();
    llama({ config, params: allFromGolden(golden.params) }, golden.ids, {}, trace);
    const q = trace.get('block.0.q_projection').part(0, 1, 4);
    const k = trace.get('block.0.k_projection').part(0, 0, 2);
    const at = { queryAt: 4, keyAt: 2, base, layout: 'half-split' } as const;
    const score = trace.get('block.0.attention_scores').at(0, 1, 4, 2);
    expect(rotatedScore(q, k, { ...at, scaling: rope_scaling })).toBe(score);
    expect(rotatedScore(q, k, at)).not.toBe(score);
  });
});

it('the golden model has pairs of all three bands: kept, twice between, and wholly slowed', () => {
  const { angles, rope_scaling } = golden.llama3;
  const slowed = angles.values.map((angle, i) => (ropeAngles(D, base)[i] ?? NaN) / angle);
  const [first, second = NaN, third = NaN, last] = slowed;
  expect(first).toBe(1);
  expect([second, third].every((by) => by > 1.01 && by < 0.99 * rope_scaling.factor)).toBe(true);
  expect(last).toBeCloseTo(rope_scaling.factor, 6);
});
