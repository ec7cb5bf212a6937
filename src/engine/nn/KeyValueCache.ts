// KeyValueCache: the keys and values of the positions read so far, so that a new position computes only its own.
//   per layer  k, v (B, G, S, D): rows are written in place into storage that doubles when it is full, and handed out as views
//   bytes      2 · L · B · G · S · D · 4 in float32: every position adds the same
// A forward pass extends each layer, then advances: until then the cache is as it was, so a pass that fails leaves it whole.
//   const cache = new KeyValueCache();
//   gpt2(model, [[3, 1, 4]], { cache });  gpt2(model, [[1]], { cache });     positions 0 to 2, then 3
import { ForwardPassError } from '../errors/ForwardPassError';
import { dtypeOf, type DType, type Storage } from '../tensor/allocate';
import { dims } from '../tensor/dims';
import { flat } from '../tensor/flat';
import { showShape, sizeOf, type Shape } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { sliceView } from '../tensor/views';

export interface KeysAndValues {
  readonly k: Tensor;
  readonly v: Tensor;
}

/** The axis of the positions in (B, G, S, D). */
const along = 2;

export class KeyValueCache {
  private readonly layers: KeysAndValues[] = [];
  private past = 0;

  /** S: how many positions it holds. */
  get length(): number {
    return this.past;
  }

  /** What its positions take; the storage behind them has room for more. */
  get bytes(): number {
    const tensors = this.layers.flatMap(({ k, v }) => [k, v]);
    return tensors.reduce((sum, { data, shape }) => {
      return sum + sizeOf(shape.with(along, this.past)) * data.BYTES_PER_ELEMENT;
    }, 0);
  }

  /** The keys and values of new positions (B, G, T, D), behind those that layer holds: (B, G, S + T, D) each. */
  extend(layer: number, k: Tensor, v: Tensor): KeysAndValues {
    const held = this.layers[layer];
    const room = { k: this.withRows(held?.k, k), v: this.withRows(held?.v, v) };
    this.layers[layer] = room;
    const end = this.past + k.length(along);
    return { k: sliceView(room.k, along, 0, end), v: sliceView(room.v, along, 0, end) };
  }

  /** The pass is through every layer: its T positions now belong to the past. */
  advance(T: number): void {
    this.past += T;
  }

  private withRows(held: Tensor | undefined, rows: Tensor): Tensor {
    const { B, G, T, D } = dims(rows, 'B G T D', {}, 'KeyValueCache: new rows');
    if (rows.origin) throw watched();
    if (held && !fits(held, rows)) throw otherRows(held, rows);
    const needed = this.past + T;
    const enough = held !== undefined && held.length(along) >= needed;
    const room = enough ? held : emptyRoom(rows.dtype, [B, G, 2 * needed, D]);
    if (held && !enough) write(sliceView(held, along, 0, this.past), room, 0);
    write(rows, room, this.past);
    return room;
  }
}

/** Storage of its own, which outlives the step that made it. */
function emptyRoom(dtype: DType, shape: Shape): Tensor {
  const size = sizeOf(shape);
  const data: Storage = dtype === 'float64' ? new Float64Array(size) : new Float32Array(size);
  return new Tensor(data, shape);
}

/** rows (B, G, T, D) into room (B, G, capacity, D), from position `start` on. */
function write(rows: Tensor, room: Tensor, start: number): void {
  const [T, D] = [rows.length(along), rows.length(-1)];
  const values = flat(rows);
  const perHead = T * D;
  for (let head = 0; head * perHead < values.length; head++) {
    const place = (head * room.length(along) + start) * D;
    room.data.set(values.subarray(head * perHead, (head + 1) * perHead), place);
  }
}

function fits(held: Tensor, rows: Tensor): boolean {
  const same = [0, 1, 3].every((axis) => held.length(axis) === rows.length(axis));
  return same && dtypeOf(held.data) === rows.dtype;
}

function otherRows(held: Tensor, rows: Tensor): ForwardPassError {
  return new ForwardPassError({
    what: 'KeyValueCache: write new keys and values behind the old ones',
    expected: `rows (B, G, T, D) like those held, of shape ${showShape(held.shape.with(along, 1))} per position, in ${held.dtype}`,
    got: `${showShape(rows.shape)} in ${rows.dtype}`,
    hint: 'a cache belongs to one model and to one batch of texts; begin another with a new one',
  });
}

function watched(): ForwardPassError {
  return new ForwardPassError({
    what: 'KeyValueCache: keep keys and values',
    expected: 'parameters that are not watched: a cache is for reading on, not for learning',
    got: 'keys or values with an origin',
    hint: 'train without a cache, or generate with the plain parameters',
  });
}
