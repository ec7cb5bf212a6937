// Does the comparison with Python notice mistakes in sampling? Planted one at a time.
import { expect, it } from 'vitest';
import {
  nextTokenProbabilities as right,
  type Sampling,
} from '../../../src/engine/generation/nextTokenProbabilities';
import samplingGolden from './sampling.json';

type Filter = (logits: number[], sampling: Sampling) => Float64Array;

const bugs: Record<string, Filter> = {
  'top-p: the token that crosses p dropped': (logits, sampling) => {
    const found = right(logits, sampling);
    const kept = found.filter((p) => p > 0);
    const least = sampling.topP === undefined || kept.length === 1 ? 0 : Math.min(...kept);
    return found.map((p) => (p === least ? 0 : p / (1 - least)));
  },
  'top-p: one token too many': (logits, { topP, ...rest }) => {
    const kept = right(logits, { topP, ...rest }).filter((p) => p > 0).length;
    return right(logits, topP === undefined ? rest : { ...rest, topK: kept + 1 });
  },
  'top-p: before the temperature': (logits, { temperature, ...rest }) => {
    const kept = right(logits, rest);
    const left = logits.map((logit, id) => ((kept[id] ?? 0) > 0 ? logit : -1e9));
    return right(left, { temperature });
  },
  'top-p: of all tokens, not of those that top-k left': (logits, { topK, ...rest }) => {
    const kept = right(logits, rest);
    const left = logits.map((logit, id) => ((kept[id] ?? 0) > 0 ? logit : -1e9));
    return right(left, { temperature: rest.temperature, topK });
  },
  'top-p: not scaled to sum to 1 again': (logits, { topP, ...rest }) => {
    const kept = right(logits, { topP, ...rest });
    return right(logits, rest).map((p, id) => ((kept[id] ?? 0) > 0 ? p : 0));
  },
  'top-k: one too few': (logits, { topK = Infinity, ...rest }) =>
    right(logits, topK > 1 && topK < Infinity ? { ...rest, topK: topK - 1 } : rest),
  'temperature: multiplied': (logits, { temperature = 1, ...rest }) =>
    right(logits, { ...rest, temperature: 1 / temperature }),
};

const agrees = (filter: Filter) =>
  samplingGolden.cases.every(({ given, probabilities }) => {
    const { temperature, top_k: topK, top_p: topP } = given;
    const found = filter(samplingGolden.logits, { temperature, topK, topP });
    return found.every((p, id) => Math.abs(p - (probabilities[id] ?? NaN)) < 1e-12);
  });

it('agrees without a bug', () => {
  expect(agrees(right)).toBe(true);
});

it.each(Object.entries(bugs))('%s is noticed', (_, filter) => {
  expect(agrees(filter)).toBe(false);
});
