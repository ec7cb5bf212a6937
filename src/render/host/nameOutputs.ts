/**
 * What a job's files are called, below the output folder. Whatever is not the default is part of the
 * name, so that no draft and no variant ever replaces the film itself:
 *
 *   rope/rope.en.mp4     rope/rope.zh.light.mp4     bpe/bpe.en.draft.text-unbelievable.mp4
 */
import { createHash } from 'node:crypto';
import type { RenderJob } from './RenderJob';

export interface OutputNames {
  readonly movie: string;
  readonly poster: string;
  readonly captions: string;
  readonly facts: string;
}

/** @param sharedFacts whether every language has the same facts, so that one file holds them */
export function nameOutputs(job: RenderJob, sharedFacts: boolean): OutputNames {
  const { film, language } = job;
  const set = setName(job.set);
  const variant = [
    language,
    job.theme === 'dark' ? '' : job.theme,
    job.quality === 'standard' ? '' : job.quality,
    job.captions ? '' : 'no-captions',
    set,
    job.range
      ? `${job.range.from}s-${Number.isFinite(job.range.to) ? `${job.range.to}s` : 'end'}`
      : '',
  ];
  const factsVariant = [sharedFacts || language === 'en' ? '' : language, set];
  const name = (...parts: readonly string[]) => `${film}/${parts.filter(Boolean).join('.')}`;
  return {
    movie: name(film, ...variant, 'mp4'),
    poster: name(film, ...variant, 'png'),
    captions: name('captions', ...variant, 'vtt'),
    facts: name('facts', ...factsVariant, 'json'),
  };
}

/** `text-unbelievable`: readable, unique, and a file name everywhere. */
export function setName(set: Readonly<Record<string, string>>): string {
  const entries = Object.entries(set).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return '';
  const plain = entries.map(([name, value]) => `${name}-${value}`).join('-');
  const readable = plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  if (readable === plain && plain.length <= longest) return plain;
  const hash = createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 6);
  return `${[...readable].slice(0, longest).join('').replace(/-$/, '')}-${hash}`;
}

const longest = 32;
