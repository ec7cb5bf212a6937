/** Every component with each of its verbs, playing: a scene for each, in the editor and in its contact sheet. */
import { makeScene2D, type View2D } from '@motion-canvas/2d';
import {
  type SceneDescription,
  type ThreadGenerator,
  type ThreadGeneratorFactory,
} from '@motion-canvas/core';
import { usePalette } from '../components/figure/Figure';
import { loadFonts } from '../theme/fonts';
import { Board, type Piece } from './Board';
import { gridPieces } from './pieces/gridPieces';
import { markPieces } from './pieces/markPieces';
import { plotPieces } from './pieces/plotPieces';
import { textPieces } from './pieces/textPieces';
import { tokenPieces } from './pieces/tokenPieces';

const pieces: Readonly<Record<string, Piece>> = {
  ...gridPieces,
  ...tokenPieces,
  ...plotPieces,
  ...markPieces,
  ...textPieces,
};

type Scene = SceneDescription<ThreadGeneratorFactory<View2D>>;

/** Name → scene, in the order of the rooms. */
export const gallery: Readonly<Record<string, Scene>> = Object.fromEntries(
  Object.entries(pieces).map(([name, piece]) => [name, sceneOf(piece)]),
);

/** Characters that the pieces show. */
const lettering = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

function sceneOf(piece: Piece): Scene {
  const scene = makeScene2D(function* (view: View2D): ThreadGenerator {
    yield loadFonts(`${lettering}\u2212‹›·×¶q₀₁₂₃`);
    view.fill(usePalette().bg);
    yield* piece(new Board(view));
  });
  scene.meta.seed.set(1);
  return scene;
}
