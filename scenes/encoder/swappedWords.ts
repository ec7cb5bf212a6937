/** The experiment at the end: two words change places, and the encoder reads the text once more. */
import { encode } from '../../src/engine/models/encoderDecoder/encode';
import { Recorder } from '../../src/engine/trace/Recorder';
import { array, scalar, tokens } from '../../src/lessons/facts';
import type { NumberTranslator } from '../../src/lessons/models';
import { change, rowsChanged } from './arithmetic';

export function readText(model: NumberTranslator, ids: readonly number[]): Recorder {
  const trace = new Recorder();
  encode(model, [ids], {}, trace);
  return trace;
}

/** What goes in and what comes out, before and after; `trace` is of the text as it was. */
export function swappedWords(model: NumberTranslator, ids: readonly number[], trace: Recorder) {
  const [first, second] = swappable(ids);
  const swappedTrace = readText(model, swap(ids, first, second));
  const read = (name: string) => array(name, trace.get(name), 'T C', 2);
  const readSwapped = (name: string) =>
    array(`${name}, words swapped`, swappedTrace.get(name), 'T C', 2);
  const [input, output] = [read('embedding_sum'), read('final_layer_norm')];
  const [swappedInput, swappedOutput] = [
    readSwapped('embedding_sum'),
    readSwapped('final_layer_norm'),
  ];
  const word = (at: number) => model.tokenizer.token(ids[at] ?? 0);
  return {
    input,
    output,
    swapped: tokens('tokens swapped', [word(first), word(second)]),
    swapFirst: scalar('place of the first', first, 0),
    swapSecond: scalar('place of the second', second, 0),
    swappedInput,
    swappedOutput,
    changedBefore: change(input, swappedInput),
    changedAfter: change(output, swappedOutput),
    rowsChangedBefore: scalar('rows of embedding_sum changed', rowsChanged(input, swappedInput), 0),
    rowsChangedAfter: scalar(
      'rows of final_layer_norm changed',
      rowsChanged(output, swappedOutput),
      0,
    ),
  };
}

/** The first and the last place whose tokens differ, ‹end› left out. */
function swappable(ids: readonly number[]): readonly [number, number] {
  const last = ids.length - 2;
  const first = ids.findIndex((id) => id !== ids[last]);
  return [first, last];
}

function swap(ids: readonly number[], i: number, j: number): number[] {
  return ids.map((id, at) => (at === i ? ids[j] : at === j ? ids[i] : id) ?? id);
}
