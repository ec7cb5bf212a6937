/** Where do tokens come from? Byte-pair encoding, learned from four words, then GPT-2's. */
import { all } from '@motion-canvas/core';
import { Formula } from '../../src/components/formula/Formula';
import { film } from '../../src/film/film';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import { atScale } from './acts/atScale';
import { learn } from './acts/learn';
import { unseen, unseenRow } from './acts/unseen';
import { board } from './board';
import { lesson } from './lesson';
import { script } from './script';

const rule = String.raw`\term{query}{(a,b)}^{*} = \operatorname*{arg\,max}_{\term{query}{(a,\,b)}}\; \term{target}{\operatorname{count}}(\term{query}{a\,b}) \qquad \term{query}{a}\;\term{query}{b} \;\to\; \term{key}{ab}`;

export default film(lesson, script, function* (stage, facts) {
  const table = board(stage, facts);
  yield* learn(stage, facts, table);
  const word = unseenRow(stage, facts, table);
  yield* unseen(stage, facts, table, word);
  yield* atScale(stage, facts, () =>
    all(...[word, table.corpus, table.list].map((figure) => figure.opacity(0, pace.change))),
  );
  yield* stage.answer(new Formula({ tex: rule, size: size.formula * 1.25 }));
});
