// copyingGates: how wide a Mamba opens its gate Δ on the symbols of a stream, and how wide on noise, channel by channel.
//   symbol in sight   the convolution, which sees token t and the K − 1 before it, sees a symbol
//   noise only        it sees none
// Δ is made of what the convolution sees: in the K − 1 places after a symbol it is still the symbol's. The ? that ask are left
// out, as are the places after them.
import type { MambaConfig } from '../models/mamba/MambaConfig';
import type { Model } from '../models/Model';
import type { IdRows } from '../nn/idRows';
import { gateOpenings, type GateOpenings } from '../questions/meanDeltas';
import { isNoise, isSymbol } from './selectiveCopying';

export function copyingGates(model: Model<MambaConfig>, rows: IdRows): GateOpenings {
  const { conv_kernel: K } = model.config;
  const inSight = (row: readonly number[], t: number) => row.slice(Math.max(0, t - K + 1), t + 1);
  const asks = (id: number) => !isSymbol(id) && !isNoise(id);
  return gateOpenings(model, rows, {
    isContent: (row, t) => inSight(row, t).some(isSymbol) && !inSight(row, t).some(asks),
    isNoise: (row, t) => inSight(row, t).every(isNoise),
  });
}
