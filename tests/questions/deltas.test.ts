/** The gate of a Mamba that was written by hand: Δ of token 0 is softplus(±SiLU(√2)), of token 1 softplus(0), of 2 between. */
import { describe, expect, it } from 'vitest';
import { activations } from '../../src/engine/questions/activations';
import { gateOpenings, meanDeltas } from '../../src/engine/questions/meanDeltas';
import { copyingGates } from '../../src/engine/tasks/copyingGates';
import { copyingTokenizer } from '../../src/engine/tasks/selectiveCopying';
import { initialMamba } from '../../src/engine/models/mamba/initialMamba';
import { Rng } from '../../src/engine/random/Rng';
import { plantedMamba } from './plantedModels';

const mamba = plantedMamba();
const silu = (x: number) => x / (1 + Math.exp(-x));
const softplus = (x: number) => Math.log(1 + Math.exp(x));
const [open, shut, idle] = [silu(Math.SQRT2), -silu(Math.SQRT2), 0].map(softplus) as [number, number, number]; // prettier-ignore
const half = [silu(1), -silu(1)].map(softplus) as [number, number];
const rows = [[0, 1, 0, 0], [1, 2, 1, 1]]; // prettier-ignore

describe('meanDeltas', () => {
  it('gives the gate of each token in each channel', () => {
    const found = meanDeltas(mamba, rows);
    expect(found.map(({ layer, id, count }) => [layer, id, count])).toEqual([[0, 0, 3], [0, 1, 4], [0, 2, 1]]); // prettier-ignore
    const expected = [[open, shut], [idle, idle], half]; // prettier-ignore
    found.forEach(({ means }, i) =>
      means.forEach((mean, e) => expect(mean).toBeCloseTo(expected[i]?.[e] ?? NaN, 6)),
    );
  });
});

describe('gateOpenings', () => {
  const isContent = (row: readonly number[], t: number) => row[t] === 0;

  it('compares content with noise, the channel that opens widest first', () => {
    const isNoise = (row: readonly number[], t: number) => row[t] === 1;
    const { channels, layers } = gateOpenings(mamba, rows, { isContent, isNoise });
    expect(channels.map(({ channel }) => channel)).toEqual([0, 1]);
    expect(channels[0]?.opening).toBeCloseTo(open / idle, 6);
    expect(channels[1]?.opening).toBeCloseTo(shut / idle, 6);
    expect(layers).toHaveLength(1);
    expect(layers[0]?.content).toBeCloseTo((open + shut) / 2, 6);
    expect(layers[0]?.opening).toBeCloseTo((open + shut) / 2 / idle, 6);
  });

  it('weighs every position alike, not every token', () => {
    const isNoise = (row: readonly number[], t: number) => !isContent(row, t);
    const [first] = gateOpenings(mamba, rows, { isContent, isNoise }).channels;
    expect(first?.noise).toBeCloseTo((4 * idle + half[0]) / 5, 6);
  });

  it('asks for the place, not for the token alone', () => {
    const isNoise = (row: readonly number[], t: number) => row[t - 1] === 1;
    const [first] = gateOpenings(mamba, rows, { isContent, isNoise }).channels;
    expect(first?.noise).toBeCloseTo((open + half[0] + idle) / 3, 6); // after 1 come 0, 2, 1
  });

  it('explains that there is nothing to compare', () => {
    const isNoise = () => false;
    expect(() => gateOpenings(mamba, rows, { isContent, isNoise })).toThrow(/3 of content, 0 of noise/); // prettier-ignore
  });
});

it('copyingGates counts a symbol for as long as the convolution sees it, and leaves out what asks', () => {
  const config = { ...mamba.config, vocab_size: copyingTokenizer.size, conv_kernel: 3 };
  const copier = initialMamba(config, new Rng(1));
  const ids = copyingTokenizer.encode('··A····B·??');
  const delta = activations(copier, [ids], 'block.0.delta').get('block.0.delta');
  const mean = (channel: number, places: readonly number[]) =>
    places.reduce((sum, t) => sum + delta.at(0, t, channel), 0) / places.length;
  for (const { channel, content, noise, opening } of copyingGates(copier, [ids]).channels) {
    expect(content).toBeCloseTo(mean(channel, [2, 3, 4, 7, 8]), 12);
    expect(noise).toBeCloseTo(mean(channel, [0, 1, 5, 6]), 12);
    expect(opening).toBe(content / noise);
  }
});
