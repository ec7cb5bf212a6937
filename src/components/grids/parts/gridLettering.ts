/** The words around a grid of cells: its name, its dimensions, the labels of rows and columns. */
import { gap } from '../../../theme/layout';
import { dimensionRole, type Palette, type Role } from '../../../theme/palette';
import { size, type Face } from '../../../theme/type';
import type { LetteringStates } from './LetteringStates';
import type { GridLayout, GridMeasure } from './GridLayout';
import { paintWords, wordsWidth, type LineStyle } from '../../text/parts/paintWords';

export interface Lettering {
  readonly title: string;
  readonly role: Role;
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
  /** Letter and size, where they are shown. */
  readonly rowDim?: Dimension;
  readonly columnDim?: Dimension;
}

export type Dimension = readonly [letter: string, size: number];

const lineOf = (px: number) => Math.round(px * 1.2);
const label = { face: 'words', px: size.small } as const;
const dimension = { face: 'numbers', px: size.small } as const;
const heading = { face: 'words', px: size.label, weight: 600 } as const;

const spell = ([letter, count]: Dimension) => `${letter} = ${count}`;

/** All that is written around the cells. */
export const wordsOf = ({ title, rowLabels, columnLabels, rowDim, columnDim }: Lettering) => [
  title,
  ...rowLabels,
  ...columnLabels,
  ...[rowDim, columnDim].flatMap((dim) => (dim ? spell(dim) : [])),
];

/** The room that the lettering takes beside the cells. */
export function letteringRoom(
  lettering: Lettering,
): Pick<GridMeasure, 'left' | 'above' | 'titleWidth'> {
  const { title, rowLabels, columnLabels, rowDim, columnDim } = lettering;
  const wide = (text: string, { face, px }: { face: Face; px: number }) =>
    wordsWidth(text, face, px);
  const labelled = Math.max(0, ...rowLabels.map((text) => wide(text, label)));
  const apart = rowDim ? gap.small : 0;
  return {
    left: [rowDim ? wide(spell(rowDim), dimension) : 0, labelled > 0 ? labelled + apart : 0],
    above: [
      title ? lineOf(heading.px) : 0,
      columnDim ? lineOf(dimension.px) : 0,
      columnLabels.length > 0 ? lineOf(label.px) : 0,
    ],
    titleWidth: title ? wordsWidth(title, heading.face, heading.px, heading.weight) : 0,
  };
}

/** Labels come with the first cell of their row or column, the others with the first of all. */
export function paintLettering(
  context: CanvasRenderingContext2D,
  palette: Palette,
  layout: GridLayout,
  lettering: Lettering,
  states: LetteringStates,
) {
  const { x: centre, y: middle } = layout.cells.center;
  const alpha = context.globalAlpha;
  const write = (text: string, x: number, y: number, shown: number, style: LineStyle) => {
    context.globalAlpha = alpha * shown;
    if (shown > 0) paintWords(context, palette, text, Math.round(x), Math.round(y), style);
  };
  const { title, role, rowDim, columnDim, rowLabels, columnLabels } = lettering;
  const { shown } = states.whole();

  if (title) write(title, centre, layout.above(0), shown, { ...heading, color: palette[role] });
  if (columnDim) {
    const color = palette[dimensionRole(columnDim[0])];
    write(spell(columnDim), centre, layout.above(1), shown, { ...dimension, color });
  }
  if (rowDim) {
    const color = palette[dimensionRole(rowDim[0])];
    const style = { ...dimension, color, align: 'right' } as const;
    write(spell(rowDim), layout.leftOf(0), middle, shown, style);
  }
  const words = { ...label, color: palette.text };
  rowLabels.forEach((text, i) => {
    const row = states.row(i);
    const style = { ...words, faded: row.dimmed, align: 'right' } as const;
    write(text, layout.leftOf(1), layout.row(i).center.y, row.shown, style);
  });
  columnLabels.forEach((text, j) => {
    const column = states.column(j);
    const style = { ...words, faded: column.dimmed };
    write(text, layout.column(j).center.x, layout.above(2), column.shown, style);
  });
  context.globalAlpha = alpha;
}
