/** Any error of a job → film, beat, file, line and a message, as far as it can be known. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import type { Language } from '../../lessons/language';
import { relative, resolve } from 'node:path';
import { root, type Bundle } from './bundle';
import { PageFailure } from './FilmPage';
import { locate, type Place } from './locate';
import type { Failure } from './RenderEvent';

interface Context {
  readonly film: string;
  readonly language: Language;
  readonly movie: string;
  readonly scenes: string;
  readonly bundle?: Bundle | undefined;
}

export function describeFailure(error: unknown, context: Context): Failure {
  const { film, language, movie, scenes, bundle } = context;
  const known = error instanceof PageFailure ? error : null;
  const message = error instanceof Error ? error.message : String(error);
  const stack = known?.pageStack ?? (error instanceof Error ? (error.stack ?? '') : '');
  const place = bundleError(error) ?? locate(stack, scenes, bundle);
  const shown = place && isToBlame(place, scenes, error) ? place : null;
  return {
    film,
    language,
    movie,
    beat: known?.beat || null,
    file: shown?.file ?? null,
    line: shown?.line ?? null,
    message,
  };
}

/** `✗ film "rope", en, beat "scores", scenes/rope/rope.tsx:12` and the message below. */
export function failureText({ film, language, beat, file, line, message }: Failure): string {
  const place = [
    `film "${film}"`,
    language,
    ...(beat ? [`beat "${beat}"`] : []),
    ...(file ? [`${file}:${line}`] : []),
  ];
  return `✗ ${place.join(', ')}\n    ${message.replace(/\n/g, '\n    ')}`;
}

/** Errors of the renderer, and those that explain themselves, are told by their text alone. */
function isToBlame({ file }: Place, scenes: string, error: unknown): boolean {
  if (!relative(scenes, resolve(root, file)).startsWith('..')) return true;
  return !(error instanceof ForwardPassError) && !/^(src\/render|scripts)\//.test(file);
}

/** esbuild's errors carry the place of a mistake in the source. */
function bundleError(error: unknown): Place | null {
  const first = (error as { errors?: { location?: Place | null }[] }).errors?.[0]?.location;
  return first ? { file: first.file, line: first.line } : null;
}
