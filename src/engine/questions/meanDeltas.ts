// meanDeltas: how wide a Mamba opens its gate Δ on each token, channel by channel: a wide step writes the token into the
// state, a step near 0 lets the state pass as it is.
//   mean_e(v) = mean of Δ_te over all t whose token is v
// `gateOpenings` compares two kinds of position:
//   content_e = mean of Δ_te over the positions of content,   noise_e = the same over those of noise
//   opening_e = content_e / noise_e                            above 1: the channel writes content, lets noise pass
// Positions of neither kind are left out. Means run over every position of every row. As Δ is made of what the convolution
// sees, the K − 1 tokens before t count too: content may be told by them.
import { ForwardPassError } from '../errors/ForwardPassError';
import type { MambaConfig } from '../models/mamba/MambaConfig';
import type { Model } from '../models/Model';
import type { IdRows } from '../nn/idRows';
import type { Storage } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { activations } from './activations';

export interface TokenDeltas {
  readonly layer: number;
  readonly id: number;
  /** At how many positions the token stands. */
  readonly count: number;
  /** By channel, (E). */
  readonly means: readonly number[];
}

/** Layer by layer, ids in ascending order. */
export function meanDeltas(model: Model<MambaConfig>, rows: IdRows): TokenDeltas[] {
  const known = [...new Set(rows.flat())].sort((a, b) => a - b);
  return deltasOf(model, rows).flatMap(({ values, E }, layer) =>
    known.map((id) => {
      const places = placesOf(rows, (row, t) => row[t] === id);
      const means = Array.from({ length: E }, (_, e) => meanAt(values, E, e, places));
      return { layer, id, count: places.length, means };
    }),
  );
}

export interface Gate {
  readonly content: number;
  readonly noise: number;
  readonly opening: number;
}

export interface ChannelGate extends Gate {
  readonly layer: number;
  readonly channel: number;
}

/** `channels`: every channel of every layer, the widest opening first; `layers`: the means over all channels of a layer. */
export interface GateOpenings {
  readonly channels: readonly ChannelGate[];
  readonly layers: readonly Gate[];
}

export interface Kinds {
  /** Is position t of this row content, or noise? */
  isContent(row: readonly number[], t: number): boolean;
  isNoise(row: readonly number[], t: number): boolean;
}

export function gateOpenings(
  model: Model<MambaConfig>,
  rows: IdRows,
  { isContent, isNoise }: Kinds,
): GateOpenings {
  const contents = placesOf(rows, isContent);
  const noises = placesOf(rows, isNoise);
  if (contents.length === 0 || noises.length === 0) throw oneKind(contents.length, noises.length);
  const byLayer = deltasOf(model, rows).map(({ values, E }, layer) =>
    Array.from({ length: E }, (_, channel): ChannelGate => {
      const content = meanAt(values, E, channel, contents);
      const noise = meanAt(values, E, channel, noises);
      return { layer, channel, content, noise, opening: content / noise };
    }),
  );
  return {
    channels: byLayer.flat().sort((a, b) => b.opening - a.opening),
    layers: byLayer.map((gates) => {
      const content = mean(gates.map((gate) => gate.content));
      const noise = mean(gates.map((gate) => gate.noise));
      return { content, noise, opening: content / noise };
    }),
  };
}

/** Of each layer, (B·T, E). */
function deltasOf(
  model: Model<MambaConfig>,
  rows: IdRows,
): { readonly values: Storage; readonly E: number }[] {
  const found = activations(model, rows, 'block.*.delta');
  return found.names.map((name) => {
    const delta = found.get(name);
    return { values: flat(delta), E: delta.length(-1) };
  });
}

/** Counted through all rows. */
function placesOf(rows: IdRows, isWanted: Kinds['isContent']): number[] {
  return rows
    .flatMap((row) => row.map((_, t) => isWanted(row, t)))
    .flatMap((wanted, place) => (wanted ? [place] : []));
}

function meanAt(values: Storage, E: number, e: number, places: readonly number[]): number {
  return places.reduce((sum, t) => sum + (values[t * E + e] as number), 0) / places.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function oneKind(contents: number, noises: number): ForwardPassError {
  return new ForwardPassError({
    what: 'gateOpenings: compare content with noise',
    expected: 'at least one position of each',
    got: `${contents} of content, ${noises} of noise`,
  });
}
