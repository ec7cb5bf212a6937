/** Beats of the part of a film that is rendered: whole frames, and seconds from its first frame. */
import type { Plan } from '../page/Projection';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import type { Range } from './RenderJob';

export interface BeatSpan {
  readonly name: string;
  /** Frames of the whole film; `end` is the first frame of the next beat. */
  readonly first: number;
  readonly end: number;
}

export interface Timeline {
  readonly fps: number;
  /** Frames of the whole film, from `first` up to but without `end`. */
  readonly first: number;
  readonly end: number;
  /** Cut to the range. */
  readonly beats: readonly BeatSpan[];
}

/** @throws ForwardPassError when the range holds no frame. */
export function timeline(plan: Plan, range: Range | null): Timeline {
  const { fps, frames } = plan;
  const first = range ? Math.round(range.from * fps) : 0;
  const end = range ? Math.min(frames, Math.round(range.to * fps)) : frames;
  if (first >= end) {
    throw new ForwardPassError({
      what: 'the range holds no frame',
      expected: `a:b with a < b in seconds, within 0:${(frames / fps).toFixed(1)}`,
      got: range ? `${range.from}:${range.to}` : 'a film without frames',
    });
  }
  const beats = spans(plan)
    .map((beat) => ({ ...beat, first: Math.max(first, beat.first), end: Math.min(end, beat.end) }))
    .filter((beat) => beat.first < beat.end);
  return { fps, first, end, beats };
}

/** A beat is seen from the frame at or after its mark to the frame before the next one. */
export function spans({ beats, fps, frames }: Plan): readonly BeatSpan[] {
  const starts = beats.map((beat) =>
    Math.max(0, Math.min(frames - 1, Math.ceil(beat.start * fps - 1e-6))),
  );
  return beats.map((beat, i) => ({
    name: beat.name,
    first: starts[i] ?? 0,
    end: starts[i + 1] ?? frames,
  }));
}

/** The frame that stands for the film: the last of this beat, or of a range that does not hold it. */
export function posterFrame({ beats, end }: Timeline, beat = 'answer'): number {
  return (beats.find(({ name }) => name === beat)?.end ?? end) - 1;
}
