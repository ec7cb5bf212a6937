/**
 * The wire that the film cuts: of all wires of the first layer that bring something to a word for a digit, the one whose
 * cut moves that word's row most. The head is the one in which the wire matters most.
 */
import { argmax, norm } from '../../src/lessons/arithmetic';
import { slice } from '../../src/lessons/facts';
import { isScale } from '../../src/lessons/NumberLab';
import { cut, type Experiments, type Wire } from './experiments';

export interface Chosen {
  readonly wire: Wire;
  readonly head: number;
}

export function chooseWire(
  lab: Experiments,
  ids: readonly number[],
  spelled: readonly string[],
): Chosen {
  const rowOf = (asks: number, rules = {}) =>
    slice(lab.read(ids, rules).fact('block.0.residual_1'), asks).values;
  const moved = (wire: Wire, head?: number) => {
    const whole = rowOf(wire.asks);
    return norm(rowOf(wire.asks, cut(wire, head)).map((x, c) => x - (whole[c] ?? NaN)));
  };
  const digitWords = [...spelled.keys()].filter((i) => i < ids.length - 1 && !isScale(spelled[i]));
  const wires = digitWords.flatMap((asks) =>
    [...spelled.keys()].flatMap((asked) => (asked === asks ? [] : [{ asks, asked }])),
  );
  const [first, ...others] = wires.map((wire) => ({ wire, moves: moved(wire) }));
  if (!first) throw new Error(`"${spelled.join(' ')}" has no word for a digit`);
  const { wire } = others.reduce((a, b) => (b.moves > a.moves ? b : a), first);
  const heads = Array.from({ length: lab.model.config.nhead }, (_, head) => moved(wire, head));
  return { wire, head: argmax(heads) };
}
