import { expect, test } from 'vitest';
import { shakespeareGpt, shakespeareGptOpen } from '../../src/lessons/models';
import { changedNumbers } from './changedNumbers';

test('a letter changes its own row and what comes after; without the mask, every row', async () => {
  const [model, twin] = await Promise.all([shakespeareGpt(), shakespeareGptOpen()]);
  const [one, other] = ['ROMEO:', 'ROMAO:'].map((text) => model.tokenizer.encode(text));
  const rows = changedNumbers(model, one ?? [], other ?? []);
  expect(rows.map(({ changed }) => changed > 0)).toEqual([false, false, false, true, true, true]);
  // One more key a row: products, scores, masked scores and shares in each head of each layer.
  const { n_layer: L, n_head: H } = model.config;
  rows.slice(1).forEach(({ all }, t) => expect(all - (rows[t]?.all ?? NaN)).toBe(4 * L * H));
  expect(changedNumbers(twin, one ?? [], other ?? []).every(({ changed }) => changed > 0)).toBe(true); // prettier-ignore
});

test('a text that goes on changes no row; the same text changes none of the twin', async () => {
  const [model, twin] = await Promise.all([shakespeareGpt(), shakespeareGptOpen()]);
  const [ids, longer] = ['ROME', 'ROMEO'].map((text) => model.tokenizer.encode(text));
  expect(changedNumbers(model, ids ?? [], longer ?? []).every((row) => row.changed === 0)).toBe(true); // prettier-ignore
  expect(changedNumbers(twin, ids ?? [], ids ?? []).every((row) => row.changed === 0)).toBe(true);
  expect(changedNumbers(twin, ids ?? [], longer ?? []).every((row) => row.changed > 0)).toBe(true);
});
