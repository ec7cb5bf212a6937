/** Runs in the browser: draws each formula twice, KaTeX's HTML on the left, our canvas on the right. */
import katex from 'katex';
import 'katex/dist/katex.css';
import { canvasFont, drawFormula } from '../../src/components/formula/parts/drawFormula';
import { allGlyphs, glyphMetrics } from '../../src/components/formula/parts/glyphMetrics';
import { layoutFormula } from '../../src/components/formula/parts/layoutFormula';
import type { FormulaLayout } from '../../src/components/formula/parts/FormulaLayout';

export interface Sample {
  readonly tex: string;
  readonly display: boolean;
  readonly plant?: Plant;
}

/** A bug to be found: one glyph moved or in another face, the first rule or path gone. */
export type Plant = 'shift' | 'drop rule' | 'drop path' | 'wrong face' | 'lower';

export interface Cell {
  readonly top: number;
  /** Where our picture starts; KaTeX's starts at 0. */
  readonly left: number;
  readonly width: number;
  readonly height: number;
  /** em: the browser's own width of the HTML minus ours. */
  readonly widthError: number;
}

const px = 64;
const padding = 32;

declare global {
  interface Window {
    showSheet(samples: readonly Sample[]): Promise<Cell[]>;
    /** em: how far our advance is from the browser's, for every glyph of every face. */
    measureGlyphs(): Promise<Record<string, number>>;
  }
}

window.showSheet = async (samples) => {
  await Promise.all([...document.fonts].map((face) => face.load()));
  document.body.replaceChildren();
  const layouts = samples.map(({ tex, display }) => layoutFormula(tex, { display }));
  const heights = layouts.map((l) => Math.ceil((l.height + l.depth) * px) + 2 * padding);
  const columnWidth = Math.max(...layouts.map((l) => Math.ceil(l.width * px))) + 2 * padding;
  const canvas = document.createElement('canvas');
  canvas.width = columnWidth;
  canvas.height = heights.reduce((sum, h) => sum + h, 0);
  canvas.style.cssText = `position:absolute;left:${columnWidth}px;top:0`;
  document.body.append(canvas);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas context');

  let top = 0;
  const cells: Cell[] = [];
  for (const [i, sample] of samples.entries()) {
    const layout = layouts[i];
    const height = heights[i];
    if (layout === undefined || height === undefined) throw new Error('unreachable');
    const baseline = top + padding + Math.ceil(layout.height * px);
    const htmlWidth = placeHtml(sample, padding, baseline);
    context.resetTransform();
    context.translate(padding, baseline);
    drawFormula(context, planted(layout, sample.plant), px);
    cells.push({
      top,
      left: columnWidth,
      height,
      width: Math.ceil(layout.width * px) + 2 * padding,
      widthError: htmlWidth / px - layout.width,
    });
    top += height;
  }
  return cells;
};

window.measureGlyphs = async () => {
  await Promise.all([...document.fonts].map((face) => face.load()));
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) throw new Error('no canvas context');
  const errors = allGlyphs().map(({ character, font }) => {
    context.font = canvasFont(font, 1000);
    const measured = context.measureText(character).width / 1000;
    const name = `${font.family} ${font.style} ${font.weight} ${character}`;
    return [name, Math.abs(measured - glyphMetrics(character, font).width)] as const;
  });
  return Object.fromEntries(errors);
};

/** Puts KaTeX's HTML so that its baseline starts at (x, y); returns its width in pixels. */
function placeHtml({ tex, display }: Sample, x: number, y: number): number {
  const holder = document.createElement('div');
  holder.style.cssText = `position:absolute;left:0;top:0;width:max-content;font-size:${px / 1.21}px`;
  holder.innerHTML = katex.renderToString(tex, {
    displayMode: display,
    output: 'html',
    strict: 'ignore',
    macros: { '\\term': '\\@secondoftwo' },
  });
  document.body.append(holder);
  const bases = [...holder.querySelectorAll('.katex-html > .base')].map((b) =>
    b.getBoundingClientRect(),
  );
  const strut = holder.querySelector<HTMLElement>('.katex-html > .base > .strut');
  if (strut === null) throw new Error(`no strut in ${tex}`);
  const depth = Number.parseFloat(strut.style.verticalAlign || '0') * px;
  const baseline = strut.getBoundingClientRect().bottom + depth;
  const left = Math.min(...bases.map((b) => b.left));
  holder.style.left = `${x - left}px`;
  holder.style.top = `${y - baseline}px`;
  return Math.max(...bases.map((b) => b.right)) - left;
}

function planted(layout: FormulaLayout, plant: Plant | undefined): FormulaLayout {
  const chosen = Math.floor(layout.glyphs.length / 2);
  const change = (
    edit: (g: FormulaLayout['glyphs'][number]) => FormulaLayout['glyphs'][number],
  ) => ({
    ...layout,
    glyphs: layout.glyphs.map((g, i) => (i === chosen ? edit(g) : g)),
  });
  switch (plant) {
    case undefined:
      return layout;
    case 'shift':
      return change((g) => ({ ...g, x: g.x + 0.1 }));
    case 'lower':
      return change((g) => ({ ...g, y: g.y + 0.1 }));
    case 'wrong face':
      return change((g) => ({
        ...g,
        font: {
          ...g.font,
          style: g.font.style === 'italic' ? 'normal' : 'italic',
          family: 'KaTeX_Main',
        },
      }));
    case 'drop rule':
      return { ...layout, rules: layout.rules.slice(1) };
    case 'drop path':
      return { ...layout, paths: layout.paths.slice(1) };
  }
}
