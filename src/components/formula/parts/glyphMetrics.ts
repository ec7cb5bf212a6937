/**
 * Advance, height and depth of a character in one of KaTeX's faces, in em.
 * A run such as "softmax" is one node in KaTeX's tree and carries the width of its first letter only,
 * so widths are read character by character from the tables that KaTeX itself lays out with.
 */
import tables from 'katex/src/fontMetricsData.js';
import type { FormulaFont } from './FormulaLayout';
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';

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
  return {
    width: realAdvance[face]?.[character] ?? (isCombining(character) ? 0 : width),
    height,
    depth,
  };
}

/**
 * Where the tables disagree with the faces that are drawn, what the face says.
 * A test measures all 2038 glyphs.
 */
const realAdvance: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'Main-Regular': { '°': 0.5, '\ue020': 0.778 },
  'Main-Bold': { '°': 0.575, '\ue020': 0.894 },
  'Main-Italic': { '°': 0.511 },
  'Main-BoldItalic': { '°': 0.789 },
  'SansSerif-Regular': { '°': 0.383 },
  'SansSerif-Bold': { '°': 0.617 },
  'SansSerif-Italic': { '°': 0.512 },
  'Size1-Regular': { '∬': 0.819, '∭': 1.166 },
  'Size2-Regular': { '∬': 1.084, '∭': 1.592 },
};

const isCombining = (character: string) => /^[\u0300-\u036f\u20d7]$/.test(character);

/** Every face and character that a formula can draw. */
export const allGlyphs = () =>
  Object.entries(tables).flatMap(([face, rows]) =>
    Object.keys(rows).map((code) => ({
      character: String.fromCodePoint(Number(code)),
      font: fontOf(face),
    })),
  );

function fontOf(face: string): FormulaFont {
  const [family, variant = ''] = face.split('-');
  return {
    family: `KaTeX_${family}`,
    style: variant.endsWith('Italic') ? 'italic' : 'normal',
    weight: variant.startsWith('Bold') ? 700 : 400,
  };
}

/** KaTeX's own name: Main-BoldItalic, Math-Italic, AMS-Regular … */
function faceName({ family, style, weight }: FormulaFont): string {
  const bold = weight === 700 ? 'Bold' : '';
  const italic = style === 'italic' ? 'Italic' : '';
  return `${family.replace('KaTeX_', '')}-${bold + italic || 'Regular'}`;
}
