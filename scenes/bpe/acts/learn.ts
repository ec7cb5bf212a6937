/** Four words, their letters, the pairs of neighbours, and merge after merge. */
import type { Node } from '@motion-canvas/2d';
import { all, chain, sequence, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import type { Anchor } from '../../../src/components/figure/Anchor';
import { stepsBack } from '../../../src/components/figure/dimmed';
import { usePalette } from '../../../src/components/figure/Figure';
import { fly } from '../../../src/components/flight/Flight';
import { pace } from '../../../src/theme/pace';
import type { Role } from '../../../src/theme/palette';
import type { BpeFacts } from '../bpeFacts';
import { countAnchor, type Board } from '../board';
import { lettered, pairName, placesOf, ranked } from '../reading';
import type { BpeStage } from '../script';
import { countFormula } from './countFormula';

export function* learn(
  stage: BpeStage,
  facts: BpeFacts,
  board: Board,
  pieces: Node,
): ThreadGenerator {
  const { corpus, rows, counts, table, list, spots } = board;

  // The words, whole, and how often each occurs
  yield* stage.beat('corpus');
  yield* stage.leave(pieces);
  yield* sequence(pace.quick, ...rows.map((row) => row.showSymbols([0])));
  yield* sequence(pace.quick / 2, ...counts.map((words) => words.opacity(1, pace.quick)));

  // Cut into letters; every new letter enters the vocabulary
  yield* stage.beat('letters');
  yield* all(...rows.map((row, i) => row.become(cut(facts, i), pace.slow)));
  yield* all(
    ...rows.map((row, i) => row.showSymbols([(facts.words.rows[i]?.symbols.length ?? 1) - 1])),
  );
  yield* corpus.position(spots.aside, pace.slow);
  yield* list.titled(1, pace.quick);
  yield* firstVocabulary(facts, board);

  // Pairs fly to the table, each with the count of its word
  yield* stage.beat('count');
  yield* table.opacity(1, pace.quick);
  yield* tally(facts, board);

  // The most frequent pair on top of the table, lit in the words
  yield* stage.beat('top');
  const [first] = facts.steps.rows;
  if (!first) return;
  yield* table.update(ranked(first.pairs), pace.slow * 1.5);
  yield* lightPair(facts, board, 0, pace.quick);
  const { formula, build } = countFormula(stage, facts, board);
  yield* build();

  // It fuses everywhere and is entered
  yield* stage.beat('merge');
  yield* all(fuse(facts, board, 0, pace.slow), outdate(facts, board, 0));
  yield* formula.opacity(0, pace.quick);

  // Counted anew, with the new symbol
  yield* stage.beat('again');
  yield* recount(facts, board, 1, pace.slow);
  yield* all(fuse(facts, board, 1, pace.slow), outdate(facts, board, 1));

  // Faster and faster
  yield* stage.beat('faster');
  for (let k = 2; k < facts.steps.rows.length; k++) {
    const seconds = Math.max(pace.quick / 2, pace.change * quickening ** (k - 1));
    yield* recount(facts, board, k, seconds);
    yield* fuse(facts, board, k, seconds);
  }
  yield* all(
    table.update(ranked(facts.pairsLeft.rows)),
    table.unfocus(),
    ...rows.map((row) => row.highlight([])),
  );

  // What is frequent is whole
  yield* stage.beat('thesis');
  const last = facts.steps.rows.at(-1)?.wordsAfter ?? [];
  const isWhole = (i: number) => last[i]?.symbols.length === 1;
  yield* all(
    table.opacity(0, pace.change),
    ...rows.map((row, i) =>
      isWhole(i)
        ? row.highlight([0], 1, pace.change, 'made')
        : row.strength(stepsBack, pace.change),
    ),
  );
}

/** Each merge takes this share of the time of the one before. */
const quickening = 1 / 2 ** 0.5;

const cut = (facts: BpeFacts, i: number) => lettered(facts.words.rows[i]?.symbols ?? []);

/** Each letter flies from where it was first met. */
function* firstVocabulary(facts: BpeFacts, { corpus, rows, list }: Board): ThreadGenerator {
  const flights = facts.alphabet.values.flatMap((letter, k) => {
    const i = facts.words.rows.findIndex(({ symbols }) => symbols.includes(letter));
    const row = rows[i];
    const place = facts.words.rows[i]?.symbols.indexOf(letter) ?? 0;
    return row ? [{ from: row.anchor(place), to: list.letterAnchor(k) }] : [];
  });
  const [from, to] = [flights.map((flight) => flight.from), flights.map((flight) => flight.to)];
  yield* fly(from, to, pace.slow * 2, { under: corpus });
}

function* tally(facts: BpeFacts, { corpus, rows, counts, table }: Board): ThreadGenerator {
  const under = { under: corpus };
  const [first] = facts.steps.rows;
  if (!first) return;
  const names = first.pairs.map(pairName);
  const totals = names.map(() => 0);
  names.forEach((_, k) => [0, 1].forEach((column) => table.cellAnchor(k, column).show(0, 0)));
  yield* all(...names.map((_, k) => table.showRow(k, 0)));

  const one = function* (i: number, place: number): ThreadGenerator {
    const [row, words] = [rows[i], counts[i]];
    const { symbols = [], count = 0 } = facts.words.rows[i] ?? {};
    const k = names.indexOf(`${symbols[place]} ${symbols[place + 1]}`);
    if (!row || !words) return;
    totals[k] = (totals[k] ?? 0) + count;
    const total = totals[k] ?? 0;
    const target = { ...table.cellAnchor(k, 1), text: () => String(count) };
    yield* all(
      row.flash(place, 2, pace.change * 2),
      // The number on a lower way, since they cross
      fly([lit(row.anchor(place, 2), 'query')], [table.cellAnchor(k, 0)], pace.slow, under),
      fly([lit(countAnchor(words, count), 'target')], [target], pace.slow, { ...under, arc: -1 }),
      chain(waitFor(pace.quick), table.write(k, 1, total, pace.quick)),
    );
  };
  for (const [i, { symbols }] of facts.words.rows.entries()) {
    const step = i === 0 ? pace.change : pace.quick / 3;
    yield* sequence(step, ...symbols.slice(1).map((_, place) => one(i, place)));
  }
}

/** A copy on its way is told from what it leaves by its column's colour. */
function lit(anchor: Anchor, role: Role): Anchor {
  const color = usePalette()[role];
  return { ...anchor, color: () => color };
}

function* lightPair(
  facts: BpeFacts,
  { rows, table }: Board,
  k: number,
  seconds: number,
): ThreadGenerator {
  const row = facts.steps.rows[k];
  if (!row) return;
  const places = placesOf(row);
  yield* all(
    table.focusRow(0, seconds),
    ...rows.map((words, i) => words.highlight(places[i] ?? [], 2, seconds)),
  );
}

function* recount(facts: BpeFacts, board: Board, k: number, seconds: number): ThreadGenerator {
  const { table, rows } = board;
  yield* all(
    table.update(ranked(facts.steps.rows[k]?.pairs ?? []), seconds),
    table.unfocus(seconds),
    ...rows.map((row) => row.highlight([], 1, seconds)),
  );
  yield* lightPair(facts, board, k, Math.min(seconds, pace.quick));
}

/** Counts from before a merge step back until they are counted anew. */
function* outdate(facts: BpeFacts, { table }: Board, k: number): ThreadGenerator {
  const pairs = facts.steps.rows[k]?.pairs ?? [];
  yield* all(table.unfocus(pace.slow), ...pairs.map((_, i) => table.dimRow(i, pace.slow)));
}

/** The pair becomes one symbol in every word, and a copy of it flies into the vocabulary. */
function* fuse(
  facts: BpeFacts,
  { corpus, rows, list }: Board,
  k: number,
  seconds: number,
): ThreadGenerator {
  const step = facts.steps.rows[k];
  if (!step) return;
  yield* all(
    ...rows.map((row, i) => row.become(lettered(step.wordsAfter[i]?.symbols ?? []), seconds)),
    chain(waitFor(seconds / 2), enter()),
  );

  /** Where the new symbol stands is known once it is being made. */
  function* enter(): ThreadGenerator {
    const from = rows.flatMap((row, i) => (step?.at[i] ?? []).map((place) => row.anchor(place)));
    yield* all(
      fly(from, [list.tokenAnchor(k)], seconds, { under: corpus }),
      list.showPair(k, seconds),
    );
  }
}
