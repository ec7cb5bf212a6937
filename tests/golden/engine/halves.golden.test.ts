// Numbers kept in 16 bits against PyTorch and numpy: all patterns of both formats, by each of the ways in which they are widened.
import { expect, it } from 'vitest';
import { withoutKernels } from '../../../src/engine/kernels/kernels';
import { flat } from '../../../src/engine/tensor/flat';
import { matmul } from '../../../src/engine/ops/matmul';
import { Halves } from '../../../src/engine/tensor/Halves';
import { Tensor } from '../../../src/engine/tensor/Tensor';
import { filled } from '../../../src/engine/tensor/tensorFrom';
import golden from './formats.json';
import { sha256 } from './formatTables';

const patterns = Uint16Array.from({ length: 65536 }, (_, pattern) => pattern);

it.each([
  { format: 'float16', exponent: 0x7c00 },
  { format: 'bfloat16', exponent: 0x7f80 },
] as const)('widens all 65,536 patterns of $format', ({ format, exponent }) => {
  const all = new Tensor(new Halves(patterns, format), [65536]);
  const { decoded } = golden[format];
  expect(sha256(canonical(flat(all)))).toBe(decoded);
  expect(sha256(canonical(withoutKernels(() => flat(all))))).toBe(decoded);

  // The kernels widen float16 only where all is finite: the ∞ and NaN of the table are put in afterwards.
  const finite = patterns.map((pattern) => ((pattern & exponent) === exponent ? 0 : pattern));
  const w = new Tensor(new Halves(finite, format), [1, 65536]);
  for (const found of [flat(w), flat(matmul(filled([1, 1], 1), w)), flat(matmul(filled([4, 1], 1), w))]) {
    const values = Float32Array.from(patterns, (pattern, i) =>
      (pattern & exponent) === exponent ? all.at(pattern) : (found[i] ?? NaN),
    );
    values[0x8000] = -0; // a sum begins with 0, and 0 + −0 is 0
    expect(sha256(canonical(values))).toBe(decoded);
  }
});

/** NaN has one pattern in the table. */
const canonical = (values: Iterable<number>) => Float32Array.from(values, (v) => (Number.isNaN(v) ? NaN : v));
