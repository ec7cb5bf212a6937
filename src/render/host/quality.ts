/** What `--quality` means. */
import { stageSize } from '../../theme/layout';

export interface Quality {
  readonly fps: number;
  /** 1 is 1920 × 1080. */
  readonly scale: number;
  readonly preset: string;
  readonly crf: number;
}

export const qualities = {
  draft: { fps: 30, scale: 0.5, preset: 'veryfast', crf: 23 },
  standard: { fps: 30, scale: 1, preset: 'medium', crf: 18 },
  final: { fps: 60, scale: 1, preset: 'slow', crf: 17 },
} as const satisfies Readonly<Record<string, Quality>>;

export type QualityName = keyof typeof qualities;

/** In pixels. */
export const sizeOf = ({ scale }: Quality) => ({
  width: stageSize.width * scale,
  height: stageSize.height * scale,
});
