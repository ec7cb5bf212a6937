/** Any error of a job → film, beat, file, line and a message, as far as it can be known. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import type { Bundle } from './bundle';
import { PageFailure } from './FilmPage';
import { locate, type Place } from './locate';
import type { Failure } from './RenderEvent';

interface Context {
  readonly film: string;
  readonly movie: string;
  readonly scenes: string;
  readonly bundle?: Bundle | undefined;
}

export function describeFailure(error: unknown, context: Context): Failure {
  const { film, movie, scenes, bundle } = context;
  const known = error instanceof PageFailure ? error : null;
  const message = error instanceof Error ? error.message : String(error);
  const stack = known?.pageStack ?? (error instanceof Error ? (error.stack ?? '') : '');
  const blame = error instanceof ForwardPassError ? null : (bundleError(error) ?? null);
  const place = blame ?? locate(stack, scenes, bundle);
  // Errors of the renderer itself are told by their text, not by a line of ours.
  const shown =
    place?.file.startsWith('src/render') || place?.file.startsWith('scripts') ? null : place;
  return {
    film,
    movie,
    beat: known?.beat || null,
    file: shown?.file ?? null,
    line: shown?.line ?? null,
    message,
  };
}

/** `beat "scores", scenes/rope/rope.tsx:12` */
export const failurePlace = ({ beat, file, line }: Failure): string =>
  [beat ? `beat "${beat}"` : '', file ? `${file}:${line}` : ''].filter(Boolean).join(', ');

/** esbuild's errors carry the place of a mistake in the source. */
function bundleError(error: unknown): Place | null {
  const first = (error as { errors?: { location?: Place | null }[] }).errors?.[0]?.location;
  return first ? { file: first.file, line: first.line } : null;
}
