/**
 * KaTeX's box tree → boxes that know their widths and place their marks.
 * The tree states every height, depth and shift; the style sheet leaves to the browser how boxes
 * stand beside each other, centre in a stack and stretch to its width. Only that is done here.
 * source: katex 0.16.47, src/buildCommon.ts (makeVList), src/styles/katex.scss
 */
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';
import { glyphMetrics } from './glyphMetrics';
import { sidesOf, styleOfClasses, type InheritedStyle } from './katexStyle';
import { isFragment, isSpan, isSymbol, type KatexSpan, type KatexSymbol } from './katexTree';
import { countsOf, type Laid } from './Laid';
import { layoutShape } from './layoutShape';
import { assertStyle, lengthOf, termOf, unknownShape } from './readNode';

export function layoutTree(
  node: unknown,
  parentClasses: readonly string[],
  parent: InheritedStyle,
): Laid {
  if (isFragment(node))
    return sequence(node.children.map((c) => layoutTree(c, parentClasses, parent)));
  if (!isSymbol(node) && !isSpan(node)) {
    throw new ForwardPassError({
      what: 'a node of KaTeX’s tree',
      expected: 'a symbol or a span',
      got: (node as object).constructor.name || typeof node,
      hint: 'links and images cannot be drawn in a formula',
    });
  }
  const style = styleOf(node, parentClasses, parent);
  const content = isSymbol(node) ? layoutSymbol(node, style) : layoutSpan(node, style);
  return dressed(node, style, content);
}

function styleOf(
  node: KatexSymbol | KatexSpan,
  parentClasses: readonly string[],
  parent: InheritedStyle,
): InheritedStyle {
  assertStyle(node);
  const style = styleOfClasses(node.classes, parentClasses, parent);
  const term = isSpan(node) ? termOf(node) : undefined;
  return {
    ...style,
    hidden: style.hidden || node.style.color === 'transparent',
    terms: term === undefined ? style.terms : [...style.terms, term],
  };
}

function layoutSymbol(node: KatexSymbol, style: InheritedStyle): Laid {
  const characters = [...node.text].map((text) => ({ text, ...glyphMetrics(text, style.font) }));
  const width = characters.reduce((sum, c) => sum + c.width, 0);
  return {
    width: width * style.size,
    place(x, y, _room, { glyphs }) {
      if (style.hidden) return;
      for (const { text, width, height, depth } of characters) {
        const box = {
          x,
          y: y - height * style.size,
          width: width * style.size,
          height: (height + depth) * style.size,
        };
        if (text.trim() !== '') {
          glyphs.push({ text, font: style.font, size: style.size, x, y, box, terms: style.terms });
        }
        x += box.width;
      }
    },
  };
}

function layoutSpan(node: KatexSpan, style: InheritedStyle): Laid {
  const has = (name: string) => node.classes.includes(name);
  if (has('vlist-t')) return layoutStack(node, style);
  const shape = layoutShape(node, style);
  if (shape !== undefined) return shape;

  const content = sequence(node.children.map((c) => layoutTree(c, node.classes, style)));
  if (['llap', 'rlap', 'clap'].some(has)) return lapped(node, content);
  if (has('enclosing')) return remembered(content, style);
  if (has('thinbox') || (has('accent-body') && !has('accent-full')))
    return { ...content, width: 0 };
  return content;
}

/** Boxes side by side on one baseline. */
function sequence(boxes: readonly Laid[]): Laid {
  const only = boxes[0];
  if (boxes.length === 1 && only !== undefined) return only;
  return {
    width: boxes.reduce((sum, b) => sum + b.width, 0),
    place(x, y, room, marks) {
      for (const box of boxes) {
        box.place(x, y, room, marks);
        x += box.width;
      }
    },
  };
}

/** Margins, padding and relative shift of a node around its content. */
function dressed(node: KatexSymbol | KatexSpan, style: InheritedStyle, content: Laid): Laid {
  if (node.classes.includes('vertical-separator')) return content;
  const [before, after] = sidesOf(node.classes);
  const italic = isSymbol(node) ? Math.max(0, node.italic) : 0;
  const right = node.style.marginRight === undefined ? italic : lengthOf(node, 'marginRight');
  const left = lengthOf(node, 'marginLeft') + lengthOf(node, 'paddingLeft');
  const shiftX = lengthOf(node, 'left') * style.size;
  const shiftY = (lengthOf(node, 'top') - lengthOf(node, 'bottom')) * style.size;
  const lead = (left + before) * style.size;
  const tail = (right + after) * style.size;
  if (lead === 0 && tail === 0 && shiftX === 0 && shiftY === 0) return content;
  return {
    ...content,
    width: lead + content.width + tail,
    place: (x, y, room, marks) =>
      content.place(x + lead + shiftX, y + shiftY, room - lead - tail, marks),
  };
}

/** KaTeX's vertical list: every child is shifted from one baseline and aligned to the widest. */
function layoutStack(node: KatexSpan, style: InheritedStyle): Laid {
  const row = node.children.find(isSpan)?.children.find(isSpan);
  const rows = (row?.children ?? []).filter(isSpan).map((wrap) => {
    assertStyle(wrap);
    const own = styleOfClasses(wrap.classes, [], style);
    const [strut, ...elements] = wrap.children;
    if (!isSpan(strut) || !strut.classes.includes('pstrut')) throw unknownShape(wrap);
    const margin = (side: 'marginLeft' | 'marginRight') => lengthOf(wrap, side) * own.size;
    return {
      drop: (lengthOf(wrap, 'top') + lengthOf(strut, 'height')) * own.size,
      before: margin('marginLeft'),
      after: margin('marginRight'),
      align: own.align,
      box: sequence(elements.map((e) => layoutTree(e, wrap.classes, own))),
    };
  });
  const width = Math.max(0, ...rows.map((r) => r.before + r.box.width + r.after));
  return {
    width,
    place(x, y, _room, marks) {
      for (const { drop, before, after, align, box } of rows) {
        const room = width - before - after;
        const spare = box.stretches ? 0 : Math.max(0, room - box.width);
        const shift = align === 'center' ? spare / 2 : align === 'right' ? spare : 0;
        box.place(x + before + shift, y + drop, room, marks);
      }
    },
  };
}

/** \mathllap, \mathrlap, \mathclap: drawn beside, on or around a point without width. */
function lapped({ classes }: KatexSpan, content: Laid): Laid {
  const share = classes.includes('llap') ? 1 : classes.includes('clap') ? 0.5 : 0;
  return {
    width: 0,
    place: (x, y, room, marks) => content.place(x - share * content.width, y, room, marks),
  };
}

/** Notes which marks are a term's. */
function remembered(content: Laid, { terms }: InheritedStyle): Laid {
  return {
    ...content,
    place(x, y, room, marks) {
      const from = countsOf(marks);
      content.place(x, y, room, marks);
      marks.spans.push({ name: terms.at(-1) ?? '', from, to: countsOf(marks) });
    },
  };
}
