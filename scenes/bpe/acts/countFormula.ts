/** count(e s) = 6 + 3 = 9, its numbers flown in from the words that hold the pair. */
import { all, delay, type ThreadGenerator } from '@motion-canvas/core';
import type { Anchor } from '../../../src/components/figure/Anchor';
import { fly } from '../../../src/components/flight/Flight';
import { Formula } from '../../../src/components/formula/Formula';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { BpeFacts } from '../bpeFacts';
import { countAnchor, type Board } from '../board';
import { placesOf } from '../reading';
import type { BpeStage } from '../script';

export function countFormula(stage: BpeStage, facts: BpeFacts, { counts, rows, spots }: Board) {
  const [step] = facts.steps.rows;
  const places = step ? placesOf(step) : [];
  const parts = facts.words.rows.flatMap(({ count }, i) =>
    (places[i] ?? []).map((_, k) => ({ count, words: counts[i], name: `part-${i}-${k}` })),
  );
  const pair = step ? `\\mathtt{${step.chosen.left}\\,${step.chosen.right}}` : '';
  const sum = parts.map(({ count, name }) => `\\term{${name}}{${count}}`).join('\\term{plus}{+}');
  const total = `\\term{total}{= \\term{target}{${step?.chosen.count ?? ''}}}`;
  const formula = stage.add(
    new Formula({
      tex: `\\term{left}{\\term{target}{\\operatorname{count}}(\\term{query}{${pair}}) =} ${sum} ${total}`,
      hidden: true,
    }),
  );
  const below = rows.at(-1);
  const bottom = below ? below.onStage([0, below.extent().y / 2]).y : 0;
  formula.position([spots.aside.x + formula.extent().x / 2, (bottom + stage.body.bottom) / 2]);

  const at = (name: string, count: number, words: Anchor): Anchor => ({
    ...words,
    position: () => formula.onStage(formula.termAt(name)),
    px: () => size.formula,
    text: () => String(count),
  });

  /** Left side, each word's share as it arrives, the sum. */
  const build = function* (): ThreadGenerator {
    yield* formula.showTerms('left', pace.quick);
    for (const { count, words, name } of parts) {
      if (!words) continue;
      const from = countAnchor(words, count);
      const isLast = name === parts.at(-1)?.name;
      yield* all(
        fly([from], [at(name, count, from)], pace.change),
        delay(pace.quick, formula.showTerms(isLast ? ['plus', name] : name, pace.quick / 2)),
      );
    }
    yield* formula.showTerms('total', pace.quick);
  };
  return { formula, build };
}
