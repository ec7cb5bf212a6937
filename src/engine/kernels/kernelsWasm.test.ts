import { expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { compileKernels, kernelsModule } from '../../host/kernels/compileKernels';

it('is what the sources compile to', async () => {
  const kept = await readFile(new URL('./kernelsWasm.ts', import.meta.url), 'utf8');
  expect(kept === kernelsModule(await compileKernels())).toBe(true); // npm run build:kernels
});
