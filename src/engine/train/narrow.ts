// narrow: round a tensor to a 16-bit format on the way forward, and its gradient on the way back.
//   y = round(x),   dx = round(dy)
// A staircase has no useful derivative: by definition the gradient passes straight through (Bengio et al. 2013), so there is
// no probe for the gradient check, and the op does not lie among the others.
import type { NumberFormat } from '../formats/NumberFormat';
import { roundAll } from '../formats/roundAll';
import { defineOp } from '../ops/defineOp';
import { allocate } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';

export const narrow = defineOp<[x: Tensor], { readonly format: NumberFormat }>({
  name: 'narrow',
  formula: 'y = round(x)',
  forward: ([x], { format }) => ({ output: rounded(x, format) }),
  backward: ({ gradient, settings: { format } }) => [rounded(gradient, format)],
  probe: () => [],
});

/** A trace that narrows what is named, and so what is computed from it. `inner` sees the narrowed tensors. */
export function narrowing(format: NumberFormat, inner: Trace = noTrace): Trace {
  return {
    record: (name, tensor, letters) => inner.record(name, narrow(tensor, { format }), letters),
    changes: (name) => inner.changes(name), // rounding opens no op: what it hides is never stored
    within: (prefix) => narrowing(format, inner.within(prefix)),
  };
}

function rounded(x: Tensor, format: NumberFormat): Tensor {
  if (x.dtype === 'int32') return x; // ids
  const out = allocate(x.dtype, x.size);
  out.set(flat(x));
  if (out instanceof Float32Array) roundAll(out, format);
  else out.forEach((value, i) => (out[i] = format.round(value)));
  return new Tensor(out, x.shape);
}
