// instantiate: the compiled kernels, over one memory that grows. The little of the WebAssembly interface that it takes is
// declared here, since the engine's sources know neither the browser's types nor Node's.
import { decodeBase64 } from '../tokenizers/decodeBase64';
import type { KernelExports } from './KernelExports';
import { kernelsWasm } from './kernelsWasm';

export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

interface WebAssemblyInterface {
  readonly Memory: new (settings: {
    initial: number;
    maximum: number;
    shared: boolean;
  }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { env: { memory: WasmMemory } },
  ) => { readonly exports: unknown };
}

export interface Instance {
  readonly memory: WasmMemory;
  readonly module: object;
  readonly run: KernelExports;
}

export const pageBytes = 65536;
/** All that 32-bit addresses reach. */
export const mostBytes = 2 ** 32;

/** null where there is no WebAssembly with SIMD and shared memory: then the TypeScript of the ops computes. */
export function instantiate(pages: number): Instance | null {
  const { WebAssembly: wasm } = globalThis as { WebAssembly?: WebAssemblyInterface };
  if (!wasm) return null;
  try {
    // Shared, since threads need it, and since views stay valid when it grows.
    const memory = new wasm.Memory({
      initial: pages,
      maximum: mostBytes / pageBytes,
      shared: true,
    });
    const bytes = Uint8Array.from(decodeBase64(kernelsWasm), (character) =>
      character.charCodeAt(0),
    );
    const module = new wasm.Module(bytes);
    const { exports } = new wasm.Instance(module, { env: { memory } });
    return { memory, module, run: exports as KernelExports };
  } catch {
    return null;
  }
}
