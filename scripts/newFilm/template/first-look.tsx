import { MatrixView } from '../../../src/components/grids/MatrixView';
import { TokenRow } from '../../../src/components/tokens/TokenRow';
import { film } from '../../../src/film/film';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  const [over, under] = stage.body.rows(1, 2);
  const text = stage.add(new TokenRow({ tokens: facts.text, face: 'numbers', hidden: true }));
  text.fill(over);
  const shares = stage.add(
    new MatrixView({
      values: facts.pattern,
      title: stage.word('shares'),
      colors: 'sequential',
      rowLabels: facts.text,
      columnLabels: facts.text,
      hidden: true,
      slots: 0,
      opacity: 0,
    }),
  );
  shares.fill(under);

  yield* stage.beat('hook');
  yield* text.reveal();

  yield* stage.beat('shares');
  shares.opacity(1);
  yield* shares.revealRows();

  yield* stage.beat('answer');
  yield* shares.dimExcept({ rows: [facts.lastAt.value] });
  yield* shares.focusCell(facts.lastAt.value, facts.mostAt.value);
});
