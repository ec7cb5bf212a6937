/** A name for a film's folder, lesson and files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ForwardPassError } from '../../src/engine/errors/ForwardPassError';

/** @throws ForwardPassError for what cannot be one, or is taken. */
export function filmName(given: string, scenes: string): string {
  const isName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(given) && given !== 'catalog';
  const isTaken = isName && existsSync(join(scenes, given));
  if (isName && !isTaken) return given;
  throw new ForwardPassError({
    what: isTaken ? `there is a film "${given}" already` : `"${given}" as the name of a film`,
    expected: isTaken ? 'a name that no folder has' : 'small letters, digits and hyphens',
    got: given,
    hint: 'npm run new-film -- cross-attention',
  });
}
