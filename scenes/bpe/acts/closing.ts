/** The rule, and below it the first merges of the corpus as its example. */
import { Node } from '@motion-canvas/2d';
import { all, sequence, type ThreadGenerator } from '@motion-canvas/core';
import { Formula } from '../../../src/components/formula/Formula';
import { MergeRow } from '../../../src/components/tokens/MergeRow';
import { Words } from '../../../src/components/text/Words';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { BpeFacts } from '../bpeFacts';
import { lettered } from '../reading';
import type { BpeStage } from '../script';

const rule = String.raw`\term{query}{(a,\,b)} = \term{most}{\operatorname*{arg\,max}_{(x,\,y)}}\; \term{target}{\operatorname{count}}(x\,y) \qquad \term{query}{a}\;\term{query}{b} \;\to\; \term{key}{ab}`;

export function* closing(stage: BpeStage, facts: BpeFacts): ThreadGenerator {
  yield* stage.beat('answer');
  yield* stage.clear();
  const formula = stage.add(new Formula({ tex: rule, size: size.formula * 1.25, opacity: 0 }));
  yield* formula.opacity(1, pace.change);

  const label = stage.add(new Words({ text: stage.word('most'), role: 'muted', opacity: 0 }));
  const { center, top } = formula.termBox('most');
  label.position(formula.onStage([center.x, top]).sub([0, gap.wide + label.extent().y / 2]));
  yield* label.opacity(1, pace.quick);

  const example = stage.add(new Node({}));
  const [signs = ''] = facts.mark.values;
  const rows = chainOf(facts).map(
    (symbols) => new MergeRow({ symbols: lettered(symbols), signs, px: size.formula, opacity: 0 }),
  );
  const parts = rows.flatMap((row, i) => {
    const arrow =
      i > 0 ? [new Words({ text: '→', px: size.token, role: 'muted', opacity: 0 })] : [];
    return [...arrow, row];
  });
  let x = 0;
  for (const part of parts) {
    const width = part.extent().x;
    part.position([x + width / 2, 0]);
    x += width + gap.normal;
  }
  example.add(parts);
  example.position([(gap.normal - x) / 2, formula.extent().y / 2 + gap.group + size.formula]);
  // In the colours of the rule: the pair, then what it became
  yield* all(...rows.map((row, i) => row.highlight([0, 1], 1, 0, i === 0 ? 'pair' : 'made')));
  yield* sequence(pace.quick / 2, ...parts.map((part) => part.opacity(1, pace.quick)));
}

/** The first pair, what it became, and on while each merge takes up the symbol of the one before. */
function chainOf({ steps: { rows } }: BpeFacts): readonly (readonly string[])[] {
  const [first] = rows;
  if (!first) return [];
  const end = rows.findIndex(
    ({ chosen }, i) => i > 0 && !Object.values(chosen).includes(rows[i - 1]?.token ?? ''),
  );
  const made = rows.slice(0, end < 0 ? rows.length : end).map(({ token }) => [token]);
  return [[first.chosen.left, first.chosen.right], ...made];
}
