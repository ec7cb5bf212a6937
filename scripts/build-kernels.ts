/** `npm run build:kernels`: compiles the engine's AssemblyScript to WebAssembly, kept in the sources as base64. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compileKernels, kernelsModule } from '../src/host/kernels/compileKernels';

const target = fileURLToPath(new URL('../src/engine/kernels/kernelsWasm.ts', import.meta.url));
const bytes = await compileKernels();
await writeFile(target, kernelsModule(bytes));
console.log(`${target}: ${bytes.length} bytes of WebAssembly`);
