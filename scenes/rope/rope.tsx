import { Words } from '../../src/components/Words';
import { film } from '../../src/film/film';
import { lesson } from './lesson';
import { script } from './script';
export default film(lesson, script, function* (stage) {
  const w = stage.add(<Words text={stage.word('hello')} opacity={0} />) as Words;
  yield* stage.beat('one');
  yield* w.opacity(1, 0.6);
  yield* stage.answer(new Words({ text: 'formula' }));
});
