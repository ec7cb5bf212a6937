/**
 * What another text changes: of all numbers that a pass computes for a row, in all layers, how many differ in any bit.
 * Scores that the mask strikes out are not counted: no row ever uses them.
 */
import type { Gpt2Config } from '../../src/engine/models/gpt2/Gpt2Config';
import { gpt2 } from '../../src/engine/models/gpt2/gpt2';
import type { Model } from '../../src/engine/models/Model';
import { flat } from '../../src/engine/tensor/flat';
import { Recorder } from '../../src/engine/trace/Recorder';

export interface RowChange {
  readonly changed: number;
  readonly all: number;
}

/** For each row that both texts have; the second may go on. */
export function changedNumbers(
  model: Model<Gpt2Config>,
  ids: readonly number[],
  others: readonly number[],
): RowChange[] {
  const [one, other] = [traced(model, ids), traced(model, others)];
  const rows = ids.map(() => ({ changed: 0, all: 0 }));
  for (const name of one.names) {
    const letters = one.letters(name).split(' ');
    const [t, s] = [letters.indexOf('T'), letters.indexOf('S')];
    if (t < 0) continue;
    const [x, y] = [one.get(name), other.get(name)];
    const before = flat(x);
    const after = flat(y);
    for (const [from, place] of places(x.shape)) {
      const row = rows[place[t] ?? NaN];
      const struckOut = model.config.causal !== false && (place[s] ?? 0) > (place[t] ?? NaN);
      if (!row || struckOut) continue;
      row.all++;
      if (!Object.is(before[from], after[offset(y.shape, place)])) row.changed++;
    }
  }
  return rows;
}

function traced(model: Model<Gpt2Config>, ids: readonly number[]): Recorder {
  const trace = new Recorder();
  gpt2(model, [ids], {}, trace);
  return trace;
}

/** Row-major: the offset of each number, and its place along each axis. */
function* places(shape: readonly number[]): Generator<readonly [number, readonly number[]]> {
  const place = shape.map(() => 0);
  const count = shape.reduce((product, length) => product * length, 1);
  for (let k = 0; k < count; k++) {
    yield [k, place];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis] = (place[axis] ?? 0) + 1;
      if (place[axis] !== shape[axis]) break;
      place[axis] = 0;
    }
  }
}

const offset = (shape: readonly number[], place: readonly number[]) =>
  shape.reduce((at, length, axis) => at * length + (place[axis] ?? 0), 0);
