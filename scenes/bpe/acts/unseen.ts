/** A word that was not in the corpus, cut by the learned merges in their order. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { stepsBack } from '../../../src/components/figure/dimmed';
import { MergeRow } from '../../../src/components/tokens/MergeRow';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { BpeFacts } from '../bpeFacts';
import type { Board } from '../board';
import { lettered, pairPlaces } from '../reading';
import type { BpeStage } from '../script';

/** The word in one piece, unseen as yet. */
export function unseenRow(stage: BpeStage, facts: BpeFacts, { table }: Board): MergeRow {
  const [signs = ''] = facts.mark.values;
  const [word = ''] = facts.unseen.values;
  const whole = { text: word, atoms: Array.from(word).length };
  return stage.add(
    new MergeRow({
      symbols: [whole, { text: signs, atoms: 1 }],
      finest: lettered(facts.unseenSymbols.values),
      px: size.formula,
      signs,
      hidden: true,
      position: table.position(),
    }),
  );
}

export function* unseen(
  stage: BpeStage,
  facts: BpeFacts,
  { rows, counts, table, list }: Board,
  row: MergeRow,
): ThreadGenerator {
  const letters = lettered(facts.unseenSymbols.values);

  // Whole, then its letters
  yield* stage.beat('unseen');
  yield* all(
    table.opacity(0, pace.change),
    ...rows.map((words) => all(words.highlight([]), words.strength(stepsBack, pace.change))),
    ...counts.map((words) => words.opacity((1 + stepsBack) / 2, pace.change)),
  );
  yield* row.showSymbols([0], pace.change);
  yield* row.become(letters, pace.slow);
  yield* row.showSymbols([letters.length - 1]);

  // Down the list of merges; those that find their pair fuse it
  yield* stage.beat('apply');
  let symbols: readonly string[] = facts.unseenSymbols.values;
  for (const [k, { chosen }] of facts.steps.rows.entries()) {
    const step = facts.unseenSteps.rows.find(({ rank }) => rank === k);
    yield* list.point(k, step ? pace.quick : pace.quick / 2);
    if (!step) continue;
    const places = pairPlaces(symbols, chosen.left, chosen.right);
    yield* row.highlight(places, 2, pace.quick / 2);
    yield* row.become(lettered(step.symbols), pace.quick);
    yield* row.highlight([], 1, pace.quick / 2);
    symbols = step.symbols;
  }
  yield* list.point(null);
  yield* row.highlight(
    symbols.map((_, i) => i),
    1,
    pace.quick,
    'made',
  );
}
