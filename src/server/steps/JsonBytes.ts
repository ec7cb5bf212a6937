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

  /** Float32 times 10⁸ is exact in float64, so that rounding the product is rounding the number. */
  private put(value: number): void {
    const scaled = Math.round(Math.abs(value) * this.unit);
    if (!(scaled < 2 ** 31)) {
      const text = value === -Infinity ? 'null' : `${Number(value.toFixed(this.decimals))}`;
      this.at += this.bytes.write(text, this.at, 'latin1');
      return;
    }
    if (value < 0 && scaled > 0) this.bytes[this.at++] = minus;
    const whole = Math.trunc(scaled / this.unit);
    this.digits(whole, 1);
    let rest = scaled - whole * this.unit;
    if (rest === 0) return;
    let places = this.decimals;
    for (; rest % 10 === 0; places--) rest /= 10;
    this.bytes[this.at++] = point;
    this.digits(rest, places);
  }

  /** With zeros in front, so that there are at least so many digits. */
  private digits(whole: number, atLeast: number): void {
    let count = atLeast;
    for (let power = 10 ** atLeast; power <= whole; power *= 10) count++;
    let rest = whole;
    for (let i = this.at + count - 1; i >= this.at; i--) {
      const tenth = Math.trunc(rest / 10);
      this.bytes[i] = zero + (rest - 10 * tenth);
      rest = tenth;
    }
    this.at += count;
  }

  private room(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.at + more));
    this.bytes.copy(wider, 0, 0, this.at);
    this.bytes = wider;
  }
}
