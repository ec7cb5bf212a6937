/** Where the characters of a running text stand: line by line from top left, broken between words. */

export interface PlacedCharacter {
  readonly text: string;
  /** Left edge, from the left of the run. */
  readonly x: number;
  readonly width: number;
  readonly line: number;
}

export interface RunLayout {
  readonly characters: readonly PlacedCharacter[];
  readonly lines: number;
}

/** What one would call a character: an accent stays with its letter, an emoji whole. */
export const charactersOf = (text: string): readonly string[] =>
  Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), (s) => s.segment);

interface Setting {
  /** Lines break at it; Infinity keeps one line. */
  readonly width: number;
  /** Whether a space may stand beyond the end of its line, as one does that is not seen. */
  readonly hangs?: (i: number) => boolean;
  /** Whether a line end ends its line. */
  readonly breaks?: boolean;
}

/** A line end stays visible as a character of its line. */
export function layoutRun(
  characters: readonly string[],
  widthOf: (character: string) => number,
  { width, hangs = () => true, breaks = true }: Setting,
): RunLayout {
  const placed: PlacedCharacter[] = [];
  let [x, line, word] = [0, 0, 0];
  const breakLine = () => {
    line++;
    x = 0;
  };
  characters.forEach((text, i) => {
    const own = widthOf(text);
    if (x + own > width && x > 0 && !(text === ' ' && hangs(i))) {
      const carried = word > 0 && placed[word]?.line === line && (placed[word]?.x ?? 0) > 0;
      breakLine();
      if (carried) {
        for (let k = word; k < i; k++) {
          const moved = placed[k];
          if (!moved) continue;
          placed[k] = { ...moved, x, line };
          x += moved.width;
        }
      }
    }
    placed.push({ text, x, width: own, line });
    x += own;
    if (text === ' ' || text === '\n') word = i + 1;
    if (text === '\n' && breaks) breakLine();
  });
  return { characters: placed, lines: line + 1 };
}
