// Model: what a model folder holds: its configuration and its learned values, both plain data.
import type { ParamRecord } from '../nn/Params';

export interface Model<Config> {
  readonly config: Config;
  readonly params: ParamRecord;
}
