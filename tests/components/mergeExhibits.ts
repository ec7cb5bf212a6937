/** A row of symbols that fuse, and a vocabulary that grows. */
import { MergeRow } from '../../src/components/tokens/MergeRow';
import { VocabularyList } from '../../src/components/tokens/VocabularyList';
import type { Exhibit } from './exhibits';

const letters = (text: string) => Array.from(text, (letter) => ({ text: letter, atoms: 1 }));
const whole = (text: string) => (text === '' ? [] : [{ text, atoms: Array.from(text).length }]);

const merges = (text: string): Exhibit =>
  function* (add) {
    const last = Array.from(text).length;
    const labels = last > 0 ? [{ text: 'all', from: 0, to: last }] : [];
    const row = add(
      new MergeRow({
        symbols: whole(text),
        finest: letters(text),
        above: labels,
        signs: '•',
        width: 900,
        height: 300,
        hidden: true,
      }),
    );
    yield* row.reveal(0.1);
    yield* row.become(letters(text), 0.1);
    const some = last > 0 ? [0] : [];
    yield* row.highlight(some, 2, 0.1);
    yield* row.showAbove(1, 0.1);
    yield* row.become(whole(text), 0.1);
    yield* row.highlight(some, 1, 0.1, 'made');
    yield* row.grow(0.1);
    yield* row.become(letters(text), 0.1);
    yield* row.hideSymbols(some, 0.1);
    yield* row.showSymbols(some, 0.1);
    yield* row.hide(0.1);
  };

const vocabulary = (count: number): Exhibit =>
  function* (add) {
    const entries = Array.from({ length: count }, (_, id) => ({
      id: id * id,
      text: 'a•'.repeat(id),
    }));
    const room = { width: 400, height: 300, rows: 3 };
    const list = add(
      new VocabularyList({ entries, title: 'vocabulary', signs: '•', hidden: true, ...room }),
    );
    yield* list.reveal(0.1);
    yield* list.light(count > 0 ? [0] : [], 0.1);
    if (count > 0) yield* list.scroll(0, 0.1);
    yield* list.forget(1, 0.1);
    yield* list.showEntries([...entries.keys()], 0.1);
    yield* list.become(entries.slice(1), { size: 9 }, 0.1);
    yield* list.hide(0.1);
  };

export const mergeExhibits: Readonly<Record<string, Exhibit>> = {
  'MergeRow, empty': merges(''),
  'MergeRow of one letter': merges('a'),
  'MergeRow of a word and its end': merges('lowest•'),
  'MergeRow of many letters': merges('antidisestablishmentarianism'.repeat(3)),
  'VocabularyList, empty': vocabulary(0),
  'VocabularyList of one': vocabulary(1),
  'VocabularyList of many': vocabulary(7),
};
