/** The exhibits as scenes of one page, and two that must fail. */
import { makeScene2D, nodeName } from '@motion-canvas/2d';
import { Vector2, type FullSceneDescription } from '@motion-canvas/core';
import { Flow } from '../../src/components/flow/Flow';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { PairedVector } from '../../src/components/grids/PairedVector';
import { Panel } from '../../src/components/flow/Panel';
import { Region } from '../../src/components/figure/Region';
import { Figure, usePalette } from '../../src/components/figure/Figure';
import { paintText } from '../../src/components/figure/parts/paintText';
import { serve } from '../../src/render/page/page';
import { loadFonts } from '../../src/theme/fonts';
import { body } from '../../src/theme/layout';
import { exhibits, type Exhibit } from './exhibits';
import { accepted } from './refusals';
import { labelled, marked, readLabels, readTokens, unmarked } from './labelledExhibits';

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

@nodeName('RawLabel')
class RawLabel extends Figure {
  public override extent(): Vector2 {
    return Vector2.one;
  }

  protected override paint(context: CanvasRenderingContext2D) {
    paintText(context, marked, 0, 0, { face: 'words', px: 26, color: this.palette.text });
  }
}

/** A figure alone on stage, looked at once. */
const read = (make: () => Figure, look: (figure: Figure) => void) =>
  makeScene2D(function* (view) {
    yield loadFonts(marked);
    const figure = make();
    view.add(figure);
    yield;
    look(figure);
  });
const readAll = (times: number, make: () => Figure) =>
  read(make, (figure) => readLabels(figure, times, usePalette()));

const refusing = makeScene2D(function* () {
  yield;
  const passed = accepted();
  if (passed.length > 0) throw new Error(passed.join('; '));
});

const readings = {
  'parts that are not there': refusing,
  ...mapped(labelled, ([times, make]) => readAll(times, make), 'labels of '),
  ...mapped(unmarked, (make) => read(make, readTokens), 'tokens of '),
};
const plantedReadings = {
  'planted: markup as it is spelled': readAll(1, () => new RawLabel({})),
};

function mapped<From, To>(of: Readonly<Record<string, From>>, to: (x: From) => To, name = '') {
  return Object.fromEntries(Object.entries(of).map(([key, x]) => [name + key, to(x)]));
}

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

window.exhibits = {
  sound: [...Object.keys(exhibits), ...Object.keys(readings)],
  planted: [...Object.keys(planted), ...Object.keys(plantedReadings)],
};
const scenes = { ...mapped({ ...exhibits, ...planted }, sceneOf), ...readings, ...plantedReadings };
serve(mapped(scenes, (scene) => scene as unknown as FullSceneDescription));
