// Tensor: numbers in one flat storage, seen through a shape and strides. A view (transpose, slice, reshape) is another
// Tensor over the same storage.
//   element (i, j, …) lives at  offset + i·strides[0] + j·strides[1] + …
// A tensor never changes once it is made. `origin` says which op made it from what, when gradients are wanted.
import type { Origin } from '../autograd/Origin';
import { ForwardPassError } from '../errors/ForwardPassError';
import { kernelMemory } from '../kernels/kernels';
import type { Lease } from '../kernels/Lease';
import { dtypeOf, type DType, type Storage } from './allocate';
import { Halves } from './Halves';
import { contiguousStrides, showShape, sizeOf, type Shape } from './shape';

export type Nested = number | readonly Nested[];

export interface Layout {
  readonly strides?: readonly number[];
  readonly offset?: number;
}

export class Tensor {
  readonly size: number;
  readonly strides: readonly number[];
  readonly offset: number;
  private readonly lease: Lease | undefined;

  constructor(
    private readonly storage: Storage | Halves,
    readonly shape: Shape,
    { strides = contiguousStrides(shape), offset = 0 }: Layout = {},
    readonly origin?: Origin,
  ) {
    this.size = sizeOf(shape);
    this.strides = strides;
    this.offset = offset;
    this.lease = kernelMemory()?.leaseOf(storage instanceof Halves ? storage.bits : storage);
    this.checkFits();
  }

  /** Throws when the scope it was made in has been closed. Of halves, a copy. */
  get data(): Storage {
    this.lease?.check();
    return this.storage instanceof Halves ? this.storage.widened() : this.storage;
  }

  /** What its numbers are kept in, when they are kept in 16 bits. */
  get halves(): Halves | undefined {
    this.lease?.check();
    return this.storage instanceof Halves ? this.storage : undefined;
  }

  /** Its storage is freed when the scope around it closes. */
  get isLent(): boolean {
    return this.lease?.of === 'scope';
  }

  get dtype(): DType {
    return this.storage instanceof Halves ? 'float32' : dtypeOf(this.storage);
  }

  get rank(): number {
    return this.shape.length;
  }

  /** Its elements lie in storage one after another; the stride of an axis of length 1 does not matter. */
  get isContiguous(): boolean {
    let step = 1;
    for (let axis = this.rank - 1; axis >= 0; axis--) {
      const length = this.shape[axis] as number;
      if (length !== 1 && this.strides[axis] !== step) return false;
      step *= length;
    }
    return true;
  }

  /** One element: `x.at(0, 2)`. */
  at(...index: readonly number[]): number {
    if (index.length !== this.rank) throw this.outside('Tensor.at', index);
    return this.part(...index).item();
  }

  /** The number inside a tensor of size 1. */
  item(): number {
    if (this.size === 1) return this.halves?.at(this.offset) ?? (this.data[this.offset] as number);
    throw new ForwardPassError({
      what: 'Tensor.item: read a single number',
      expected: 'a tensor of size 1',
      got: `shape ${showShape(this.shape)}`,
      hint: 'use at(i, j, …) for one element, or toNested() for all',
    });
  }

  /** What lies at the first few indices, as a view: of (B, H, T, D), `part(0, h, t)` is one query, (D). */
  part(...index: readonly number[]): Tensor {
    const inside = index.every((i, axis) => Number.isInteger(i) && i >= 0 && i < this.length(axis));
    if (index.length > this.rank || !inside) throw this.outside('Tensor.part', index);
    const offset = index.reduce((sum, i, axis) => sum + i * this.stride(axis), this.offset);
    const strides = this.strides.slice(index.length);
    return this.view(this.shape.slice(index.length), { strides, offset });
  }

  /** Another shape over the same storage. */
  view(shape: Shape, layout: Layout = {}, origin?: Origin): Tensor {
    this.lease?.check();
    return new Tensor(this.storage, shape, layout, origin);
  }

  /** Plain arrays inside arrays, as deep as the tensor has axes. */
  toNested(): Nested {
    const { data } = this;
    const read = (axis: number, place: number): Nested =>
      axis === this.rank
        ? (data[place] as number)
        : Array.from({ length: this.length(axis) }, (_, i) =>
            read(axis + 1, place + i * this.stride(axis)),
          );
    return read(0, this.offset);
  }

  /** The length of one axis; −1 is the last. */
  length(axis: number): number {
    return this.shape.at(axis) ?? 1;
  }

  stride(axis: number): number {
    return this.strides.at(axis) ?? 0;
  }

  private outside(what: string, index: readonly number[]): ForwardPassError {
    return new ForwardPassError({
      what: `${what}: read by index`,
      expected: `whole numbers from 0, inside shape ${showShape(this.shape)}`,
      got: showShape(index),
    });
  }

  private checkFits(): void {
    if (this.size === 0) return;
    let last = this.offset;
    for (let axis = 0; axis < this.rank; axis++) {
      last += ((this.shape[axis] as number) - 1) * this.stride(axis);
    }
    const lengthsAreWhole = this.shape.every((n) => Number.isInteger(n) && n >= 0);
    if (lengthsAreWhole && this.strides.length === this.rank && last < this.storage.length) return;
    throw new ForwardPassError({
      what: 'Tensor: lay a shape over storage',
      expected: `storage of at least ${last + 1} numbers for shape ${showShape(this.shape)}`,
      got: `${this.storage.length} numbers, strides ${showShape(this.strides)}, offset ${this.offset}`,
      hint: 'the shape multiplied out must be the number of values',
    });
  }
}
