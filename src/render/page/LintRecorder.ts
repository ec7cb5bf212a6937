/**
 * What a scene letters on its canvas: every text with its place in stage pixels, and three pictures.
 * The texts are seen by standing between Motion Canvas and the canvas while a frame is drawn.
 *
 *   painted   the frame as it is
 *   bare      the same frame without any text: what lies under the letters
 *   coverage  the letters alone, white on nothing
 */
import { Node } from '@motion-canvas/2d';
import { Figure } from '../../components/figure/Figure';
import { Caption } from '../../components/text/Caption';
import { Formula } from '../../components/formula/Formula';
import { Words } from '../../components/text/Words';
import { stageSize } from '../../theme/layout';
import { CoverLog, type Cover } from './CoverLog';

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One `fillText`. */
export interface TextMark {
  readonly text: string;
  /** The innermost figure that drew it. */
  readonly figure: Figure | null;
  /** The node that drew it, with its ancestors: `Panel > Words`. */
  readonly path: string;
  /** Marks of one run (a formula, a paragraph) share it. */
  readonly run: string;
  readonly caption: boolean;
  readonly formula: boolean;
  /** Size as it is seen, in stage pixels. */
  readonly px: number;
  /** CSS families, in order. */
  readonly families: readonly string[];
  /** Of the ink. */
  readonly box: Rect;
  readonly fill: string;
  readonly alpha: number;
  /** Of painting, counted with that of the opaque boxes. */
  readonly order: number;
}

export interface Pictures {
  readonly painted: ImageData;
  readonly bare: ImageData;
  readonly coverage: ImageData;
}

/** The texts of a frame and the opaque boxes between them. */
export interface Layers {
  readonly marks: readonly TextMark[];
  readonly covers: readonly Cover[];
}

export interface Lettering extends Pictures {
  readonly marks: readonly TextMark[];
}

interface Drawing {
  render(context: CanvasRenderingContext2D): void;
  requiresCache(): boolean;
}

type FillText = CanvasRenderingContext2D['fillText'];

/** Fainter than this is not on stage. */
const faintest = 0.05;

export class LintRecorder {
  private readonly nodes: Node[] = [];
  private readonly ids = new Map<Node, number>();
  private readonly coverage = new OffscreenCanvas(stageSize.width, stageSize.height).getContext(
    '2d',
  ) as OffscreenCanvasRenderingContext2D;
  private marks: TextMark[] = [];
  private painted = 0;
  private readonly log = new CoverLog(() => this.painted++, alphaOf);
  /** `layers` looks at places and paints nothing, `record` looks at letters too, `suppress` leaves them out. */
  private mode: 'idle' | 'layers' | 'record' | 'suppress' = 'idle';

  /** Runs `work` with the canvas watched, and leaves everything as it was. */
  public async watch<T>(work: () => Promise<T>): Promise<T> {
    const canvas = CanvasRenderingContext2D.prototype;
    const node = Node.prototype as unknown as Drawing;
    const { fillText, strokeText } = canvas;
    const { render, requiresCache } = node;
    const stopCovers = this.log.watch(
      () => this.isRecording(),
      () => this.mode !== 'layers',
    );
    const uncached = () => false;
    const write = (context: CanvasRenderingContext2D, drawn: Parameters<FillText>) => {
      if (this.isRecording()) this.record(context, drawn);
      if (this.paintsText()) fillText.apply(context, drawn);
    };
    const outline = (context: CanvasRenderingContext2D, drawn: Parameters<FillText>) => {
      if (this.paintsText()) strokeText.apply(context, drawn);
    };
    const enter = (entered: Node, context: CanvasRenderingContext2D) => {
      if (this.nodes.length === 0) this.forget(); // a face that came late has the frame drawn again
      if (this.mode === 'suppress' && entered instanceof Caption) return; // its roots are lines, and its strip is its own
      const fades = (entered as unknown as typeof node).requiresCache === uncached;
      this.nodes.push(entered);
      context.save();
      if (fades) context.globalAlpha *= entered.opacity();
      Reflect.apply(render, entered, [context]);
      context.restore();
      this.nodes.pop();
    };
    canvas.fillText = function (...drawn) {
      write(this, drawn);
    };
    canvas.strokeText = function (...drawn) {
      outline(this, drawn);
    };
    // A group that fades draws into a canvas of its own and keeps it; drawn directly it can be watched.
    node.requiresCache = uncached;
    node.render = function (this: Node, context: CanvasRenderingContext2D) {
      enter(this, context);
    };
    try {
      return await work();
    } finally {
      stopCovers();
      Object.assign(canvas, { fillText, strokeText });
      Object.assign(node, { render, requiresCache });
    }
  }

  /** Where everything is in a picture; null where it is the same as before. */
  public async layers(draw: () => Promise<HTMLCanvasElement | null>): Promise<Layers | null> {
    this.mode = 'layers';
    const drawn = await draw();
    this.mode = 'idle';
    return drawn ? { marks: this.marks, covers: this.log.covers } : null;
  }

  /** Draws the current frame twice. */
  public async take(draw: () => Promise<HTMLCanvasElement>): Promise<Lettering> {
    const { width, height } = stageSize;
    this.mode = 'record';
    const painted = pixels(await draw());
    this.mode = 'suppress';
    const bare = pixels(await draw());
    this.mode = 'idle';
    const coverage = this.coverage.getImageData(0, 0, width, height);
    return { marks: this.marks, painted, bare, coverage };
  }

  /** A draw of the scene begins; only the last one of a frame is what one sees. */
  private forget() {
    if (!this.isRecording()) return;
    this.marks = [];
    this.log.forget();
    this.painted = 0;
    if (this.mode !== 'record') return;
    this.coverage.resetTransform();
    this.coverage.clearRect(0, 0, stageSize.width, stageSize.height);
  }

  private record(context: CanvasRenderingContext2D, drawn: Parameters<FillText>) {
    const fill = String(context.fillStyle);
    const alpha = context.globalAlpha;
    if (alpha * alphaOf(fill) < faintest) return;
    const toStage = context.getTransform();
    const font = parseFont(context.font);
    this.marks.push({
      text: writtenText(drawn[0], font.families),
      ...this.author(font.formula, toStage),
      px: font.px * Math.sqrt(Math.abs(toStage.a * toStage.d - toStage.b * toStage.c)),
      families: font.families,
      box: inkBox(context, drawn, toStage),
      fill,
      alpha,
      order: this.painted++,
    });
    if (this.mode !== 'record') return;
    this.coverage.setTransform(toStage);
    this.coverage.font = context.font;
    this.coverage.textAlign = context.textAlign;
    this.coverage.textBaseline = context.textBaseline;
    this.coverage.fillStyle = '#FFFFFF';
    this.coverage.fillText(...drawn);
  }

  private paintsText(): boolean {
    return this.mode === 'idle' || this.mode === 'record';
  }

  private isRecording(): boolean {
    return this.mode === 'record' || this.mode === 'layers';
  }

  /** Who draws, and which marks belong together: a formula, or the lines of one `Words`. */
  private author(formula: boolean, { a, b, c, d, e, f }: DOMMatrix) {
    const node = this.nodes[this.nodes.length - 1];
    const path = this.nodes.slice(1).map(nameOf).join(' > ');
    const figure = this.nodes.findLast((n) => n instanceof Figure) ?? null;
    const id = node ? this.idOf(node) : 'no node';
    const caption = node instanceof Caption;
    if (node instanceof Words || node instanceof Formula)
      return { figure, path, run: `${id}`, caption, formula };
    if (formula)
      return { figure, path, run: `${id} ${[a, b, c, d, e, f].join()}`, caption, formula };
    return { figure, path, run: `${id} #${this.marks.length}`, caption, formula };
  }

  private idOf(node: Node): number {
    const id = this.ids.get(node) ?? this.ids.size;
    this.ids.set(node, id);
    return id;
  }
}

/** The face for numbers draws its dash for a minus. */
const writtenText = (text: string, [family]: readonly string[]) =>
  family === 'JetBrains Mono' ? text.replaceAll('\u2013', '\u2212') : text;

const nameOf = (node: Node) => node.constructor.name;

export function pixels(canvas: HTMLCanvasElement): ImageData {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the stage has no 2D context');
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** `italic 700 24px KaTeX_Main` → its size and families. */
function parseFont(font: string) {
  const [, px = '0', list = ''] = /([\d.]+)px(?:\/\S+)?\s+(.*)$/.exec(font) ?? [];
  const families = list.split(',').map((f) => f.trim().replace(/^["']|["']$/g, ''));
  return { px: Number(px), families, formula: families[0]?.startsWith('KaTeX_') ?? false };
}

/** A canvas gives `#rrggbb`, or `rgba(r, g, b, a)` where a < 1. */
export function alphaOf(fill: string): number {
  const [, alpha = '1'] = /^rgba\([^)]*,\s*([\d.]+)\)$/.exec(fill) ?? [];
  return Number(alpha);
}

function inkBox(
  context: CanvasRenderingContext2D,
  [text, x, y]: Parameters<FillText>,
  toStage: DOMMatrix,
): Rect {
  const ink = context.measureText(text);
  const corners = [-ink.actualBoundingBoxLeft, ink.actualBoundingBoxRight].flatMap((dx) =>
    [-ink.actualBoundingBoxAscent, ink.actualBoundingBoxDescent].map((dy) =>
      toStage.transformPoint({ x: x + dx, y: y + dy }),
    ),
  );
  return {
    left: Math.min(...corners.map((c) => c.x)),
    top: Math.min(...corners.map((c) => c.y)),
    right: Math.max(...corners.map((c) => c.x)),
    bottom: Math.max(...corners.map((c) => c.y)),
  };
}
