/** One MP4 to make: plain data, decided before anything is drawn. */
import type { Language } from '../../lessons/language';
import type { ThemeName } from '../../theme/palette';
import type { QualityName } from './quality';

export interface RenderJob {
  readonly film: string;
  readonly language: Language;
  readonly theme: ThemeName;
  readonly captions: boolean;
  readonly quality: QualityName;
  /** Lesson parameters as given on the command line. */
  readonly set: Readonly<Record<string, string>>;
  readonly range: Range | null;
}

/** Seconds; `to` may lie behind the end. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** `rope · zh · light`, for people. */
export const jobLabel = (job: RenderJob): string =>
  [job.film, job.language, ...(job.theme === 'dark' ? [] : [job.theme])].join(' · ');
