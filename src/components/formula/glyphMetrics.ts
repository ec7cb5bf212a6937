/**
 * Advance, height and depth of a character in one of KaTeX's faces, in em.
 * A run such as "softmax" is one node in KaTeX's tree and carries the width of its first letter only,
 * so widths are read character by character from the tables that KaTeX itself lays out with.
 */
import tables from 'katex/src/fontMetricsData.js';
import type { FormulaFont } from './FormulaLayout';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';

export interface GlyphMetrics {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
}

export function glyphMetrics(character: string, font: FormulaFont): GlyphMetrics {
  const face = faceName(font);
  const row = tables[face]?.[character.codePointAt(0) ?? 0];
  if (row === undefined) {
    throw new ForwardPassError({
      what: `character ${character} in a formula`,
      expected: `a glyph of KaTeX's face ${face}`,
      got: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
      hint: 'words of other scripts belong into a label beside the formula',
    });
  }
  const [depth, height, , , width] = row;
  return { width, height, depth };
}

/** KaTeX's own name: Main-BoldItalic, Math-Italic, AMS-Regular … */
function faceName({ family, style, weight }: FormulaFont): string {
  const bold = weight === 700 ? 'Bold' : '';
  const italic = style === 'italic' ? 'Italic' : '';
  return `${family.replace('KaTeX_', '')}-${bold + italic || 'Regular'}`;
}
