/** Words as the place that a number flies from or to. */
import type { Anchor } from '../figure/Anchor';
import { usePalette } from '../figure/Figure';
import { plainWords } from './plainWords';
import type { Words } from './Words';

export function wordsAnchor(words: Words): Anchor {
  const palette = usePalette();
  return {
    position: () => words.onStage(),
    size: () => words.extent().scale(words.stageScale()),
    text: () => plainWords(words.text()),
    facts: () => words.facts(),
    textShift: () => 0,
    px: () => words.px() * words.stageScale(),
    face: words.face(),
    color: () => palette[words.role()],
    fill: () => '',
    show: (_box, text) => words.opacity(text),
    shown: () => ({ box: 0, text: words.opacity() }),
  };
}
