/** Four words: their pairs are counted, the most frequent one becomes an entry, again and again; then one count is changed. */
import { all, sequence, waitFor } from '@motion-canvas/core';
import { NumberTable } from '../../../src/components/tables/NumberTable';
import { NumberView } from '../../../src/components/text/NumberView';
import { Words } from '../../../src/components/text/Words';
import { entry } from '../../../src/lessons/facts';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { BpeFacts, BpeStage, Cast } from '../cast';

type Merge = BpeFacts['steps']['rows'][number];

/** The word whose count is changed. */
const lower = 1;
/** Each merge takes this share of the time of the one before. */
const quickening = 1 / 2 ** (0.5 / 2);

export function* learning(stage: BpeStage, facts: BpeFacts, cast: Cast) {
  const { list, room, found, wires } = cast;
  const [text, tally] = room.columns(2, 1);
  const [before, spelled] = text.spaced(gap.normal).columns(1, 5);
  const letters = facts.letters.rows.map(({ symbols }) => lettered(symbols));
  const rows = letters.map((finest, i) => {
    const own = spelled.row(i, letters.length);
    const [word] = lettered([facts.letters.rows[i]?.symbols.join('') ?? '']);
    const set = { symbols: word ? [word] : [], align: 'left', signs: facts.mark.values.join('') } as const; // prettier-ignore
    return cast.row(finest, own, { ...set, px: size.large, height: undefined });
  });
  rows.forEach((row) => row.x(spelled.left + row.extent().x / 2));
  const counts = rows.map((row, i) => {
    const view = new NumberView({ fact: entry(facts.counts, i), after: ' ×', hidden: true });
    return stage.add(view.position([before.center.x, row.y()]));
  });
  const begin = facts.alphabetSize.value;

  yield* stage.beat('letters');
  yield* all(found.hide(), wires.hide(), list.become(facts.list.rows, { shown: 0 }));
  yield* sequence(
    pace.quick,
    ...rows.map((row, i) => all(row.reveal(pace.quick), counts[i]?.reveal() ?? waitFor(0))),
  );
  yield* all(...rows.map((row, i) => row.become(letters[i] ?? [], pace.slow)));
  yield* list.showEntries([...Array(begin).keys()], pace.slow * 2);

  const [step] = facts.steps.rows;
  const table = new NumberTable({
    columns: [
      { header: stage.word('pair'), as: 'words', face: 'numbers', role: 'query' },
      { header: stage.word('count'), role: 'target' },
    ],
    rows: (step?.pairs ?? []).map(({ left, right }) => [`${left} ${right}`, null]),
    keyedBy: 0,
    places: Math.max(...[...facts.steps.rows, ...facts.otherSteps.rows].map((m) => m.pairs.length)),
    bandRole: 'query',
    columnGap: gap.wide,
    shown: 0,
    opacity: 0,
  });
  stage.add(table.fill(tally, { most: { px: size.heading } }));
  yield* stage.beat('count');
  yield* table.opacity(1, pace.quick);
  for (const { word, at, row, count } of facts.walk.rows) {
    const seconds = word === 0 ? pace.quick : pace.quick / 2;
    yield* all(
      ...rows.map((tiles, i) => tiles.highlight(i === word ? [at, at + 1] : [], 1, seconds / 2)),
      table.showRow(row, seconds),
      table.write(row, 1, count, seconds),
    );
  }
  yield* quiet(rows);

  /** The pair of a merge lights in the words and becomes one tile and one entry. */
  const light = (merge: Merge, seconds: number) =>
    all(
      ...rows.map((row, i) =>
        merge.words[i]?.symbols.length === 1
          ? row.highlight([0], 1, seconds, 'made')
          : row.highlight(pairsOf(merge, i), 2, seconds),
      ),
    );
  /** Whole words are lit as such, the others in pieces or not at all. */
  const verdict = (words: Merge['words'], pieces: boolean, seconds: number = pace.slow) =>
    all(
      ...rows.map((row, i) => {
        const places = [...(words[i]?.symbols.keys() ?? [])];
        if (places.length === 1) return row.highlight(places, 1, seconds, 'made');
        return row.highlight(pieces ? places : [], 1, seconds);
      }),
    );
  const join = (merge: Merge, place: number, seconds: number) =>
    all(
      ...rows.map((row, i) => row.become(lettered(merge.wordsAfter[i]?.symbols ?? []), seconds)),
      list.showEntries([place], seconds),
      list.light([place], seconds),
    );
  const choose = (merge: Merge, seconds: number) =>
    table.focusRow(
      merge.pairs.findIndex(({ left, right }) => isPair(merge, left, right)),
      seconds,
    );
  const recount = (merge: Merge | undefined, seconds: number) =>
    table.update(
      (merge?.pairs ?? []).map((p) => [`${p.left} ${p.right}`, p.count]),
      seconds,
    );

  yield* stage.beat('top');
  if (step) {
    yield* all(choose(step, pace.slow), light(step, pace.slow));
    const isTied = ({ count }: { count: number }) => count === facts.topCount.value;
    for (const [i, pair] of step.pairs.entries())
      if (isTied(pair)) yield* table.focusRow(i, pace.slow);
    yield* choose(step, pace.slow);
  }

  yield* stage.beat('merge');
  if (step) yield* join(step, begin, pace.slow);
  yield* all(table.unfocus(), quiet(rows));
  yield* recount(facts.steps.rows[1], pace.slow * 2);
  const [fall] = facts.fall.rows;
  const fallen = facts.steps.rows[1]?.pairs.findIndex((p) => `${p.left} ${p.right}` === fall?.pair);
  if (fallen !== undefined && fallen >= 0) yield* table.focusRow(fallen);

  yield* stage.beat('again');
  const stop = facts.firstSize.value - begin;
  for (const [i, merge] of facts.steps.rows.slice(0, stop).entries()) {
    if (i === 0) continue;
    const seconds = pace.change * quickening ** i;
    yield* all(choose(merge, seconds), light(merge, seconds));
    yield* join(merge, begin + i, seconds);
    yield* all(table.unfocus(seconds / 2), recount(facts.steps.rows[i + 1], seconds));
  }
  yield* verdict(facts.words.rows, false, pace.quick);

  yield* stage.beat('thesis');
  yield* all(table.hide(pace.slow), list.light([]));
  const named = facts.closing.rows.map(({ id }) => {
    const text = `{value:${stage.word('entry')}${id}}`;
    const set = { px: size.large, facts: [facts.closing], hidden: true };
    return stage.add(new Words({ text, ...set }));
  });
  /** Beside its word, which is one tile now. */
  const name = (label: Words, row: number) => {
    const tile = rows[row];
    const reach = (tile?.boxAt(0).width ?? 0) + gap.wide + label.extent().x / 2;
    label.position([spelled.left + reach, tile?.y() ?? 0]);
    return all(tile?.highlight([0], 1, pace.change, 'made') ?? waitFor(0), label.reveal());
  };
  const whole = facts.closing.rows.filter(({ step: at }) => at < stop);
  for (const [k, { row, id }] of whole.entries()) {
    const label = named[k];
    if (label) yield* all(name(label, row), list.light([id]));
  }
  yield* list.light(whole.map(({ id }) => id));
  yield* verdict(facts.words.rows, true);

  yield* stage.beat('order');
  for (const [k, merge] of facts.steps.rows.slice(stop).entries()) {
    yield* light(merge, pace.quick);
    yield* join(merge, begin + stop + k, pace.change);
    const closed = facts.closing.rows.findIndex(({ step: at }) => at === stop + k);
    const label = named[closed];
    if (label) yield* name(label, facts.closing.rows[closed]?.row ?? 0);
  }
  yield* all(...rows.map((row) => row.highlight([0], 1, pace.quick, 'made')));
  yield* list.light(facts.closing.rows.map(({ id }) => id));

  yield* stage.beat('cause');
  yield* all(...named.map((label) => label.hide()), list.light([]));
  yield* all(quiet(rows), list.become(facts.otherList.rows, { shown: begin }), ...rows.map((row, i) => row.become(letters[i] ?? [], pace.slow))); // prettier-ignore
  const raised = counts[lower];
  yield* all(
    raised?.become(facts.raised, pace.change) ?? waitFor(0),
    rows[lower]?.highlight([...(letters[lower] ?? []).keys()], 1, pace.change) ?? waitFor(0),
  );
  raised?.role('query');
  const [begins] = facts.otherSteps.rows;
  table.opacity(0);
  yield* recount(begins, 0);
  yield* table.reveal(0);
  yield* table.opacity(1, pace.change);
  for (const [i, merge] of facts.otherSteps.rows.entries()) {
    const seconds = Math.max(pace.quick / 2, pace.quick * quickening ** i);
    yield* all(choose(merge, seconds), light(merge, seconds));
    yield* join(merge, begin + i, seconds);
    const next = facts.otherSteps.rows[i + 1];
    if (next) yield* all(table.unfocus(seconds / 2), recount(next, seconds));
  }
  yield* verdict(facts.otherWords.rows, false, pace.quick);

  yield* stage.beat('caused');
  yield* all(table.hide(pace.slow), list.light([]));
  yield* verdict(facts.otherWords.rows, true, pace.slow * 2);
  return [...rows, ...counts, table, ...named];
}

const quiet = (rows: readonly ReturnType<Cast['row']>[]) =>
  all(...rows.map((row) => row.highlight([])));

/** Symbols of letters: one atom a letter. */
const lettered = (symbols: Merge['words'][number]['symbols']) =>
  symbols.map((text) => ({ text, atoms: Array.from(text).length }));

const isPair = ({ chosen }: Merge, left: string, right: string) =>
  chosen.left === left && chosen.right === right;

/** Where a merge finds its pair in a word; those before it in the word have not joined yet. */
const pairsOf = ({ at }: Merge, word: number) => (at[word] ?? []).map((place, k) => place + k);
