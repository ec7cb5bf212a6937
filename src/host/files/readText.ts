/** A text file as a whole, of a length that fits into memory many times over. */
import { readFile, stat } from 'node:fs/promises';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { inFile } from './inFile';
import { requireFile } from './requireFile';

const usual = 100_000_000;

export function readText(path: string, mostBytes = usual): Promise<string> {
  return inFile(path, async () => {
    const found = await stat(path);
    requireFile(path, found);
    if (found.size <= mostBytes) return readFile(path, 'utf8');
    throw new ForwardPassError({
      what: `${path}: read a text`,
      expected: `at most ${mostBytes} bytes`,
      got: `${found.size}`,
      hint: 'is it another file under this name?',
    });
  });
}
