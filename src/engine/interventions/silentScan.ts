// silentScan: a channel of a Mamba layer without its scan, which then only passes on what the convolution gave, D · x.
//   intervene({ 'block.0.scan_output': silentScan(model, 0, 41) }, pass)
// The same as a state of 0 in that channel, without opening the scan.
import type { MambaConfig } from '../models/mamba/MambaConfig';
import type { Model } from '../models/Model';
import { Params } from '../nn/Params';
import { mul } from '../ops/mul';
import type { Intervention } from './intervene';
import { put } from './put';

export function silentScan(
  { params }: Model<MambaConfig>,
  layer: number,
  channel: number,
): Intervention {
  const mixer = new Params(params).within(`backbone.layers.${layer}.mixer`);
  return put(
    (_, { earlier }) => mul(earlier('convolution_activation'), mixer.get('D', 'E')),
    ({ E }) => E === channel,
  );
}
