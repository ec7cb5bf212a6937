// scanNeeds: which channels of a Mamba does a task need? The loss without the scan of one channel, for each of them.
//   need = loss without its scan − loss as trained
// What a gate opens on says what a channel could keep; this says whether the answer rests on it.
//   scanNeeds(model, (trace) => lossOf(mamba(model, rows, {}, trace)))
import { intervene } from '../interventions/intervene';
import { silentScan } from '../interventions/silentScan';
import type { MambaConfig } from '../models/mamba/MambaConfig';
import type { Model } from '../models/Model';
import { scope } from '../tensor/scope';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';

export interface ScanNeed {
  readonly layer: number;
  readonly channel: number;
  /** In nats: how much larger the loss is without the scan of this channel. */
  readonly need: number;
}

/** Every channel of every layer, the most needed first. `loss` is a scalar, from a pass that tells the trace. */
export function scanNeeds(model: Model<MambaConfig>, loss: (trace: Trace) => Tensor): ScanNeed[] {
  const { num_hidden_layers: L, intermediate_size: E } = model.config;
  const trained = scope(() => loss(noTrace).item());
  const channels = Array.from({ length: L * E }, (_, i) => [Math.floor(i / E), i % E] as const);
  const needs = channels.map(([layer, channel]) => {
    const silent = { [`block.${layer}.scan_output`]: silentScan(model, layer, channel) };
    const without = scope(() => intervene(silent, loss).item());
    return { layer, channel, need: without - trained };
  });
  return needs.sort((a, b) => b.need - a.need);
}
