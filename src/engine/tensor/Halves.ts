// Halves: float32 numbers kept in 16 bits each, as a file of weights has them: half the memory to hold, and to read. To
// everyone they are float32. `matmul` and `embedding` widen what they read on the way; whoever asks for `Tensor.data` gets all
// of it widened, as a copy.
import { bfloat16FromBits } from '../formats/bfloat16';
import { float16FromBits } from '../formats/float16';
import { widen, type HalfFormat } from '../formats/widen';

const exponents = { bfloat16: 0x7f80, float16: 0x7c00 };

export class Halves {
  private endless: number | undefined;

  constructor(
    readonly bits: Uint16Array,
    readonly format: HalfFormat,
  ) {}

  get length(): number {
    return this.bits.length;
  }

  /** The first place of an ∞ or a NaN, −1 if there is none. Searched for once: what is to be filled must be by then. */
  get firstEndless(): number {
    this.endless ??= firstWith(exponents[this.format], this.bits);
    return this.endless;
  }

  at(place: number): number {
    const pattern = this.bits[place] as number;
    return this.format === 'bfloat16' ? bfloat16FromBits(pattern) : float16FromBits(pattern);
  }

  widened(from = 0, to = this.length): Float32Array {
    const values = new Float32Array(to - from);
    widen(this.bits.subarray(from, to), this.format, values);
    return values;
  }
}

function firstWith(exponent: number, bits: Uint16Array): number {
  let at = 0;
  while (at < bits.length && ((bits[at] as number) & exponent) !== exponent) at++;
  return at < bits.length ? at : -1;
}
