/** @jsxImportSource preact */
/** What went wrong, over the picture that it concerns. */
import { OverlayWrapper } from '@motion-canvas/ui';
import type { FilmSession } from './FilmSession';

export function FilmFailure({ session }: { readonly session: FilmSession }) {
  const message = session.refused.value ?? session.failure.value;
  if (message === null) return null;
  return (
    <OverlayWrapper>
      <pre className="film-failure" role="alert">
        {message}
      </pre>
    </OverlayWrapper>
  );
}
