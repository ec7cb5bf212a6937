/** Characters that no bundled face has: another machine would draw them from whatever it finds. */
import type { TextMark } from './LintRecorder';
import type { Fault } from './lintRules';

type Span = readonly [number, number];

/** Looks up each mark's characters in the ranges that its families declare. */
export function bundledFaces(): (marks: readonly TextMark[]) => Fault[] {
  const spans = new Map<string, Span[]>();
  for (const face of document.fonts) {
    const family = unquote(face.family);
    spans.set(family, [...(spans.get(family) ?? []), ...parseRanges(face.unicodeRange)]);
  }
  const has = (family: string, code: number) =>
    spans.get(family)?.some(([from, to]) => from <= code && code <= to) ?? false;

  return (marks) => {
    const faults = new Map<string, Fault>();
    for (const { text, families, box, path } of marks) {
      const strange = [...new Set(text)].filter(
        (character) => !families.some((family) => has(family, character.codePointAt(0) ?? 0)),
      );
      if (strange.length === 0) continue;
      const detail = `"${strange.join('')}" is in none of ${families.join(', ')}, drawn by ${path}`;
      faults.set(detail, { kind: 'fallback', text, box, detail });
    }
    return [...faults.values()];
  };
}

const unquote = (family: string) => family.replace(/^["']|["']$/g, '');

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
