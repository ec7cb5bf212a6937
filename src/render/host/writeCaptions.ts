/** Beats and their sentences → WebVTT and ffmpeg's chapter list. Pure text. */
import type { Script } from '../../film/script';
import { sentence } from '../../film/script';
import { unmarked } from '../../film/show';
import type { Facts } from '../../lessons/facts';
import type { Language } from '../../lessons/language';
import type { Timeline } from './timeline';

export interface Cue {
  readonly beat: string;
  /** Seconds from the first frame of the file. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const cuesOf = (
  { beats, first, fps }: Timeline,
  script: Script,
  facts: Facts,
  language: Language,
): readonly Cue[] =>
  beats.map((beat) => ({
    beat: beat.name,
    start: (beat.first - first) / fps,
    end: (beat.end - first) / fps,
    text: unmarked(sentence(script, beat.name, facts, language)),
  }));

export const webVtt = (cues: readonly Cue[], language: Language): string =>
  [
    `WEBVTT\nLanguage: ${language}`,
    ...cues.map((c) => `${c.beat}\n${clock(c.start)} --> ${clock(c.end)}\n${escapeVtt(c.text)}`),
  ].join('\n\n') + '\n';

const escapeVtt = (text: string) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\s*\n\s*/g, ' ');

function clock(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const rest = String(ms % 1000).padStart(3, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${rest}`;
}

/** One chapter per beat, titled with its sentence. */
export const chapterMetadata = (cues: readonly Cue[], title: string, language: Language): string =>
  [
    `;FFMETADATA1\ntitle=${escapeMeta(title)}\nlanguage=${language}`,
    ...cues.map((c) => {
      const [start, end] = [Math.round(c.start * 1000), Math.round(c.end * 1000)];
      return `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${start}\nEND=${end}\ntitle=${escapeMeta(c.text)}`;
    }),
  ].join('\n') + '\n';

const escapeMeta = (text: string) => text.replace(/[=;#\\\n]/g, '\\$&');
