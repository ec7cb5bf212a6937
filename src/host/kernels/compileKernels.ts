/** Compiles src/engine/kernels/assembly, AssemblyScript, to WebAssembly, and writes that as a module of the engine. */
import asc from 'assemblyscript/asc';
import { fileURLToPath } from 'node:url';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';

const folder = fileURLToPath(new URL('../../engine/kernels/assembly/', import.meta.url));

export async function compileKernels(): Promise<Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  const { error, stderr } = await asc.main(
    [
      'kernels.ts',
      ...['--baseDir', folder, '--outFile', 'kernels.wasm', '-O3', '--noAssert'],
      ...['--runtime', 'stub', '--use', 'abort='], // no allocator, no collector, nothing to import but the memory
      ...['--importMemory', '--sharedMemory', '--noExportMemory'],
      ...['--initialMemory', '1', '--maximumMemory', '65536'],
      ...['--enable', 'simd', '--enable', 'threads'],
    ],
    { writeFile: (name, contents) => void files.set(name, contents) },
  );
  const wasm = files.get('kernels.wasm');
  if (!error && wasm instanceof Uint8Array) return wasm;
  throw new ForwardPassError({
    what: 'compile the kernels',
    expected: `AssemblyScript that compiles in ${folder}`,
    got: stderr.toString(),
  });
}

export function kernelsModule(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('base64');
  const lines = text.match(/.{1,192}/g) ?? [];
  return [
    '// Made by `npm run build:kernels` from assembly/; a test compares.',
    '',
    'export const kernelsWasm =',
    lines.map((line, i) => `  '${line}'${i === lines.length - 1 ? ';' : ' +'}`).join('\n'),
    '',
  ].join('\n');
}
