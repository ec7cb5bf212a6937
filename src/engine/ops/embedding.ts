// embedding: look rows up by id (gather).
//   y[b, t] = table[ids[b, t]]                     (V, C), (B, T) → (B, T, C)
//   dtable[v] = Σ over the places with id v of dy   an id that occurs twice gets both shares
import { ForwardPassError } from '../errors/ForwardPassError';
import { kernelCall } from '../kernels/kernelCall';
import type { KernelExports } from '../kernels/KernelExports';
import { normalDoubles } from '../random/randomTensor';
import { allocate, type Storage } from '../tensor/allocate';
import { dims } from '../tensor/dims';
import { flat } from '../tensor/flat';
import { rowsOf } from '../tensor/rowsOf';
import { tensorFrom } from '../tensor/tensorFrom';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const embedding = defineOp<[table: Tensor, ids: Tensor]>({
  name: 'embedding',
  formula: 'y_t = table[id_t]',
  forward: ([table, ids]) => {
    const { V, C } = dims(table, 'V C', {}, 'embedding table');
    const out = allocate(table.dtype, ids.size * C);
    flat(ids).forEach((id, t) => {
      if (!Number.isInteger(id) || id < 0 || id >= V) throw noSuchRow(id, t, V);
      out.set(flat(table.part(id)), t * C);
    });
    return { output: new Tensor(out, [...ids.shape, C]) };
  },
  backward: ({ gradient, inputs: [table, ids] }) => {
    const { V, C } = dims(table, 'V C');
    const add = (run: KernelExports, y: number, [g, at]: readonly [number, number, number]) =>
      run.addRows(V, ids.size, C, g, at, y);
    const data = kernelCall(table.size, [gradient, ids], add, ids) ?? sums(gradient, ids, table);
    return [new Tensor(data, table.shape), null];
  },
  probe: (rng) => [
    {
      inputs: [
        normalDoubles(rng, [4, 3]),
        tensorFrom(
          [
            [1, 3, 1],
            [0, 1, 3],
          ],
          'int32',
        ),
      ],
    },
  ],
});

function sums(gradient: Tensor, ids: Tensor, table: Tensor): Storage {
  const C = table.length(1);
  const out = allocate(table.dtype, table.size);
  const rows = rowsOf(out, C);
  const shares = rowsOf(flat(gradient), C);
  flat(ids).forEach((id, t) => {
    const row = rows[id];
    shares[t]?.forEach((g, c) => row && (row[c] = (row[c] as number) + g));
  });
  return out;
}

function noSuchRow(id: number, place: number, V: number): ForwardPassError {
  return new ForwardPassError({
    what: 'embedding: look up a row',
    expected: `ids from 0 to ${V - 1}`,
    got: `${id}, at place ${place}`,
    hint: 'ids and model must share one vocabulary',
  });
}
