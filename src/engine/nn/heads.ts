// Heads: the width C cut into H heads of width D, and put side by side again. Views on the way in, one copy on the way out.
import { permute } from '../ops/permute';
import { reshape } from '../ops/reshape';
import { ForwardPassError } from '../errors/ForwardPassError';
import { dims } from '../tensor/dims';
import type { Tensor } from '../tensor/Tensor';

/** (B, T, C) → (B, H, T, D): head h holds columns h·D to (h + 1)·D − 1. */
export function splitHeads(x: Tensor, H: number): Tensor {
  const { B, T, C } = dims(x, 'B T C', {}, 'splitHeads');
  if (C % H !== 0) {
    throw new ForwardPassError({
      what: 'splitHeads: cut the width into heads',
      expected: `a width C that ${H} heads divide`,
      got: `C = ${C}`,
    });
  }
  return permute(reshape(x, { shape: [B, T, H, C / H] }), { axes: [0, 2, 1, 3] });
}

/** (B, H, T, D) → (B, T, C) */
export function mergeHeads(x: Tensor): Tensor {
  const { B, H, T, D } = dims(x, 'B H T D', {}, 'mergeHeads');
  return reshape(permute(x, { axes: [0, 2, 1, 3] }), { shape: [B, T, H * D] });
}
