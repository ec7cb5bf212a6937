/** Only plain files are read and replaced: opening a pipe may wait for ever, reading a device may never end. */
import type { Stats } from 'node:fs';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';

export function requireFile(path: string, found: Stats): void {
  if (found.isFile()) return;
  throw new ForwardPassError({
    what: path,
    expected: 'a file',
    got: found.isDirectory() ? 'a folder' : 'a pipe or a device',
    hint: found.isDirectory() ? 'name a file in it' : 'give the path of a file on a disk',
  });
}
