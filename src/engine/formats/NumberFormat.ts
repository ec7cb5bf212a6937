// NumberFormat: a binary floating-point format: sign, exponent field E, mantissa field M of m bits.
//   value = (−1)^sign · (2^m + M) · 2^(E − bias − m)      normal, E ≥ 1: a leading 1 that is not stored
//           (−1)^sign ·        M  · 2^(1 − bias − m)      subnormal, E = 0: the same spacing as E = 1, down to 0
//   The highest E is kept for infinity (M = 0) and NaN (M > 0), as in IEEE 754. A format without infinity (E4M3) keeps one
//   pattern only, all ones, for NaN, and uses the others.
// Rounding is to nearest, a tie to the even pattern. Past the largest value: infinity, or NaN where there is none.
// Patterns are whole numbers. Checked against numpy and torch over all patterns and all midpoints.

export interface NumberFormatFields {
  readonly name: string;
  readonly exponentBits: number;
  readonly mantissaBits: number;
  readonly hasInfinity: boolean;
}

export class NumberFormat implements NumberFormatFields {
  readonly name: string;
  readonly exponentBits: number;
  readonly mantissaBits: number;
  readonly hasInfinity: boolean;
  readonly bits: number;
  readonly bias: number;
  readonly largest: number;
  readonly smallestNormal: number;
  readonly smallestSubnormal: number;
  /** The sign bit's worth, 2^(bits − 1). */
  private readonly signBit: number;
  /** The pattern after that of the largest value. */
  private readonly beyond: number;
  private readonly nan: number;
  /** By E: how far apart neighbours are. */
  private readonly spacing: Float64Array;

  constructor({ name, exponentBits, mantissaBits, hasInfinity }: NumberFormatFields) {
    this.name = name;
    this.exponentBits = exponentBits;
    this.mantissaBits = mantissaBits;
    this.hasInfinity = hasInfinity;
    this.bits = 1 + exponentBits + mantissaBits;
    this.bias = 2 ** (exponentBits - 1) - 1;
    this.signBit = 2 ** (this.bits - 1);
    this.beyond = hasInfinity ? this.signBit - 2 ** mantissaBits : this.signBit - 1;
    this.nan = hasInfinity ? this.beyond + 2 ** (mantissaBits - 1) : this.beyond;
    this.spacing = Float64Array.from(
      { length: 2 ** exponentBits },
      (_, E) => 2 ** (Math.max(E, 1) - this.bias - mantissaBits),
    );
    this.largest = this.decode(this.beyond - 1);
    this.smallestNormal = this.decode(2 ** mantissaBits);
    this.smallestSubnormal = this.decode(1);
  }

  /** The value of a pattern. */
  decode(pattern: number): number {
    const negative = pattern >= this.signBit;
    const magnitude = negative ? pattern - this.signBit : pattern;
    if (magnitude >= this.beyond) {
      if (!this.hasInfinity || magnitude > this.beyond) return NaN;
      return negative ? -Infinity : Infinity;
    }
    const implicit = 2 ** this.mantissaBits;
    const M = magnitude % implicit;
    const E = (magnitude - M) / implicit;
    const value = (E === 0 ? M : implicit + M) * (this.spacing[E] as number);
    return negative ? -value : value;
  }

  /** The pattern of the nearest value. NaN has one pattern here, quiet and without a sign. */
  encode(value: number): number {
    if (Number.isNaN(value)) return this.nan;
    const sign = value < 0 || Object.is(value, -0) ? this.signBit : 0;
    const size = Math.abs(value);
    if (size === Infinity) return sign + this.beyond;
    const E = this.exponentField(size);
    const steps = roundHalfToEven(size / (this.spacing[E] as number)); // 2^m + M, or M below the normal numbers
    const magnitude = (Math.max(E, 1) - 1) * 2 ** this.mantissaBits + steps; // M may carry into E: as it should
    return sign + Math.min(magnitude, this.beyond);
  }

  /** The nearest value that the format has. */
  round(value: number): number {
    return this.decode(this.encode(value));
  }

  /** The bits as text, in their three fields: 1.5 in fp16 is 0, 01111, 1000000000. */
  fields(pattern: number): { sign: string; exponent: string; mantissa: string } {
    const text = pattern.toString(2).padStart(this.bits, '0');
    const mantissaFrom = 1 + this.exponentBits;
    return {
      sign: text.slice(0, 1),
      exponent: text.slice(1, mantissaFrom),
      mantissa: text.slice(mantissaFrom),
    };
  }

  /** E of the binade that a value lies in, before rounding; at most the highest. */
  private exponentField(size: number): number {
    if (size < this.smallestNormal) return 0;
    const near = Math.floor(Math.log2(size)); // may be off by one beside a power of 2
    const exponent = 2 ** near > size ? near - 1 : 2 ** (near + 1) <= size ? near + 1 : near;
    return Math.min(exponent + this.bias, this.spacing.length - 1);
  }
}

function roundHalfToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
