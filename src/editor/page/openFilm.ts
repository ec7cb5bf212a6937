/// <reference types="vite/types/importMeta.d.ts" />
/**
 * Opens one film in the Motion Canvas editor, set up so that the preview is what the renderer draws:
 * same size and frame rate, neither project file nor settings in the home folder that could differ, no
 * background under the film's own.
 */
import {
  Logger,
  MetaFile,
  Vector2,
  editorBootstrap,
  type FullSceneDescription,
  type ProjectMetadata,
} from '@motion-canvas/core';
import { editor } from '@motion-canvas/ui';
import '@motion-canvas/ui/dist/style.css';
import type { Film } from '../../film/film';
import { stageSize } from '../../theme/layout';
import { FilmScene } from './FilmScene';
import { FilmSession, messageOf } from './FilmSession';
import './editor.css';
import { filmPlugin, filmTab } from './filmPlugin';

type SceneModule = Readonly<{ default: Film & Pick<FullSceneDescription, 'onReplaced'> }>;

export async function openFilm(name: string, load: () => Promise<unknown>): Promise<void> {
  const film = await loaded(name, load);
  if (!film) return;
  const session = new FilmSession(film, location.search);
  film.onReplaced.subscribe((replaced) => {
    session.film.value = replaced as unknown as Film;
  }, false);

  const logger = new Logger();
  logger.onLogged.subscribe(({ level, message, stack }) => {
    if (level === 'error') void session.fail(message, stack);
  });
  const project = await editorBootstrap(
    name,
    versions,
    [filmPlugin(session)],
    { scenes: [inEditor(film)], variables: session.variables(), logger },
    new MetaFile(name, false),
    new MetaFile('settings', false),
  );
  settle(project.meta);
  firstVisit(name);
  editor(project);
}

/** Shown by the editor only. */
export const versions = { core: '3.17.2', two: '3.17.2', ui: '3.17.2', vitePlugin: '3.17.2' };

const inEditor = (film: SceneModule['default']) =>
  ({ ...film, klass: FilmScene }) as unknown as FullSceneDescription;

export function settle(meta: ProjectMetadata) {
  const size = new Vector2(stageSize.width, stageSize.height);
  meta.shared.set({ background: null, range: [0, Infinity], size, audioOffset: 0 });
  meta.preview.set({ fps: 60, resolutionScale: 1 });
}

/** Width of the editor's column of tabs, and a little air, in pixels. */
const tabBar = 80;

/** The first visit shows the Film tab and the whole timeline; the editor remembers what follows. */
function firstVisit(name: string) {
  const initial = { sidebar: filmTab, 'timeline-offset': (innerWidth - tabBar) / 2 };
  for (const [key, value] of Object.entries(initial)) {
    const place = `${name}-${key}`;
    if (localStorage.getItem(place) === null) localStorage.setItem(place, JSON.stringify(value));
  }
}

/** A scene that cannot even be loaded shows why, and is tried again after the next change. */
async function loaded(name: string, load: () => Promise<unknown>) {
  try {
    return ((await load()) as SceneModule).default;
  } catch (error) {
    const note = document.createElement('pre');
    note.className = 'film-failure';
    note.textContent = `Film ${name} could not be loaded: ${messageOf(error)}`;
    document.body.append(note);
    import.meta.hot?.on('vite:beforeUpdate', () => {
      location.reload();
    });
    return null;
  }
}
