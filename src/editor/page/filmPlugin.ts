/** What Forward Pass adds to the editor: the Film tab and errors over the picture. */
import { makeEditorPlugin } from '@motion-canvas/ui';
import { FilmFailure } from './FilmFailure';
import { FilmPanel, FilmTab } from './FilmPanel';
import type { FilmSession } from './FilmSession';

declare global {
  interface Window {
    /** For the browser's console and for tests. */
    filmSession?: FilmSession;
  }
}

/** Tabs and overlays of any other prefix are reported as experimental. */
const name = '@motion-canvas/forward-pass';
export const filmTab = `${name}-film`;

export function filmPlugin(session: FilmSession) {
  window.filmSession = session;
  return makeEditorPlugin({
    name,
    player: (player) => {
      session.attach(player);
    },
    tabs: [{ name: 'film', tabComponent: FilmTab, paneComponent: () => FilmPanel({ session }) }],
    previewOverlay: { component: () => FilmFailure({ session }) },
  })();
}
