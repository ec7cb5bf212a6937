/**
 * JSON as bytes, written from typed arrays without a string in between: a whole trace is hundreds of thousands of numbers.
 * Numbers are rounded to so many decimals, exactly as `toFixed` rounds them; −∞, a score that is masked, is `null`, and
 * nothing else is.
 */
const firstBytes = 2 ** 14;
const [minus, point, zero, comma] = [45, 46, 48, 44];
const [open, close] = [91, 93];
/** The most bytes that a number takes: a float32 has at most 39 digits before its point, and 8 behind it. */
const numberBytes = 64;

export class JsonBytes {
  private bytes = Buffer.allocUnsafe(firstBytes);
  private at = 0;
  private readonly unit: number;

  constructor(private readonly decimals: number) {
    this.unit = 10 ** decimals;
  }

  get length(): number {
    return this.at;
  }

  /** What is JSON already. */
  raw(text: string): this {
    this.room(3 * text.length);
    this.at += this.bytes.write(text, this.at);
    return this;
  }

  value(value: unknown): this {
    return this.raw(JSON.stringify(value));
  }

  number(value: number): this {
    this.room(numberBytes);
    this.put(value);
    return this;
  }

  /** Arrays inside arrays, of the shape. */
  nested(values: ArrayLike<number>, shape: readonly number[]): this {
    this.array(values, 0, shape, 0);
    return this;
  }

  finish(): Uint8Array {
    return this.bytes.subarray(0, this.at);
  }

  private array(
    values: ArrayLike<number>,
    start: number,
    shape: readonly number[],
    axis: number,
  ): void {
    const length = shape[axis] ?? 0;
    const last = axis === shape.length - 1;
    this.room(last ? length * numberBytes + 2 : 2 * length + 2);
    this.bytes[this.at++] = open;
    const step = shape.slice(axis + 1).reduce((product, n) => product * n, 1);
    for (let i = 0; i < length; i++) {
      if (i > 0) this.bytes[this.at++] = comma;
      if (last) this.put(values[start + i] as number);
      else {
        this.array(values, start + i * step, shape, axis + 1);
        this.room(2);
      }
    }
    this.bytes[this.at++] = close;
  }

  /**
   * Float32 times 10⁸ is exact in float64, so that rounding the product is rounding the number. Below 2³¹ all that follows is
   * done in int32, `| 0`, which is several times as fast.
   */
  private put(value: number): void {
    const { bytes, unit } = this;
    const product = Math.round(Math.abs(value) * unit);
    if (!(product < 2 ** 31)) {
      const text = value === -Infinity ? 'null' : `${Number(value.toFixed(this.decimals))}`;
      this.at += bytes.write(text, this.at, 'latin1');
      return;
    }
    const scaled = product | 0;
    if (value < 0 && scaled > 0) bytes[this.at++] = minus;
    const whole = (scaled / unit) | 0;
    if (whole < 10) bytes[this.at++] = zero + whole;
    else this.digits(whole, countOfDigits(whole));
    let rest = (scaled - whole * unit) | 0;
    if (rest === 0) return;
    let places = this.decimals;
    for (let tenth = (rest / 10) | 0; tenth * 10 === rest; tenth = (rest / 10) | 0) {
      rest = tenth;
      places--;
    }
    bytes[this.at++] = point;
    this.digits(rest, places);
  }

  /** With zeros in front, if it has fewer digits. */
  private digits(whole: number, count: number): void {
    const { bytes, at } = this;
    let rest = whole | 0;
    for (let i = at + count - 1; i >= at; i--) {
      const tenth = (rest / 10) | 0;
      bytes[i] = zero + ((rest - tenth * 10) | 0);
      rest = tenth;
    }
    this.at = at + count;
  }

  private room(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.at + more));
    this.bytes.copy(wider, 0, 0, this.at);
    this.bytes = wider;
  }
}

function countOfDigits(whole: number): number {
  let count = 1;
  for (let power = 10; power <= whole; power *= 10) count++;
  return count;
}
