// KernelMemory: who has which part of the kernels' memory.
//   work     room that every call may use
//   stack    what one call or one scope takes, in order; `reset` to an earlier mark frees all that was taken since. It lies
//            in chunks, because other regions come between
//   regions  what stays until it is released, such as a model's parameters
// Everything begins at a multiple of 64 bytes and ends at one, so that kernels may read and write whole vectors.
import { mostBytes, pageBytes, type Instance, type WasmMemory } from './instantiate';
import type { KernelExports } from './KernelExports';
import { KernelHelper, mailboxBytes } from './KernelHelper';
import { Lease } from './Lease';

export interface Mark {
  readonly chunk: number;
  readonly top: number;
}

export interface Region {
  readonly start: number;
  readonly end: number;
}

/** For packed blocks and sums, see `gemm` and `thin`: 512 · 256 + 128 · 256 + a tile, in floats. */
const workBytes = 704 * 1024;
const firstAddress = 1024; // nothing lies at 0, which stands for "no room"
const chunkBytes = 16 * 2 ** 20;
/** Room that residences leave to scopes, and residences and scopes to single calls, which bring large matrices here. */
const leftToScopes = 2 ** 30;
const leftToCalls = 2 ** 29;
export const firstPages = Math.ceil((firstAddress + workBytes) / pageBytes);

export class KernelMemory {
  readonly run: KernelExports;
  readonly work = firstAddress;
  /** Threads that run kernels in this memory too. */
  readonly helpers: KernelHelper[] = [];
  private readonly buffers = new Set<ArrayBufferLike>();
  private readonly chunks: Region[] = [];
  private here: Mark = { chunk: -1, top: 0 };
  private readonly scopes: { mark: Mark; lease: Lease }[] = [];
  private readonly homes: { region: Region; lease: Lease }[] = [];
  private free: Region[] = [];

  constructor(private readonly instance: Instance) {
    this.run = instance.run;
    this.buffers.add(instance.memory.buffer);
  }

  owns(data: { readonly buffer: ArrayBufferLike }): boolean {
    return this.buffers.has(data.buffer);
  }

  view(address: number, length: number): Float32Array {
    return new Float32Array(this.instance.memory.buffer, address, length);
  }

  halves(address: number, length: number): Uint16Array {
    return new Uint16Array(this.instance.memory.buffer, address, length);
  }

  bits(address: number, length: number): Int32Array {
    return new Int32Array(this.instance.memory.buffer, address, length);
  }

  mark(): Mark {
    return this.here;
  }

  reset(mark: Mark): void {
    this.here = mark;
  }

  /** An address on the stack, or 0 when there is no room. What lies there is whatever was there. */
  take(bytes: number): number {
    const needed = Math.max(64, Math.ceil(bytes / 64) * 64);
    let { chunk, top } = this.here;
    while (chunk < 0 || top + needed > (this.chunks[chunk] as Region).end) {
      chunk++;
      if (chunk === this.chunks.length) {
        const region = this.reserve(Math.max(chunkBytes, needed));
        if (!region) return 0;
        this.chunks.push(region);
      }
      top = (this.chunks[chunk] as Region).start;
    }
    this.here = { chunk, top: top + needed };
    return top;
  }

  /** An address that the scope around this call will free; 0 when there is none, or room must be left to calls. */
  keep(bytes: number): number {
    if (this.scopes.length === 0) return 0;
    const before = this.here;
    const address = this.take(bytes);
    if (address !== 0 && address + bytes <= mostBytes - leftToCalls) return address;
    this.reset(before);
    return 0;
  }

  enter(): Mark {
    const mark = this.here;
    this.scopes.push({ mark, lease: new Lease('scope') });
    return mark;
  }

  leave(): void {
    const scope = this.scopes.pop();
    if (!scope) return;
    scope.lease.end();
    this.reset(scope.mark);
  }

  /** Whole pages that stay until they are released; null when memory is full. */
  reserve(bytes: number): Region | null {
    const needed = Math.ceil(bytes / pageBytes) * pageBytes;
    const fits = this.free.findIndex(({ start, end }) => end - start >= needed);
    const found = this.free[fits];
    if (found) {
      const rest = { start: found.start + needed, end: found.end };
      this.free = this.free.toSpliced(fits, 1, ...(rest.start < rest.end ? [rest] : []));
      return { start: found.start, end: found.start + needed };
    }
    try {
      const start = this.instance.memory.grow(needed / pageBytes) * pageBytes;
      this.buffers.add(this.instance.memory.buffer);
      return { start, end: start + needed };
    } catch {
      return null;
    }
  }

  /** A region whose tensors know that they live there; smaller than asked when it would leave no room to compute. */
  settle(bytes: number): { region: Region; lease: Lease } | null {
    const spare = mostBytes - this.instance.memory.buffer.byteLength - leftToScopes;
    const most = Math.max(0, spare, ...this.free.map(({ start, end }) => end - start));
    const region = this.reserve(Math.min(bytes, most));
    if (!region) return null;
    const home = { region, lease: new Lease('residence') };
    this.homes.push(home);
    return home;
  }

  release(region: Region): void {
    const at = this.homes.findIndex((home) => home.region === region);
    this.homes.splice(at, 1)[0]?.lease.end();
    const all = [...this.free, region].sort((a, b) => a.start - b.start);
    this.free = all.reduce<Region[]>((merged, next) => {
      const last = merged.at(-1);
      return last?.end === next.start
        ? merged.with(-1, { start: last.start, end: next.end })
        : [...merged, next];
    }, []);
  }

  /** Room for one more helper, and what its thread must know; null when memory is full. */
  enlist(): { module: object; memory: WasmMemory; address: number } | null {
    const region = this.reserve(mailboxBytes + workBytes);
    if (!region) return null;
    const { module, memory } = this.instance;
    const mailbox = this.bits(region.start, mailboxBytes / 4).fill(0);
    this.helpers.push(new KernelHelper(mailbox, region.start + mailboxBytes));
    return { module, memory, address: region.start };
  }

  /** Under which lease this storage stands; undefined for the JavaScript heap, which no one takes back. */
  leaseOf(data: ArrayBufferView): Lease | undefined {
    if (!this.buffers.has(data.buffer)) return undefined;
    const address = data.byteOffset;
    const inside = ({ start, end }: Region) => address >= start && address < end;
    const home = this.homes.find(({ region }) => inside(region));
    if (home) return home.lease;
    const chunk = this.chunks.findIndex(inside);
    const within = this.scopes.findLast(
      ({ mark }) => chunk > mark.chunk || (chunk === mark.chunk && address >= mark.top),
    );
    return within?.lease ?? Lease.over;
  }
}
