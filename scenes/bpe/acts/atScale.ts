/** The same algorithm with GPT-2's merges: the viewer's sentence, a Chinese one, and back again. */
import { all, type ThreadGenerator } from '@motion-canvas/core';
import { MergeRow } from '../../../src/components/tokens/MergeRow';
import { Words } from '../../../src/components/text/Words';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import type { BpeFacts } from '../bpeFacts';
import type { ByteMergeRow, ByteSymbol } from '../byteFacts';
import { pairPlaces, thousands } from '../reading';
import type { BpeStage } from '../script';

/** `clear` takes away what the acts before left on stage. */
export function* atScale(
  stage: BpeStage,
  facts: BpeFacts,
  clear: () => ThreadGenerator,
): ThreadGenerator {
  const { body } = stage;
  const counted = (merges: number) => `{query:${thousands(merges)}} ${stage.word('merges')}`;
  const title = stage.add(
    new Words({
      text: counted(facts.merges.value),
      px: size.formula,
      opacity: 0,
    }),
  );
  title.position([body.right / 2, body.top + size.formula]);
  const top = body.top + size.formula * 2;
  const place = {
    px: size.formula,
    width: body.right - body.left,
    height: body.bottom - top - size.formula * 2,
    y: (top + size.formula + body.bottom) / 2,
    hidden: true,
  };
  const english = stage.add(
    new MergeRow({
      symbols: facts.textPieces.rows,
      finest: facts.textBytes.rows,
      above: facts.textCharacters.rows.filter(({ from, to }) => to - from > 1),
      below: idsOf(facts.textTokens.rows),
      signs: facts.spaces.values.join(''),
      signRole: 'text',
      ...place,
    }),
  );

  /** A few words under the row, about what it shows. */
  const note = stage.add(new Words({ role: 'muted', opacity: 0 }));
  note.position([0, body.bottom - size.formula * 2]);
  const say = function* (text: string): ThreadGenerator {
    if (note.opacity() > 0) yield* note.opacity(0, pace.quick);
    note.text(text);
    if (text) yield* note.opacity(1, pace.quick);
  };

  // From a handful of merges to tens of thousands; the sentence as bytes
  yield* stage.beat('gpt');
  yield* clear();
  yield* title.opacity(1, pace.quick);
  yield* title.x(0, pace.slow);
  yield* replace(title, counted(facts.gptMerges.value), pace.slow);
  yield* english.reveal(pace.slow);
  yield* all(english.become(facts.textBytes.rows, pace.slow), english.showAbove());
  yield* say(facts.spaces.values.length > 0 ? stage.word('space') : '');

  // The earliest merge first
  yield* stage.beat('fuse');
  yield* sweep(stage, english, facts.textBytes.rows, facts.textMerges.rows);
  yield* english.grow(pace.slow);
  yield* english.highlight([...facts.textTokens.rows.keys()], 1, pace.quick, 'made');

  // Each token's place in the vocabulary
  yield* stage.beat('ids');
  yield* all(english.showBelow(), english.highlight([]));
  yield* say(facts.latestToken.values.length > 0 ? stage.word('idRule') : '');

  // A Chinese sentence: three bytes a character
  yield* stage.beat('bytes');
  yield* all(english.opacity(0, pace.change), note.opacity(0, pace.change));
  const chinese = stage.add(
    new MergeRow({
      symbols: characters(facts),
      finest: facts.chineseBytes.rows,
      above: facts.chineseCharacters.rows,
      below: idsOf(facts.chineseTokens.rows),
      ...place,
    }),
  );
  yield* chinese.reveal(pace.slow);
  yield* all(chinese.become(facts.chineseBytes.rows, pace.slow * 2), chinese.showAbove());
  yield* say(stage.word('hex'));

  yield* stage.beat('parts');
  yield* sweep(stage, chinese, facts.chineseBytes.rows, facts.chineseMerges.rows);
  yield* chinese.showBelow();
  yield* chinese.grow(pace.slow);
  yield* chinese.highlight(facts.wholeTokens.rows, 1, pace.quick, 'made');

  // Only the ids are kept: bytes are looked up, and joined to characters
  yield* stage.beat('back');
  yield* all(
    chinese.clarity(0, pace.slow),
    chinese.showAbove(0, pace.slow),
    note.opacity(0, pace.slow),
    chinese.highlight([]),
  );
  yield* all(chinese.become(facts.chineseBytes.rows, pace.slow), chinese.scale(1, pace.slow));
  yield* all(chinese.clarity(1, pace.slow), note.opacity(1, pace.slow));
  yield* all(chinese.becomeUnnamed(characters(facts), pace.slow * 2), note.opacity(0, pace.change));
  yield* chinese.grow(pace.slow);
}

/** Every character of the Chinese sentence in a box of its own. */
const characters = ({ chineseCharacters }: BpeFacts) =>
  chineseCharacters.rows.map(({ text, from, to }) => ({ text, atoms: to - from }));

function idsOf(tokens: readonly ByteSymbol[]) {
  let at = 0;
  return tokens.map(({ id, atoms }) => {
    const from = at;
    at += atoms;
    return { text: String(id), from, to: at };
  });
}

/** Merge after merge in the order learned, the first ones slowly. */
function* sweep(
  stage: BpeStage,
  row: MergeRow,
  bytes: readonly ByteSymbol[],
  merges: readonly ByteMergeRow[],
): ThreadGenerator {
  const current = stage.add(new Words({ face: 'numbers', opacity: 0 }));
  current.place('above', row, gap.wide);
  let symbols = bytes;
  for (const [i, merge] of merges.entries()) {
    const seconds = Math.max(shortest(merges.length), pace.quick * quickening ** i);
    const places = pairPlaces(
      symbols.map(({ text }) => text),
      merge.left,
      merge.right,
    );
    const { number, left, right, token } = merge;
    const [before, after] = [stage.word('mergeBefore'), stage.word('mergeAfter')];
    const line = `${before} ${thousands(number)}${after} ${left} + ${right} → ${token}`;
    yield* all(row.highlight(places, 2, seconds), replace(current, line, seconds));
    yield* row.become(merge.symbols, seconds);
    symbols = merge.symbols;
  }
  yield* all(current.opacity(0, pace.quick), row.highlight([]));
}

/** The line gives way to the next while the light passes on. */
function* replace(line: Words, text: string, seconds: number): ThreadGenerator {
  yield* line.opacity(0, seconds / 2);
  line.text(text);
  yield* line.opacity(1, seconds / 2);
}

/** Each merge takes this share of the time of the one before, down to a share of all the time. */
const quickening = 1 / 2 ** 0.5;
const shortest = (count: number) => Math.min(pace.quick / 2, (pace.slow * 2) / Math.max(1, count));
