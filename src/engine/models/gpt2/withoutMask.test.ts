import { expect, it } from 'vitest';
import { generate } from '../../generation/generate';
import { intervene } from '../../interventions/intervene';
import { KeyValueCache } from '../../nn/KeyValueCache';
import { Rng } from '../../random/Rng';
import { flat } from '../../tensor/flat';
import { Recorder } from '../../trace/Recorder';
import { gpt2 } from './gpt2';
import { shakespeareGpt, type Gpt2Config } from './Gpt2Config';
import { initialGpt2 } from './initialGpt2';

const size = { vocab_size: 9, n_positions: 8, n_layer: 2, n_head: 2, n_embd: 16 };
const masked = initialGpt2({ ...shakespeareGpt, ...size }, new Rng(5));
const openConfig: Gpt2Config = { ...masked.config, causal: false };
const open = { ...masked, config: openConfig };
const rows = [[3, 1, 4, 1, 5, 2]];

it('is the masked model with its masked scores replaced by the scores', () => {
  const trace = new Recorder();
  const logits = flat(gpt2(open, rows, {}, trace));
  const lifted = intervene(
    { 'block.*.masked_scores': (_, { earlier }) => earlier('attention_scores') },
    (along) => gpt2(masked, rows, {}, along),
  );
  expect(logits).toEqual(flat(lifted));
  expect(logits).not.toEqual(flat(gpt2(masked, rows)));
  expect(trace.names.filter((name) => name.endsWith('masked_scores'))).toEqual([]);
});

it('sees what comes later also within an attention pattern', () => {
  const pattern = { attention_pattern: { kind: 'sliding_window', window: 2 } } as const;
  const trace = new Recorder();
  gpt2({ ...open, config: { ...openConfig, ...pattern } }, rows, {}, trace);
  const weights = trace.get('block.0.attention_weights');
  expect(weights.at(0, 0, 2, 3)).toBeGreaterThan(0);
  expect(weights.at(0, 0, 2, 4)).toBe(0);
});

it('has no past to keep: a cache is refused, and generate reads the whole text again', () => {
  expect(() => gpt2(open, rows, { cache: new KeyValueCache() })).toThrow(/causal: false/);
  const settings = { tokens: 12, temperature: 0.9 };
  const written = [...generate(open, [3, 1], settings, new Rng(1))];
  expect(written).toEqual([...generate(open, [3, 1], { ...settings, cached: false }, new Rng(1))]);
  expect(written).toHaveLength(12);
});
