// Rng: a seeded generator that splits by name. The same path of names gives the same numbers, whatever else was drawn.
//   generator  sfc32, Chris Doty-Humphrey's Small Fast Counting generator (PractRand, public domain): 128 bits of state
//   seeding    FNV-1a over the path, once per state word, then MurmurHash3's fmix32 (Austin Appleby, public domain)
//   normal     Box & Muller 1958:  √(−2 ln u₁) · cos(2π u₂),  with u₁ in (0, 1], so that ln 0 cannot happen
// Not for cryptography.
import { ForwardPassError } from '../errors/ForwardPassError';

export class Rng {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** `path` is the seed followed by the names of the forks: `7/encoder.layers.0/wq`. */
  constructor(private readonly path: string | number) {
    this.a = hash(`${path}`, 0x9e3779b9);
    this.b = hash(`${path}`, 0x243f6a88);
    this.c = hash(`${path}`, 0xb7e15162);
    for (let round = 0; round < 15; round++) this.bits(); // the author's advice: mix the seed in before use
  }

  /** An independent generator for `name`. Drawing from either does not move the other. */
  fork(name: string): Rng {
    return new Rng(`${this.path}/${name}`);
  }

  /** 32 random bits. */
  bits(): number {
    const mixed = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + mixed) | 0;
    return mixed >>> 0;
  }

  /** A number in [low, high), from 53 random bits. */
  uniform(low = 0, high = 1): number {
    const share = ((this.bits() >>> 5) * 2 ** 26 + (this.bits() >>> 6)) / 2 ** 53;
    return low + (high - low) * share;
  }

  normal(mean = 0, deviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** A whole number in [low, high), each equally likely (the uneven last part of the 32 bits is drawn again). */
  integer(low: number, high: number): number {
    const span = high - low;
    if (!Number.isInteger(span) || span < 1 || span > 2 ** 32) throw noSpan(low, high);
    const even = 2 ** 32 - (2 ** 32 % span);
    let drawn = this.bits();
    while (drawn >= even) drawn = this.bits();
    return low + (drawn % span);
  }
}

function noSpan(low: number, high: number): ForwardPassError {
  return new ForwardPassError({
    what: 'Rng.integer: draw a whole number in [low, high)',
    expected: 'whole numbers with low < high, at most 2³² apart',
    got: `low ${low}, high ${high}`,
  });
}

function hash(text: string, basis: number): number {
  let h = basis;
  for (const letter of text) {
    h = Math.imul(h ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
