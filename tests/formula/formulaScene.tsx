/** A scene that uses every verb of Formula; `formulaNode.test.ts` draws it. */
import { makeScene2D } from '@motion-canvas/2d';
import { all, waitFor } from '@motion-canvas/core';
import { Formula } from '../../src/components/formula/Formula';
import { usePalette } from '../../src/components/figure/Figure';
import { loadFonts } from '../../src/theme/fonts';

const r = String.raw;
const attention = r`\term{pattern}{\alpha_2} = \operatorname{softmax}\left(\frac{\term{query}{q_2}\,\term{key}{K}^\top}{\term{scale}{\sqrt{D}}}\right)`;
const output = r`\term{out}{o_2} = \operatorname{softmax}\left(\frac{\term{query}{q_2}\,\term{key}{K}^\top}{\term{scale}{\sqrt{D}}}\right)\term{value}{V}`;

/** Second by second: hidden, query and key revealed, all, highlighted, handed over, morphed. */
export default makeScene2D(function* (view) {
  yield loadFonts('0');
  view.fill(usePalette().bg);
  const formula = new Formula({
    tex: attention,
    size: 120,
    hidden: true,
    colors: { pattern: 'query', out: 'value', scale: 'target' },
  });
  view.add(formula);
  yield* waitFor(1);
  yield* formula.showTerms(['query', 'key'], 0.5);
  yield* waitFor(0.5);
  yield* formula.reveal(0.5);
  yield* waitFor(0.5);
  yield* formula.highlight('scale', 0.5);
  yield* waitFor(0.5);
  yield* all(formula.unhighlight(0.5), formula.highlight('query', 0.5));
  yield* waitFor(0.5);
  yield* formula.unhighlight(0.5);
  yield* waitFor(0.5);
  yield* formula.morphTo(output, 1);
  yield* waitFor(1);
});
