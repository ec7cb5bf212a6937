import { expect, it } from 'vitest';
import { put } from '../interventions/put';
import { gpt2 } from '../models/gpt2/gpt2';
import { shakespeareGpt } from '../models/gpt2/Gpt2Config';
import { initialGpt2 } from '../models/gpt2/initialGpt2';
import { crossEntropy } from '../ops/crossEntropy';
import { Rng } from '../random/Rng';
import { tensorFrom } from '../tensor/tensorFrom';
import { positionLosses, spacedWindows } from './positionLosses';

const model = initialGpt2(
  { ...shakespeareGpt, vocab_size: 7, n_layer: 1, n_embd: 8, n_head: 2 },
  new Rng(2),
);
const ids = Array.from({ length: 60 }, (_, i) => (i * i + 3 * i) % 7);
const windows = spacedWindows(ids, { count: 20, T: 5 });

it('spaces windows evenly, T + 1 ids each', () => {
  expect(windows).toHaveLength(20);
  expect(windows[3]).toEqual(ids.slice(6, 12));
  expect(spacedWindows(ids, { count: 2, T: 5 })[1]).toEqual(ids.slice(27, 33));
  expect(() => spacedWindows(ids, { count: 60, T: 5 })).toThrow(/60 windows of 6[\s\S]*got\s+60/);
});

it('is cross-entropy, position by position', () => {
  const losses = positionLosses(model, windows);
  const logits = gpt2(
    model,
    windows.map((row) => row.slice(0, -1)),
  );
  const targets = tensorFrom(
    windows.map((row) => row.slice(1)),
    'int32',
  );
  const mean = losses.reduce((sum, x) => sum + x, 0) / 5;
  expect(mean).toBeCloseTo(crossEntropy(logits, targets).item(), 6);
  for (const t of [0, 4]) {
    const only = targets.toNested() as number[][];
    const at = tensorFrom(
      only.map((row) => row.map((id, i) => (i === t ? id : -1))),
      'int32',
    );
    expect(losses[t]).toBeCloseTo(crossEntropy(logits, at, { ignore: -1 }).item(), 6);
  }
});

it('of a model that is made to say one token: 0 where that comes, far more where not', () => {
  const sure = positionLosses(model, [[1, 3, 2]], { logits: put(100, ({ V }) => V === 3) });
  expect(sure[0]).toBeLessThan(1e-12);
  expect(sure[1]).toBeGreaterThan(90);
});
