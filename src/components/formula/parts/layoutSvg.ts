/**
 * KaTeX's SVG images as paths in em: `viewBox` and `preserveAspectRatio` worked out as a browser does.
 * source: SVG 2, section 8.2 (equivalent transform of an SVG viewport)
 */
import type { Box, FormulaPath } from './FormulaLayout';
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';
import { isLine, isPath, type KatexLine, type KatexSvg } from './katexTree';

type Placed = Omit<FormulaPath, 'terms'>;

/** `view` is the containing span; an image may state its own width, in em of size `em`. */
export function layoutSvg(svg: KatexSvg, view: Box, em: number): Placed[] {
  const own = /^width:(-?[\d.]+)em$/.exec(svg.attributes.style ?? '')?.[1];
  const clip = own === undefined ? view : { ...view, width: Number(own) * em };
  return svg.children.map((child) => {
    if (isPath(child)) return { d: pathData(child.toMarkup()), ...transform(svg, clip), clip };
    if (isLine(child)) return { ...strokeOf(child, clip, em), clip };
    throw unknown(JSON.stringify(child));
  });
}

function transform(svg: KatexSvg, view: Box): Omit<Placed, 'd' | 'clip'> {
  const [left, top, width, height] = (svg.attributes.viewBox ?? '').split(' ').map(Number);
  if (left !== 0 || top !== 0 || !width || !height)
    throw unknown(`viewBox ${svg.attributes.viewBox}`);
  const ratio = svg.attributes.preserveAspectRatio ?? 'xMidYMid';
  const [fitX, fitY] = [view.width / width, view.height / height];
  if (ratio === 'none') return { x: view.x, y: view.y, scaleX: fitX, scaleY: fitY };

  const shares: Readonly<Record<string, number>> = { Min: 0, Mid: 0.5, Max: 1 };
  const match = /^x(M..)Y(M..)(?: (meet|slice))?$/.exec(ratio);
  const alignX = shares[match?.[1] ?? ''];
  const alignY = shares[match?.[2] ?? ''];
  if (alignX === undefined || alignY === undefined) throw unknown(`preserveAspectRatio ${ratio}`);
  const scale = match?.[3] === 'slice' ? Math.max(fitX, fitY) : Math.min(fitX, fitY);
  return {
    x: view.x + alignX * (view.width - scale * width),
    y: view.y + alignY * (view.height - scale * height),
    scaleX: scale,
    scaleY: scale,
  };
}

/** A stroke of \cancel from corner to corner, as a filled quadrilateral. */
function strokeOf({ attributes }: KatexLine, view: Box, em: number): Omit<Placed, 'clip'> {
  const share = (name: string) => Number.parseFloat(attributes[name] ?? '') / 100;
  const [x1, x2] = [share('x1') * view.width, share('x2') * view.width];
  const [y1, y2] = [share('y1') * view.height, share('y2') * view.height];
  const length = Math.hypot(x2 - x1, y2 - y1);
  const half = (Number.parseFloat(attributes['stroke-width'] ?? '') * em) / 2;
  const [nx, ny] = [(-(y2 - y1) / length) * half, ((x2 - x1) / length) * half];
  const corners = [
    [x1 + nx, y1 + ny],
    [x2 + nx, y2 + ny],
    [x2 - nx, y2 - ny],
    [x1 - nx, y1 - ny],
  ];
  if (!corners.flat().every(Number.isFinite)) throw unknown(JSON.stringify(attributes));
  return { d: `M${corners.join('L')}Z`, x: view.x, y: view.y, scaleX: 1, scaleY: 1 };
}

function pathData(markup: string): string {
  const d = /^<path d="([^"]*)"\/>$/.exec(markup)?.[1];
  if (d === undefined || d === 'undefined') throw unknown(markup);
  return d;
}

const unknown = (got: string) =>
  new ForwardPassError({
    what: 'a stretchy image of KaTeX',
    expected: 'a path or a line in a viewBox from 0 0',
    got,
    hint: 'KaTeX is pinned; was it updated?',
  });
