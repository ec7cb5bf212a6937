/** Characters that no bundled face has: another machine would draw them from whatever it finds. */
import type { TextMark } from './LintRecorder';
import type { Fault } from './lintRules';

type Span = readonly [number, number];

/** Looks up each mark's characters in the ranges that its families declare. */
export function bundledFaces(): (mark: TextMark) => Fault[] {
  const spans = new Map<string, Span[]>();
  for (const face of document.fonts) {
    const family = face.family.replace(/^["']|["']$/g, '');
    spans.set(family, [...(spans.get(family) ?? []), ...parseRanges(face.unicodeRange)]);
  }
  return ({ text, families, box, path }) => {
    const known = families.flatMap((family) => spans.get(family) ?? []);
    const strange = [...new Set(text)].filter((character) => {
      const code = character.codePointAt(0) ?? 0;
      return !known.some(([from, to]) => from <= code && code <= to);
    });
    if (strange.length === 0) return [];
    const detail = `"${strange.join('')}" is in none of ${families.join(', ')}, drawn by ${path}`;
    return [{ kind: 'fallback', text, box, detail }];
  };
}

/** `U+0-FF, U+131, U+4??` → spans of code points. */
export function parseRanges(ranges: string): Span[] {
  return ranges.split(',').map((range) => {
    const [from = '0', to = from] = range.trim().replace(/^U\+/i, '').split('-');
    return [
      Number.parseInt(from.replaceAll('?', '0'), 16),
      Number.parseInt(to.replaceAll('?', 'F'), 16),
    ] as const;
  });
}
