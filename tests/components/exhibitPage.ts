/** The exhibits as scenes of one page, and two that must fail. */
import { makeScene2D } from '@motion-canvas/2d';
import type { FullSceneDescription } from '@motion-canvas/core';
import { Flow } from '../../src/components/flow/Flow';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { PairedVector } from '../../src/components/grids/PairedVector';
import { Panel } from '../../src/components/flow/Panel';
import { Region } from '../../src/components/figure/Region';
import { usePalette, type Figure } from '../../src/components/figure/Figure';
import { serve } from '../../src/render/page/page';
import { loadFonts } from '../../src/theme/fonts';
import { body } from '../../src/theme/layout';
import { exhibits, type Exhibit } from './exhibits';

const shape = (rows: number) => ({
  kind: 'array' as const,
  of: 'planted',
  dims: ['T', 'S'],
  shape: [rows, 1],
  values: Array.from({ length: rows }, () => 1),
  decimals: 1,
});

const planted: Readonly<Record<string, Exhibit>> = {
  'planted: a morph to another shape': function* (add) {
    yield* add(new MatrixView({ values: shape(2) })).morphTo(shape(3));
  },
  'planted: a node per cell': function* (add) {
    const grid = add(new MatrixView({ values: shape(2) }));
    grid.add(new MatrixView({ values: shape(1) }));
    yield;
  },
};

declare global {
  interface Window {
    exhibits: { readonly sound: readonly string[]; readonly planted: readonly string[] };
  }
}

function sceneOf(exhibit: Exhibit) {
  return makeScene2D(function* (view) {
    yield loadFonts('0123456789\u2212∞abcNaN');
    view.fill(usePalette().bg);
    const figures: Figure[] = [];
    yield* exhibit((figure) => {
      view.add(figure);
      figures.push(figure);
      return figure;
    });
    const [left, right] = new Region(body).columns(2, 1);
    for (const figure of figures) {
      figure.fill(left, { align: 'top left' });
      yield* figure.goTo(right.inset(20), 0.1, { most: { px: 30 }, square: true });
      const { x, y } = figure.extent();
      if (!(x >= 0 && y >= 0)) throw new Error(`the extent is ${x} × ${y}`);
      const compound = [Flow, Panel, PairedVector].some((kind) => figure instanceof kind);
      if (figure.children().length > 0 && !compound) {
        throw new Error(`${figure.key} is more than one node`);
      }
    }
    if (view.children().length !== figures.length) throw new Error('a flight was left on stage');
  });
}

window.exhibits = { sound: Object.keys(exhibits), planted: Object.keys(planted) };
serve(
  Object.fromEntries(
    Object.entries({ ...exhibits, ...planted }).map(([name, exhibit]) => [
      name,
      sceneOf(exhibit) as unknown as FullSceneDescription,
    ]),
  ),
);
