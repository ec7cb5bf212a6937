/** Opens the gallery of components in the Motion Canvas editor: one scene each, its verbs as markers. */
import {
  MetaFile,
  ValueDispatcher,
  editorBootstrap,
  type FullSceneDescription,
} from '@motion-canvas/core';
import { editor } from '@motion-canvas/ui';
import '@motion-canvas/ui/dist/style.css';
import { filmDefaults } from '../../film/FilmVariables';
import { gallery } from '../../gallery/gallery';
import { FilmScene } from './FilmScene';
import './editor.css';
import { settle, versions } from './openFilm';

export async function openGallery(): Promise<void> {
  const scenes = Object.entries(gallery).map(([name, scene]) => {
    const full = { ...scene, name, klass: FilmScene } as unknown as FullSceneDescription;
    full.onReplaced = new ValueDispatcher(full);
    return full;
  });
  const project = await editorBootstrap(
    'gallery',
    versions,
    [],
    { scenes, variables: { ...filmDefaults } },
    new MetaFile('gallery', false),
    new MetaFile('settings', false),
  );
  settle(project.meta);
  editor(project);
}
