import { expect, test } from 'vitest';
import { nameOutputs } from './nameOutputs';
import type { RenderJob } from './RenderJob';

const job: RenderJob = {
  film: 'bpe',
  language: 'en',
  theme: 'dark',
  captions: true,
  quality: 'standard',
  set: {},
  range: null,
};

test('a film in its default form has the plain names', () => {
  expect(nameOutputs(job, true)).toEqual({
    movie: 'bpe/bpe.en.mp4',
    poster: 'bpe/bpe.en.png',
    captions: 'bpe/captions.en.vtt',
    facts: 'bpe/facts.json',
  });
});

test.each([
  [{ theme: 'light' }, 'bpe/bpe.en.light.mp4'],
  [{ quality: 'final', language: 'zh' }, 'bpe/bpe.zh.final.mp4'],
  [{ captions: false }, 'bpe/bpe.en.no-captions.mp4'],
  [{ range: { from: 1, to: 2.5 } }, 'bpe/bpe.en.1s-2.5s.mp4'],
  [{ range: { from: 1, to: Number.POSITIVE_INFINITY } }, 'bpe/bpe.en.1s-end.mp4'],
  [{ set: { text: 'unbelievable' } }, 'bpe/bpe.en.text-unbelievable.mp4'],
  [{ set: { text: '三百' } }, 'bpe/bpe.en.text-三百.mp4'],
] as const)('%j → %s', (changed, movie) => {
  expect(nameOutputs({ ...job, ...changed }, true).movie).toBe(movie);
});

test('values that look alike in a file name do not share one', () => {
  const names = ['a b', 'a-b', 'a/b', '../b', 'a'.repeat(99)].map(
    (text) => nameOutputs({ ...job, set: { text } }, true).movie,
  );
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^bpe\/bpe\.en\.text-[\w-]{1,40}\.mp4$/);
});

test('facts are per language only where they differ', () => {
  const zh = { ...job, language: 'zh' } as const;
  expect(nameOutputs(zh, true).facts).toBe('bpe/facts.json');
  expect(nameOutputs(zh, false).facts).toBe('bpe/facts.zh.json');
  expect(nameOutputs({ ...zh, set: { text: 'a' } }, false).facts).toBe('bpe/facts.zh.text-a.json');
});
