// gateByToken: how wide a Mamba opens its gate Δ on symbols, and how wide on noise, channel by channel.
//   content_e = mean of Δ_te where token t is a symbol,   noise_e = the same where it is noise
//   opening_e = content_e / noise_e                        the score: above 1, the channel writes symbols, lets noise pass
// The ? that ask are left out. Means run over every position of every row given.
import { mamba } from '../models/mamba/mamba';
import type { MambaConfig } from '../models/mamba/MambaConfig';
import type { Model } from '../models/Model';
import type { IdRows } from '../nn/idRows';
import { flat } from '../tensor/flat';
import { Recorder } from '../trace/Recorder';
import { isNoise, isSymbol } from './selectiveCopying';

export interface ChannelGate {
  readonly layer: number;
  readonly channel: number;
  readonly content: number;
  readonly noise: number;
  readonly opening: number;
}

/** Every channel of every layer, the one that tells symbols from noise best first. */
export function gateByToken(model: Model<MambaConfig>, rows: IdRows): ChannelGate[] {
  const trace = new Recorder();
  mamba(model, rows, {}, trace);
  const ids = rows.flat();
  const layers = Array.from({ length: model.config.num_hidden_layers }, (_, layer) => {
    const delta = trace.get(`block.${layer}.delta`);
    const E = delta.length(-1);
    const values = flat(delta);
    const mean = (channel: number, chosen: readonly number[]) =>
      chosen.reduce((sum, t) => sum + (values[t * E + channel] as number), 0) / chosen.length;
    const symbols = ids.flatMap((id, t) => (isSymbol(id) ? [t] : []));
    const noises = ids.flatMap((id, t) => (isNoise(id) ? [t] : []));
    return Array.from({ length: E }, (_, channel): ChannelGate => {
      const [content, noise] = [mean(channel, symbols), mean(channel, noises)];
      return { layer, channel, content, noise, opening: content / noise };
    });
  });
  return layers.flat().sort((a, b) => b.opening - a.opening);
}
