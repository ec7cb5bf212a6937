// MambaState: all that a Mamba remembers of the texts read so far, so that a new token costs the same however long they are.
//   per layer  the last K − 1 rows that went into the convolution, (B, K − 1, E), and the state, (B, E, N)
//   bytes      L · B · E · (K − 1 + N) · 4 in float32, whether after one token or after a million
// A forward pass replaces it only at its end: a pass that fails leaves it whole.
//   const cache = new MambaState();
//   mamba(model, [[3, 1, 4]], { cache });  mamba(model, [[1]], { cache });
import { ForwardPassError } from '../../errors/ForwardPassError';
import type { Held } from '../../nn/mambaMixer';
import { flat } from '../../tensor/flat';
import { Tensor } from '../../tensor/Tensor';

export class MambaState {
  private layers: readonly Held[] = [];
  private past = 0;

  /** How many tokens of each text it has read. */
  get length(): number {
    return this.past;
  }

  get bytes(): number {
    const tensors = this.layers.flatMap(({ recent, state }) => [recent, state]);
    return tensors.reduce((sum, { data }) => sum + data.byteLength, 0);
  }

  /** What a layer holds of B texts; undefined before the first token. */
  at(layer: number, B: number): Held | undefined {
    const held = this.layers[layer];
    if (held && held.state.length(0) !== B) throw otherBatch(held.state.length(0), B);
    return held;
  }

  /** What every layer holds after T more tokens. */
  advance(layers: readonly Held[], T: number): void {
    this.layers = layers.map(({ recent, state }) => ({ recent: own(recent), state: own(state) }));
    this.past += T;
  }
}

/** Storage of its own, which outlives the step that made it; no gradient reaches back through it. */
function own(x: Tensor): Tensor {
  const values = flat(x);
  const data = values instanceof Float64Array ? new Float64Array(values) : new Float32Array(values);
  return new Tensor(data, x.shape);
}

function otherBatch(held: number, given: number): ForwardPassError {
  return new ForwardPassError({
    what: 'MambaState: read on',
    expected: `as many texts as before, ${held}`,
    got: `${given}`,
    hint: 'a cache belongs to one batch of texts; begin another with a new one',
  });
}
