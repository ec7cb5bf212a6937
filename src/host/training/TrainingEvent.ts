/** How a training tells what it does. */
import type { ParamRecord } from '../../engine/nn/Params';
import type { LoggedRecord } from './TrainingLog';

export type TrainingEvent =
  | {
      readonly type: 'started';
      readonly name: string;
      readonly params: ParamRecord;
      /** Steps already made. */
      readonly from: number;
      readonly steps: number;
    }
  | { readonly type: 'step'; readonly record: LoggedRecord }
  | { readonly type: 'interrupted'; readonly step: number }
  | { readonly type: 'measuring' }
  | {
      readonly type: 'finished';
      readonly out: string;
      readonly best: { readonly step: number; readonly loss: number };
      readonly figures: Readonly<Record<string, number>>;
      readonly records: readonly LoggedRecord[];
    };

export type Report = (event: TrainingEvent) => void;
