/** Where do tokens come from? Byte-pair encoding, learned from four words, then GPT-2's. */
import { all } from '@motion-canvas/core';
import { film } from '../../src/film/film';
import { pace } from '../../src/theme/pace';
import { atScale } from './acts/atScale';
import { closing } from './acts/closing';
import { cuts } from './acts/cuts';
import { learn } from './acts/learn';
import { unseen, unseenRow } from './acts/unseen';
import { board } from './board';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const pieces = yield* cuts(stage, facts);
  const table = board(stage, facts);
  yield* learn(stage, facts, table, pieces);
  const word = unseenRow(stage, facts, table);
  yield* unseen(stage, facts, table, word);
  yield* atScale(stage, facts, () =>
    all(...[word, table.corpus, table.list].map((figure) => figure.opacity(0, pace.change))),
  );
  yield* closing(stage, facts);
});
