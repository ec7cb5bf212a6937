/** What a render tells while it runs: plain data, for a bar, for lines, for `--json`. */
import type { Language } from '../../lessons/language';
import type { OutputNames } from './nameOutputs';

export interface Failure {
  readonly film: string;
  readonly language: Language;
  readonly movie: string;
  readonly beat: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly message: string;
}

export type RenderEvent =
  | { readonly type: 'started'; readonly movie: string; readonly label: string }
  | {
      readonly type: 'progress';
      readonly movie: string;
      readonly frame: number;
      readonly frames: number;
    }
  | {
      readonly type: 'finished';
      readonly movie: string;
      readonly files: OutputNames;
      readonly frames: number;
      /** Of the film. */
      readonly duration: number;
      /** That the work took. */
      readonly seconds: number;
      readonly bytes: number;
    }
  | { readonly type: 'skipped'; readonly movie: string; readonly reason: string }
  | ({ readonly type: 'failed' } & Failure)
  | {
      readonly type: 'summary';
      readonly out: string;
      readonly rendered: number;
      readonly skipped: number;
      readonly failed: number;
      readonly seconds: number;
    };

export type Report = (event: RenderEvent) => void;
