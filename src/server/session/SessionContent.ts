/** What a session is: the inputs from which any server computes the same numbers. Nothing that was computed is in it. */
import type { SeededConfig, VizConfig } from '../schemas/configSchema';

export interface SessionContent {
  readonly text: string;
  readonly seed: number;
  /** A trained model's name; without one, `config` says what model is drawn from the seed. */
  readonly model?: string;
  readonly config?: Omit<SeededConfig, 'viz_config'>;
  readonly viz: VizConfig;
}

/** The part that numbers depend on, as text: sessions of one text have the same numbers. */
export function numbersKey({ text, seed, model, config }: SessionContent): string {
  return JSON.stringify([model ?? config, seed, text]);
}
